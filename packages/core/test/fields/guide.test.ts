import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { field } from '../../src/fields/field-namespace.js';
import { noteOfDecorator, type FieldNote } from '../../src/fields/field.js';

const guide = readFileSync(new URL('../../../../docs/guide/fields.md', import.meta.url), 'utf8');
const sources = new URL('../../src/fields/', import.meta.url);

/** Everything in `code` in one part of the guide. */
function namesUnder(heading: string): readonly string[] {
  const part = guide.split(/^## /m).find((text) => text.startsWith(heading)) ?? '';
  return [...part.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
}

function noteOf(kind: string): FieldNote {
  const make = (field as unknown as Record<string, (...given: unknown[]) => unknown>)[kind];
  return noteOfDecorator(make?.(['a'])) as FieldNote;
}

test('the guide lists every kind of field', () => {
  const listed = namesUnder('The kinds').map((name) => name.replace(/\(.*/, ''));

  expect(listed).toEqual(expect.arrayContaining(Object.keys(field)));
  for (const kind of Object.keys(field)) expect(noteOf(kind).kind).toBe(kind);
});

test('the guide lists every option of every kind', () => {
  const own = Object.keys(field).flatMap((kind) => noteOf(kind).ownOptions);
  const [, common = ''] = /interface FieldOptions<V> \{(.*?)^\}/ms.exec(
    readFileSync(new URL('field-options.ts', sources), 'utf8'),
  ) as unknown as string[];
  const shared = [...common.matchAll(/readonly (\w+)\?/g)].map(([, name = '']) => name);

  expect(shared.length).toBeGreaterThan(10);
  expect(namesUnder('Options')).toEqual(expect.arrayContaining([...own, ...shared]));
});

test('the guide lists every code of a violation', () => {
  const codes = readdirSync(sources)
    .filter((name) => !name.startsWith('class-'))
    .flatMap((name) => [
      ...readFileSync(new URL(name, sources), 'utf8').matchAll(/(?:reject\(\s*|code: )'([a-zA-Z]+)'/g),
    ])
    .map(([, code = '']) => code);

  expect(codes.length).toBeGreaterThan(30);
  expect(namesUnder('Codes')).toEqual(expect.arrayContaining(codes));
});
