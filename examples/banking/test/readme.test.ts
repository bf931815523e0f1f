import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from '@jest/globals';

const source = new URL('../src/', import.meta.url);

test.each([
  ['InsufficientFunds', 'AccountWithdrawn', 'Account'],
  ['LedgerOpened', 'Debited', 'Ledger'],
])('What the README of the repository shows as %s, %s and %s is in the demo, word for word', (...names) => {
  const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
  const blocks = [...readme.matchAll(/^```ts (?:run|continue)\n(.*?)^```/gms)].map(([, block]) => block!);
  const demo = readdirSync(source)
    .map((file) => readFileSync(new URL(file, source), 'utf8'))
    .join('\n');

  const classes = blocks.join('\n').match(/^(?:@.*\n)*export class [^]*?(?:\{\}|^\})$/gm)!;
  const promised = classes.filter((text) => names.some((name) => text.includes(`export class ${name} `)));
  const parts = promised.flatMap((text) => text.replace(/\n\}$/, '').split('\n\n'));

  expect(promised).toHaveLength(3);
  expect(parts.filter((part) => !demo.includes(part.trimEnd()))).toEqual([]);
});
