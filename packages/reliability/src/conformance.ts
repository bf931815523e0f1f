/** What stores are found to keep, as tables: `npm run conformance`. Fails where a promise is not kept. */
import { readFileSync, writeFileSync } from 'node:fs';
import { memoryBroker, memoryCache } from '@domainry/core';
import {
  brokerConformance,
  cacheConformance,
  conformanceMatrix,
  databaseConformance,
  runConformance,
  type CheckResult,
} from '@domainry/testing/conformance';
import { findAdapters, type Adapter, type Condition } from './conformance/adapters.js';

type Found = Map<string, CheckResult[]>;

const begin = '<!-- The tables are written by npm run conformance:update. -->';

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Adds what a run came to; where two drivers of a store differ, the worse one counts. */
function add(found: Found, store: string, results: readonly CheckResult[]): void {
  const before = found.get(store);
  if (before === undefined) return void found.set(store, [...results]);
  for (const result of results) {
    const at = before.findIndex(({ group, name }) => group === result.group && name === result.name);
    if (at < 0) before.push(result);
    else if (result.outcome === 'failed') before[at] = result;
  }
}

function tell(subject: string, results: readonly CheckResult[]): void {
  const failed = results.filter(({ outcome }) => outcome === 'failed');
  say(`${failed.length === 0 ? 'ok  ' : 'FAIL'} ${subject}: ${results.length} checks`);
  for (const { group, name, error } of failed) {
    say(`       ${group}: ${name}: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}

async function runAll(adapters: readonly Adapter[]): Promise<ReadonlyMap<Condition, Found>> {
  const found = new Map<Condition, Found>();
  for (const { store, condition, subject } of adapters) {
    const results = await runConformance(databaseConformance(subject));
    tell(subject.name, results);
    const under = found.get(condition) ?? new Map<string, CheckResult[]>();
    add(found.set(condition, under).get(condition)!, store, results);
  }
  return found;
}

async function memoryPorts(): Promise<readonly CheckResult[]> {
  const broker = brokerConformance({ name: 'memory', adapter: () => memoryBroker() });
  const cache = cacheConformance({ name: 'memory', adapter: () => memoryCache() });
  return [...(await runConformance(broker)), ...(await runConformance(cache))];
}

const { adapters, missing, remove } = await findAdapters();
for (const line of missing) say(`SKIPPED ${line}.`);
try {
  const found = await runAll(adapters);
  const plain = found.get('plain')!;
  add(plain, 'memory', await memoryPorts());
  const sections = [conformanceMatrix(Object.fromEntries(plain))];
  for (const [condition, results] of found)
    if (condition !== 'plain')
      sections.push(`## With ${condition}\n\n${conformanceMatrix(Object.fromEntries(results))}`);
  const tables = sections.join('\n\n');
  const page = process.argv[2];
  if (page === undefined) say(`\n${tables}`);
  else if (process.exitCode === undefined)
    writeFileSync(page, `${readFileSync(page, 'utf8').split(begin)[0]!}${begin}\n\n${tables}\n`);
} finally {
  await remove();
}
