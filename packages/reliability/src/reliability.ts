/** The proofs from a command line: `npm run reliability`. */
import { appendFileSync } from 'node:fs';
import { readCommandLine, usage, type CommandLine } from './command-line.js';
import type { Proof } from './proof.js';
import { proofs } from './proofs/proofs.js';
import { linesOf } from './report.js';
import { runProof } from './run-proof.js';
import { isServerThere, serverUrl } from './stores/postgres-store.js';
import { hasDriver } from './stores/sqlite-store.js';
import { storeNames, type StoreName } from './stores/store.js';

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Stores that are there; of others it is said loudly that they are not. Where they have to be, that is an error. */
async function findStores(wanted: readonly StoreName[]): Promise<readonly StoreName[]> {
  const found: StoreName[] = [];
  for (const name of storeNames) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const isThere = name === 'postgres' ? await isServerThere(serverUrl) : hasDriver(name);
    if (isThere) found.push(name);
    else say(`SKIPPED ${name}: ${whyNot(name)}`);
    // Node 20 has no SQLite of its own, which is nobody's fault.
    if (!isThere && process.env['CI'] === 'true' && name !== 'node:sqlite') process.exitCode = 1;
  }
  return found;
}

function whyNot(name: StoreName): string {
  if (name === 'postgres')
    return `no PostgreSQL at ${new URL(serverUrl).host}; DOMAINRY_POSTGRES_URL names another one. Nothing is proven of it.`;
  return name === 'node:sqlite'
    ? 'this Node brings no SQLite (22.13 does).'
    : 'the driver could not be loaded. Nothing is proven of it.';
}

/** A proof on a store. */
interface Job {
  readonly proof: Proof;
  readonly store: StoreName;
}

async function jobsOf({ only, stores }: CommandLine): Promise<Job[]> {
  const found = await findStores(stores);
  const jobs: Job[] = [];
  for (const proof of proofs) {
    if (only.length > 0 && !proof.ids.some((id) => only.includes(id))) continue;
    const missing = await proof.lacks?.();
    if (missing !== undefined) {
      say(`SKIPPED ${proof.ids.join(' ')}: ${missing}`);
      if (process.env['CI'] === 'true' && proof.mayLack !== true) process.exitCode = 1;
      continue;
    }
    for (const store of proof.stores) if (found.includes(store)) jobs.push({ proof, store });
  }
  return jobs;
}

async function run(line: CommandLine): Promise<void> {
  const { size, seed, lanes } = line;
  say(`Reliability, ${size}, seed ${seed} (--seed ${seed} draws the same random numbers)`);
  const begun = performance.now();
  const jobs = await jobsOf(line);
  const counts = { held: 0, broken: 0 };
  const work = async (): Promise<void> => {
    for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) {
      const verdict = await runProof(job.proof, job.store, size, seed);
      counts[verdict.violations.length === 0 ? 'held' : 'broken'] += 1;
      for (const each of linesOf(verdict)) say(each);
    }
  };
  await Promise.all(Array.from({ length: lanes }, work));
  const seconds = ((performance.now() - begun) / 1000).toFixed(0);
  say(`Reliability: ${counts.held} proofs hold, ${counts.broken} are broken, in ${seconds} s`);
  const counting = process.env['CI_COUNT_FILE'];
  if (counting !== undefined) appendFileSync(counting, `${counts.held} ${counts.broken}\n`);
  if (counts.broken > 0 || counts.held === 0) process.exitCode = 1;
}

try {
  const line = readCommandLine(
    process.argv.slice(2),
    proofs.flatMap(({ ids }) => ids),
  );
  if (line === 'help') say(usage);
  else await run(line);
} catch (error) {
  if (!(error instanceof TypeError)) throw error;
  process.stderr.write(`${error.message}\n\n${usage}\n`);
  process.exitCode = 2;
}
