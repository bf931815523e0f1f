// `npm run bench`: everything, about a quarter of an hour. Options:
//   --quick          one short round, about a minute; nothing is written
//   --only <text>    groups whose name contains the text; nothing is written
//   --rounds <n>     how many rounds
//   --core <folder>  sources of another core, to compare a change that is being tried; nothing is written
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import prettier from 'prettier';
import { build } from './build.mjs';
import { machineFacts } from './machine.mjs';
import { benchmarks } from './places.mjs';
import { printTable, resultsPage } from './report.mjs';
import { absolutes, evaluate } from './results.mjs';
import { runRounds } from './rounds.mjs';

const { values } = parseArgs({
  // pnpm hands on the `--` that npm needs.
  args: process.argv.slice(2).filter((argument) => argument !== '--'),
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    rounds: { type: 'string' },
    core: { type: 'string' },
  },
});

async function isPostgresThere() {
  const connectionString = process.env['DOMAINRY_POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test';
  const client = new pg.Client({ connectionString });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

const progress = (text) => {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
  else process.stderr.write(`${text}\n`);
};

progress('compiling …');
await build(values.core === undefined ? undefined : resolve(values.core));

const settings = {
  rounds: Number(values.rounds ?? (values.quick ? 1 : 7)),
  milliseconds: values.quick ? 150 : 500,
  warmUp: values.quick ? 300 : 500,
  ...(values.only === undefined ? {} : { only: new RegExp(values.only) }),
};
const hasPostgres = await isPostgresThere();
if (!hasPostgres)
  console.error(
    'No PostgreSQL is there (DOMAINRY_POSTGRES_URL names one): what is measured with it is left out.',
  );
const results = runRounds({ ...settings, leftOut: hasPostgres ? /^$/ : /^PostgreSQL/ }, progress);
progress('');

const rows = evaluate(results);
printTable(rows);

if (!values.quick && values.only === undefined && values.core === undefined) {
  const page = resultsPage({ rows, absolutes: absolutes(results), facts: machineFacts(), ...settings });
  const path = join(benchmarks, 'RESULTS.md');
  const options = await prettier.resolveConfig(path);
  writeFileSync(path, await prettier.format(page, { ...options, parser: 'markdown' }));
  console.log('\nWritten to benchmarks/RESULTS.md.');
} else {
  for (const { group, name, measured } of absolutes(results))
    console.error(`${group} / ${name}: ${measured.median.toPrecision(3)}`);
}
