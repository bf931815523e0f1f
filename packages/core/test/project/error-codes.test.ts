import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { errorCodes, retiredCodes } from '@domainry/core';
import { describe, expect, test } from '@jest/globals';

const sources = fileURLToPath(new URL('../../src/', import.meta.url));
const page = readFileSync(new URL('../../../../docs/reference/errors.md', import.meta.url), 'utf8');
const packages = new URL('../../../', import.meta.url);
/** Adapters throw codes of the table as well. */
const code = readdirSync(packages)
  .map((name) => fileURLToPath(new URL(`${name}/src/`, packages)))
  .flatMap((folder) => filesIn(folder).map((name) => folder + name))
  .filter((path) => !/core[\\/]src[\\/]errors[\\/](codes|problem)\.ts$/.test(path))
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n');

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
}

/** The part of the page under a heading. */
function part(heading: string): string {
  const [, text] = page.split(new RegExp(`^## ${heading}$`, 'm'));
  return text!.split(/^## /m)[0]!;
}

function rowsOf(heading: string): string[] {
  return [...part(heading).matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name!);
}

/** A text without the line breaks that formatting puts into it. */
function unwrapped(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}

describe('Every code of an error', () => {
  const codes = Object.keys(errorCodes);

  test('is thrown somewhere', () => {
    expect(codes.filter((each) => !code.includes(`'${each}'`))).toEqual([]);
  });

  test('is on the page of errors with its sentence and its remedy, in the order of the table, and nothing else is', () => {
    const documented = [...part('Codes of errors').matchAll(/^### (\w+)\n([^#]*)/gm)];

    expect(documented.map(([, name]) => name)).toEqual(codes);
    for (const [, name, text] of documented) {
      const { sentence, remedy } = errorCodes[name as keyof typeof errorCodes];
      expect(unwrapped(text!).trim()).toBe(`${sentence} **What to do:** ${remedy}`);
    }
  });

  test('has never had another meaning', () => {
    expect(codes.filter((each) => each in retiredCodes)).toEqual([]);
  });
});

test('Every code of a problem is reported somewhere and on the page, and nothing else is', () => {
  const source = readFileSync(`${sources}errors/problem.ts`, 'utf8');
  const union = /export type ProblemCode =([^;]*);/.exec(source)![1]!;
  const codes = [...union.matchAll(/'(\w+)'/g)].map(([, name]) => name!);

  expect(codes.filter((each) => !code.includes(`'${each}'`))).toEqual([]);
  expect(rowsOf('Codes of problems')).toEqual(codes);
});

test('Every code of a violation is on the page, and nothing else is', () => {
  const rejected = [...code.matchAll(/\breject\(\s*'(\w+)'/g)].map(([, name]) => name!);
  const written = [...code.matchAll(/\bcode: '([a-z]\w*)'/g)].map(([, name]) => name!);

  const codes = new Set([...rejected, ...written]);

  expect(rowsOf('Codes of violations')).toEqual([...codes].sort());
});
