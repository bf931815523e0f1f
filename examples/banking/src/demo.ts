import { DomainryError } from '@domainry/core';
import { readFileSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tryAccount } from './contract.js';
import { UsageError, readArguments, usage, type Arguments } from './read-arguments.js';
import { report } from './report.js';
import { runBank } from './run-bank.js';
import { StoreUnavailable, postgresStore, sqliteStore, type Store } from './store.js';
import type { Summary } from './summary.js';
import { table } from './table.js';
import { openTerminal } from './terminal.js';

const file = 'movements.csv';
const usualFile = fileURLToPath(new URL('../bank.db', import.meta.url));

try {
  await run(readArguments(process.argv.slice(2)));
} catch (error) {
  if (error instanceof UsageError) {
    console.error(`${error.message}\n\n${usage}`);
    process.exitCode = 2;
  } else if (DomainryError.is(error) || error instanceof StoreUnavailable) {
    // A server that is not there, a file that cannot be written: nothing a stack would tell more about.
    console.error(error.message);
    process.exitCode = 1;
  } else throw error;
}

async function run(given: Arguments): Promise<void> {
  if (given.help) return console.log(usage);
  const terminal = openTerminal();
  const summary = await runAnywhere(given, terminal.progress);
  terminal.clear();
  if (given.json) return console.log(JSON.stringify(summary, undefined, 2));
  console.log(terminal.paint('bold', 'An account, by hand'));
  console.log(`${table(tryAccount()).join('\n')}\n`);
  console.log(report(summary, terminal.paint));
}

/** Runs the bank in its store; in memory where this Node has no SQLite, which is no reason to show nothing. */
async function runAnywhere(
  given: Arguments,
  onProgress: (done: number, of: number) => void,
): Promise<Summary> {
  const { limit, fresh, crash } = given;
  const options = { file, lines: readLines(limit), fresh, onProgress };
  const store = storeOf(given);
  try {
    return await runBank({ ...options, store, crash: crash ? sayAcknowledged : undefined });
  } catch (error) {
    const isForced = crash || given.sqlite !== undefined;
    if (isForced || !DomainryError.is(error, 'DRIVER_MISSING')) throw error;
    console.error(
      `\nNO SQLITE: ${error.message}\nTHE BANK IS KEPT IN MEMORY, AND GONE AFTERWARDS: nothing here shows what survives.\n`,
    );
    return await runBank({ ...options, store: undefined });
  }
}

function storeOf({ memory, sqlite, postgres }: Arguments): Store | undefined {
  if (memory) return undefined;
  if (postgres !== undefined) return postgresStore(postgres, `${usualFile}.postgres.run.json`);
  return sqliteStore(sqlite === undefined ? usualFile : resolve(sqlite));
}

function readLines(limit: number): readonly string[] {
  const text = readFileSync(new URL(`../data/${file}`, import.meta.url), 'utf8');
  return text.trimEnd().split('\n').slice(1).slice(0, limit);
}

/** At once and to the file descriptor: what is only on its way to a stream would be gone with the process. */
function sayAcknowledged(acknowledged: number): void {
  writeSync(
    2,
    `${acknowledged} movements were acknowledged. Another one was committed this moment, nobody was told, and its ledger has no entry yet: killed now (SIGKILL).\nRun the demo again: it resumes.\n`,
  );
}
