import { compareModels, differenceToMarkdown } from '@domainry/model';
import { expect, test } from '@jest/globals';
import { contextOf, edge, element, field } from '../documents.js';

test('Release notes begin with what breaks, and whom it concerns', () => {
  const placed = (version: number, ...fields: Parameters<typeof field>[]) =>
    element('event', 'Placed', { message: { version }, fields: fields.map((each) => field(...each)) });
  const mailer = element('eventHandler', 'Mailer');
  const edges = [edge('Ordering.Mailer', 'reacts', 'Ordering.Placed', { method: 'mail', basis: 'declared' })];

  const notes = differenceToMarkdown(
    compareModels(
      contextOf('Ordering', [placed(1, ['note'], ['total', 'integer']), mailer], { edges }),
      contextOf(
        'Ordering',
        [placed(1, ['total', 'float']), element('query', 'Open'), { ...mailer, description: 'Mails' }],
        {
          edges,
        },
      ),
    ),
  );

  expect(notes).toBe(`# Ordering

## Breaking changes

- **Field removed**: \`Ordering.Placed.note\` (\`string, optional\`)  
  Where it is stored it is a key that no field has, and that is refused.  
  **What to do:** Raise the version and add an upcaster that brings former data to the new form.  
  Concerns \`Ordering.Mailer.mail\`.

## Changes

- **Added**: \`Ordering.Open\` (\`query\`)  
  Nobody knew it before.
- **Type of a field changed**: \`Ordering.Placed.total\` (\`integer\` → \`float (number)\`)  
  All former values are values of the new type, and not the reverse.

## Also

- **Description changed**: \`Ordering.Mailer\` (none → \`Mails\`)

## Compatibility

\`backward\`: new code reads what old code wrote; \`forward\`: old code reads what new code writes; \`full\`: both; \`none\`: neither.

| Contract | Version | Compatibility |
| --- | --- | --- |
| \`Ordering.Placed\` |  | none |
`);
});

test('Release notes of nothing say so', () => {
  const one = contextOf('Ordering', []);

  expect(differenceToMarkdown(compareModels(one, one))).toBe('# Ordering\n\nNothing changed.\n');
});

test('Names and texts of a model are never taken for Markdown or HTML', () => {
  const described = (description: string) =>
    contextOf('Ordering', [element('event', 'Placed', { description })], {
      context: { name: '<img onerror=x> # a|b', owners: [], relationships: [] },
    });

  const notes = differenceToMarkdown(compareModels(described('one'), described('``` <script>\n# b | `c`')));

  expect(notes.split('\n')[0]).toBe('# &lt;img onerror=x\\> \\# a\\|b');
  expect(notes).toContain('(`one` → ```` ``` <script> # b \\| `c` ````)');
});
