import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { afterAll, expect, test } from '@jest/globals';
import { build } from 'esbuild';

const folder = mkdtempSync(join(tmpdir(), 'domainry-'));
afterAll(() => rmSync(folder, { recursive: true }));

/**
 * Takes long, and compiles its program by itself: it is among the tests of one way of compiling, so that it runs once.
 *
 * Makes and drops domains, forks and instances; prints the heap after the first and the last batch, in bytes.
 */
const program = `
import { Aggregate, Domain, Event, ValueObject, field } from '@domainry/core';

function useDomain(number) {
  const domain = new Domain('Domain' + number);
  for (let index = 0; index < 6; index++) {
    const Money = domain.register(field1(class extends ValueObject {}), { name: 'Money' + index });
    const Account = domain.register(field1(class extends Aggregate {}), { name: 'Account' + index, factEvents: true });
    const Opened = domain.register(field1(class extends Event {}), { name: 'Opened' + index, partOf: Account });
    const account = new Account({ amount: 1 });
    account.raise_(new Opened({ amount: 2 }));
    new Money({ amount: 3 });
  }
  domain.check();
  domain.fork().run(() => domain.registry.size);
}

function field1(cls) {
  field.integer({ required: true })(cls.prototype, 'amount');
  return cls;
}

function heapAfter(first, count) {
  for (let number = first; number < first + count; number++) useDomain(number);
  for (let pass = 0; pass < 3; pass++) globalThis.gc();
  return process.memoryUsage().heapUsed;
}

const early = heapAfter(0, 300);
const late = heapAfter(300, 1000);
console.log(JSON.stringify({ early, late }));
`;

test('a thousand domains of a few dozen classes, made and dropped, leave the heap as it was', async () => {
  const entry = join(folder, 'program.mjs');
  const outfile = join(folder, 'bundle.mjs');
  writeFileSync(entry, program);
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    alias: { '@domainry/core': join(import.meta.dirname, '../../../src/index.ts') },
    external: ['class-validator', 'class-transformer'],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });

  const output = execFileSync(process.execPath, ['--expose-gc', outfile], { encoding: 'utf8' });
  const { early, late } = JSON.parse(output) as { early: number; late: number };

  // 24 classes a domain: one leaked domain in ten would be several megabytes.
  expect(late - early).toBeLessThan(2_000_000);
}, 120_000);
