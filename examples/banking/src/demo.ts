import { readFileSync } from 'node:fs';
import { bookMovements } from './book-movements.js';
import { tryAccount } from './contract.js';
import { banking } from './domain.js';
import { UsageError, readArguments, usage, type Arguments } from './read-arguments.js';
import { report } from './report.js';
import { summarise, type Summary } from './summary.js';
import { table } from './table.js';
import { openTerminal, type Terminal } from './terminal.js';

const movements = new URL('../data/movements.csv', import.meta.url);

try {
  await run(readArguments(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}\n\n${usage}`);
  process.exitCode = 2;
}

async function run({ limit, json, help }: Arguments): Promise<void> {
  if (help) return console.log(usage);
  // Resolves what elements say of each other, reports everything that is wrong with the model, and ends registration.
  await banking.init();
  const terminal = openTerminal();
  const summary = bookFile(limit, terminal);
  if (json) return console.log(JSON.stringify(summary, undefined, 2));
  console.log(terminal.paint('bold', 'An account, by hand'));
  console.log(`${table(tryAccount()).join('\n')}\n`);
  console.log(report(summary, terminal.paint));
}

function bookFile(limit: number, terminal: Terminal): Summary {
  const lines = readFileSync(movements, 'utf8').trimEnd().split('\n').slice(1);
  const taken = lines.slice(0, limit);
  const started = performance.now();
  const result = bookMovements(taken, (done) => terminal.progress(done, taken.length));
  const seconds = (performance.now() - started) / 1000;
  terminal.clear();
  return summarise(banking, result, taken, seconds);
}
