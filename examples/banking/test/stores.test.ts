import { randomUUID } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { Client } from 'pg';
import type { Summary } from '../src/summary.js';
import { newFile, openDemo, runDemo, type Run } from './run-demo.js';

// Processes of their own, on machines that may be busy.
jest.setTimeout(300_000);

const few = ['--limit', '600'];
const summaryOf = ({ stdout }: Run) => JSON.parse(stdout) as Summary;
let uninterrupted: Summary;

beforeAll(() => {
  openDemo();
  uninterrupted = summaryOf(runDemo([...few, '--memory', '--json']));
});

/** What a run comes to, whether or not it was interrupted: not how long it took, where, and why a line was refused then. */
function figures({
  seconds: _seconds,
  store: _store,
  resumption: _resumption,
  refusals: _refusals,
  ...rest
}: Summary) {
  return rest;
}

/** Who wins a race is up to the server. */
function withoutRace({ closerLook: _closerLook, ...rest }: ReturnType<typeof figures>) {
  return rest;
}

function acknowledgedIn({ stderr }: Run): number {
  return Number(/^(\d+) movements were acknowledged\./.exec(stderr)![1]);
}

describe('A bank in a file', () => {
  test('comes to the same figures as one in memory, and stays where it is', () => {
    const file = newFile();

    const summary = summaryOf(runDemo([...few, '--sqlite', file, '--json']));

    expect(figures(summary)).toEqual(figures(uninterrupted));
    expect(summary.resumption).toBeUndefined();
    expect(existsSync(file)).toBe(true);
  });

  test('whose process is killed between a commit and what follows from it goes on, and nothing is lost or doubled', () => {
    const at = ['--sqlite', newFile()];

    const killed = runDemo([...few, ...at, '--crash']);
    const resumed = summaryOf(runDemo([...few, ...at, '--json']));
    const afterwards = summaryOf(runDemo([...few, ...at, '--json']));

    expect(killed).toMatchObject({ signal: 'SIGKILL', stdout: '' });
    const acknowledged = acknowledgedIn(killed);
    expect(acknowledged).toBeGreaterThan(100);
    expect(resumed.resumption).toMatchObject({
      acknowledged,
      found: acknowledged + 1, // the one of which nobody had been told
      answered: acknowledged + 1,
      bookedTwice: 0,
    });
    expect(resumed.resumption!.entriesCaughtUp).toBeGreaterThan(0);
    expect(figures(resumed)).toEqual(figures(uninterrupted));
    expect(afterwards.resumption).toBeUndefined(); // that one had ended, so another begins
  });

  test('that is killed again while it goes on has lost and doubled nothing either', () => {
    const at = ['--sqlite', newFile()];
    runDemo(['--limit', '300', ...at, '--crash']);

    const killed = runDemo([...few, ...at, '--crash']);
    const resumed = summaryOf(runDemo([...few, ...at, '--json']));

    expect(killed.signal).toBe('SIGKILL');
    expect(resumed.resumption).toMatchObject({ acknowledged: acknowledgedIn(killed), bookedTwice: 0 });
    expect(figures(resumed)).toEqual(figures(uninterrupted));
  });

  test('tells people what it made up for', () => {
    const at = ['--limit', '100', '--sqlite', newFile()];
    runDemo([...at, '--crash']);

    const { stdout } = runDemo(at);

    expect(stdout).toMatch(/^The run before was interrupted, and this one went on$/m);
    expect(stdout).toMatch(/^ +0 +were booked twice$/m);
    expect(stdout).toContain('✓ nothing lost, nothing doubled');
  });

  test('begins anew when it is told to', () => {
    const at = ['--limit', '100', '--sqlite', newFile()];
    runDemo([...at, '--crash']);

    expect(summaryOf(runDemo([...at, '--fresh', '--json'])).resumption).toBeUndefined();
  });

  test('is no bank where the file is none', () => {
    const file = newFile();
    writeFileSync(file, 'something else');
    writeFileSync(`${file}.run.json`, '{');

    const { status, stderr } = runDemo(['--limit', '10', '--sqlite', file]);

    expect(status).toBe(1);
    expect(stderr).toContain(file);
    expect(stderr).not.toMatch(/^ +at /m);
  });

  test('cannot be in a folder that is not there', () => {
    const { status, stderr } = runDemo(['--limit', '10', '--sqlite', `${dirname(newFile())}/no/bank.db`]);

    expect(status).toBe(1);
    expect(stderr).toContain('/no');
  });
});

// A Node that brings SQLite needs no driver.
(isBuiltin('node:sqlite') ? describe.skip : describe)('Where the driver of SQLite was not built', () => {
  const unbuilt = `data:text/javascript,${encodeURIComponent(
    `export default class { constructor() { throw new Error('Could not locate the bindings file.'); } }`,
  )}`;
  const hook = `export const resolve = (name, context, next) =>
    name === 'better-sqlite3' ? { url: ${JSON.stringify(unbuilt)}, shortCircuit: true } : next(name, context);`;
  const register = `import { register } from 'node:module'; register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(hook)}`)});`;
  const env = { NODE_OPTIONS: `--import "data:text/javascript,${encodeURIComponent(register)}"` };

  test('the demo says so loudly, and shows the bank in memory', () => {
    const { status, stderr, stdout } = runDemo(['--limit', '50'], env);

    expect(status).toBe(0);
    expect(stderr).toMatch(/^NO SQLITE: No driver for SQLite could be loaded/m);
    expect(stderr).toMatch(/^THE BANK IS KEPT IN MEMORY/m);
    expect(stdout).toMatch(/\(memory; Node .+\)\.$/m);
  });

  test('a crash cannot be shown', () => {
    const { status, stderr } = runDemo(['--limit', '50', '--crash'], env);

    expect(status).toBe(1);
    expect(stderr).toMatch(/^No driver for SQLite could be loaded/m);
  });
});

const server = process.env['DOMAINRY_POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test';

describe('A bank on a server', () => {
  const name = `demo_${randomUUID().replaceAll('-', '')}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  let isThere = false;

  beforeAll(async () => {
    isThere = await onServer(`CREATE DATABASE ${name}`).then(
      () => true,
      () => false,
    );
    if (!isThere && process.env['CI'] === 'true') throw new Error(`No PostgreSQL at ${server}.`);
    if (!isThere) process.emitWarning(`No PostgreSQL at ${server}: the bank on a server is not tested.`);
  });
  afterAll(async () => {
    if (isThere) await onServer(`DROP DATABASE ${name} WITH (FORCE)`);
  });

  test('is killed and goes on as one in a file does', () => {
    if (!isThere) return;
    const at = ['--postgres', url.href, '--limit', '120'];

    const killed = runDemo([...at, '--crash']);
    const resumed = summaryOf(runDemo([...at, '--json']));

    expect(killed.signal).toBe('SIGKILL');
    const acknowledged = acknowledgedIn(killed);
    expect(resumed.resumption).toMatchObject({
      acknowledged,
      found: acknowledged + 1,
      answered: acknowledged + 1,
      bookedTwice: 0,
    });
    const inMemory = summaryOf(runDemo(['--limit', '120', '--memory', '--json']));
    expect(withoutRace(figures(resumed))).toEqual(withoutRace(figures(inMemory)));
  });

  test('that is not there is told of in a sentence', () => {
    const { status, stderr } = runDemo(['--postgres', 'postgres://127.0.0.1:1/bank', '--limit', '10']);

    expect({ status, stderr }).toEqual({
      status: 1,
      stderr:
        'The PostgreSQL at 127.0.0.1:1/bank cannot be used: connect ECONNREFUSED 127.0.0.1:1. Check the URL: postgres://user:password@host:port/database.\n',
    });
  });

  test('that has no such database says so', () => {
    if (!isThere) return;
    const elsewhere = new URL(url);
    elsewhere.pathname = '/never_made';

    const { status, stderr } = runDemo(['--postgres', elsewhere.href, '--limit', '10']);

    expect(status).toBe(1);
    expect(stderr).toContain('database "never_made" does not exist');
  });
});

async function onServer(statement: string): Promise<void> {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
