import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { writeContextMapper } from '../../../src/formats/context-mapper/write-context-mapper.js';
import { relationshipText } from '../../../src/formats/context-mapper/relationship-text.js';
import { landscapes } from '../landscapes.js';

const golden = fileURLToPath(new URL('atlas.cml', import.meta.url));

/** Shapes of all lines there may be: Context Mapper itself runs on Java only. */
const lines: readonly RegExp[] = [
  /^$/,
  /^}$/,
  /^(ContextMap|Domain|Subdomain|Aggregate|Entity|ValueObject|DomainEvent|CommandEvent|enum) \^?\w+ \{$/,
  /^BoundedContext \^?\w+( implements \w+)? \{$/,
  /^(type|state) = [A-Z_]+$/,
  /^contains \^?\w+$/,
  /^\^?\w+ \[(U|U,S|U,OHS|U,PL)\]->\[(D|D,C|D,CF|D,ACL)\] \^?\w+$/,
  /^\^?\w+ \[(P|SK)\]<->\[\1\] \^?\w+$/,
  /^domainVisionStatement = "(?:[^"\\]|\\["\\])*"$/,
  /^"(?:[^"\\]|\\["\\])*"$/,
  /^(aggregateRoot|aggregateLifecycle)$/,
  /^(- )?(\^?\w+|List<\^?\w+>) \^?\w+( key)?( nullable)?;$/,
  /^\^?\w+(, \^?\w+)*$/,
];

test.each(landscapes)('each line of %s is one that CML knows, and blocks end', (_what, landscape) => {
  const text = writeContextMapper(landscape).get('landscape.cml')!;

  const unknown = text.split('\n').filter((line) => !lines.some((shape) => shape.test(line.trim())));

  expect(unknown).toEqual([]);
  expect(depthsOf(text)).toMatchObject({ last: 0, least: 0 });
});

test('names are declared once, and what is referred to is declared', () => {
  const text = writeContextMapper(landscapes[0]![1]).get('landscape.cml')!;
  const declared = [...text.matchAll(/^ *(?:Entity|ValueObject|DomainEvent|CommandEvent|enum) (\S+)/gm)].map(
    ([, name]) => name!,
  );
  const referred = [...text.matchAll(/^ *- (?:List<)?([^\s>]+)/gm)].map(([, name]) => name!);

  expect(new Set(declared).size).toBe(declared.length);
  expect(referred.length).toBeGreaterThan(0);
  expect(declared).toEqual(expect.arrayContaining(referred));
});

test('the atlas is written as it was, letter by letter', () => {
  const text = writeContextMapper(landscapes[1]![1]).get('landscape.cml')!;
  if (process.env['UPDATE_GOLDEN'] !== undefined) writeFileSync(golden, text);

  expect(text).toBe(readFileSync(golden, 'utf8'));
});

test.each([
  ['customer-supplier', 'upstream', 'A [U,S]->[D,C] B\n'],
  ['customer-supplier', 'downstream', 'B [U,S]->[D,C] A\n'],
  ['open-host-service', 'upstream', 'A [U,OHS]->[D] B\n'],
  ['anticorruption-layer', 'downstream', 'B [U]->[D,ACL] A\n'],
  ['shared-kernel', undefined, 'A [SK]<->[SK] B\n'],
  ['something of our own', 'upstream', 'A [U]->[D] B\n'],
] as const)('%s, %s, is a relationship of CML', (as, direction, text) => {
  expect(relationshipText('A', 'B', { as, ...(direction === undefined ? {} : { direction }) })).toBe(text);
});

function depthsOf(text: string): { readonly last: number; readonly least: number } {
  let depth = 0;
  let least = 0;
  for (const line of text.split('\n').map((each) => each.trim())) {
    if (line.endsWith(' {')) depth++;
    if (line === '}') depth--;
    least = Math.min(least, depth);
  }
  return { last: depth, least };
}
