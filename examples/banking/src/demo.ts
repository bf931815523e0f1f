import { readFileSync } from 'node:fs';
import { bookMovements } from './book-movements.js';
import { checkLedgers } from './check-ledgers.js';
import { tryAccount } from './contract.js';
import { lookCloser } from './look-closer.js';
import { openBank } from './open-bank.js';
import { UsageError, readArguments, usage, type Arguments } from './read-arguments.js';
import { report } from './report.js';
import { summarise, type Summary } from './summary.js';
import { table } from './table.js';
import { openTerminal, type Terminal } from './terminal.js';

const file = 'movements.csv';

try {
  await run(readArguments(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}\n\n${usage}`);
  process.exitCode = 2;
}

async function run({ limit, json, help }: Arguments): Promise<void> {
  if (help) return console.log(usage);
  const terminal = openTerminal();
  const summary = await runBank(readLines(limit), terminal);
  if (json) return console.log(JSON.stringify(summary, undefined, 2));
  console.log(terminal.paint('bold', 'An account, by hand'));
  console.log(`${table(tryAccount()).join('\n')}\n`);
  console.log(report(summary, terminal.paint));
}

function readLines(limit: number): readonly string[] {
  const text = readFileSync(new URL(`../data/${file}`, import.meta.url), 'utf8');
  return text.trimEnd().split('\n').slice(1).slice(0, limit);
}

/** Books the file, sends it once more, and looks at what the bank knows then. */
async function runBank(lines: readonly string[], terminal: Terminal): Promise<Summary> {
  const open = await openBank();
  const { bank } = open;
  const showProgress = (before: number) => (done: number) =>
    terminal.progress(before + done, 2 * lines.length);

  const started = performance.now();
  const result = await bookMovements(open, file, lines, showProgress(0));
  const seconds = (performance.now() - started) / 1000;
  const movements = await summarise(bank, result, lines, seconds);

  const again = await bookMovements(open, file, lines, showProgress(lines.length));
  const repetition = {
    answered: again.answered.length,
    refused: again.refused.length,
    booked: again.booked.length,
  };
  const closerLook = await lookCloser(open, result);
  const ledgers = await checkLedgers(bank);
  await bank.close();
  terminal.clear();
  return { ...movements, repetition, ...(closerLook && { closerLook }), ledgers };
}
