import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { afterAll, expect, test } from '@jest/globals';
import { build } from 'esbuild';

const folder = mkdtempSync(join(tmpdir(), 'domainry-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Domains before the heap is measured first, and then again. */
const domains = 500;

/**
 * Takes long, and compiles its program by itself: it is among the tests of one way of compiling, so that it runs once.
 *
 * Makes and drops domains, forks and instances; prints the heap before and after the second half of them, in bytes, and
 * how many of the domains, forks and classes are still there. Garbage is collected often: the tables of the engine grow
 * with what is there at once, and stay as large. Each time it is collected in several turns of the event loop, since a
 * WeakRef holds what it refers to until the turn ends, and bytecode is dropped only when it has grown old.
 */
const program = `
import { Aggregate, Domain, Event, ValueObject, field } from '@domainry/core';

function useDomain(number) {
  const domain = new Domain('Domain' + number);
  const classes = [];
  for (let index = 0; index < 6; index++) {
    const Money = domain.register(field1(class extends ValueObject {}), { name: 'Money' + index });
    const Account = domain.register(field1(class extends Aggregate {}), { name: 'Account' + index, factEvents: true });
    const Opened = domain.register(field1(class extends Event {}), { name: 'Opened' + index, partOf: Account });
    const account = new Account({ amount: 1 });
    account.raise_(new Opened({ amount: 2 }));
    new Money({ amount: 3 });
    classes.push(Money, Account, Opened);
  }
  domain.check();
  const fork = domain.fork();
  fork.run(() => domain.registry.size);
  return [domain, fork, ...classes].map((made) => new WeakRef(made));
}

function field1(cls) {
  field.integer({ required: true })(cls.prototype, 'amount');
  return cls;
}

let alive = [];

async function collect() {
  for (let pass = 0; pass < 8; pass++) {
    await new Promise((resolve) => setImmediate(resolve));
    globalThis.gc();
  }
  alive = alive.filter((made) => made.deref() !== undefined);
}

async function heapAfter(first, count) {
  for (let number = first; number < first + count; number++) {
    alive.push(...useDomain(number));
    if (number % 100 === 99) await collect();
  }
  await collect();
  return process.memoryUsage().heapUsed;
}

const early = await heapAfter(0, ${domains});
const late = await heapAfter(${domains}, ${domains});
console.log(JSON.stringify({ alive: alive.length, early, late }));
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

  // When the engine optimises, and how much optimised code it keeps, differs from run to run.
  const flags = ['--expose-gc', '--no-opt', '--no-sparkplug'];
  const output = execFileSync(process.execPath, [...flags, outfile], { encoding: 'utf8' });
  const { alive, early, late } = JSON.parse(output) as Record<'alive' | 'early' | 'late', number>;

  // Twenty objects a domain are looked at: not one domain is left.
  expect(alive).toBeLessThan(20);
  // What is not looked at: 2 kB a domain. A domain holds 150 kB, so one leaked in fifty would be three times as much.
  expect(late - early).toBeLessThan(domains * 2_000);
}, 240_000);
