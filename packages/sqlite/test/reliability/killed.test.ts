import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { SqliteHandle } from '../../src/driver/connection.js';
import { loadDriver, type SqliteDriverName } from '../../src/driver/open-handle.js';
import { findDrivers } from '../drivers.js';
import { newFile } from '../files.js';
import { Journal, findWrongs } from './journal.js';
import { buildWorker, startWorker } from './processes.js';

jest.setTimeout(600_000);

const { found: drivers } = await findDrivers();
/** 30 shows what is broken; `KILLS=1000` is for nights. */
const kills = Number(process.env['KILLS'] ?? 30);

let program: string;
beforeAll(() => {
  program = buildWorker();
});
afterAll(() => rmSync(program, { force: true }));

async function open(path: string, driver: SqliteDriverName): Promise<SqliteHandle> {
  return (await loadDriver(driver)).open(path);
}

/** Lets processes work on a file, each until it is killed. The last one is left to end. */
async function killAgainAndAgain(path: string, driver: SqliteDriverName, journal: Journal): Promise<number> {
  let ambiguous = 0;
  let first = 0;
  for (let kill = 0; kill < kills; kill++) {
    const again = [...journal.ambiguous];
    const worker = startWorker(program, { path, driver, again, first });
    // However slow the machine is, something was acknowledged by then.
    await worker.told('done');
    await pause(Math.random() * 60);
    worker.process.kill('SIGKILL');
    expect(await worker.end).toBeNull();
    journal.hear(worker.lines);
    ambiguous += journal.ambiguous.size;
    first += worker.lines.filter(({ what }) => what === 'sent').length;
    const file = await open(path, driver);
    const wrongs = findWrongs(file, journal, false);
    file.close();
    expect(wrongs).toEqual([]);
  }
  const again = [...journal.ambiguous];
  const last = startWorker(program, { path, driver, again, first, count: 3 });
  expect(await last.end).toBe(0);
  journal.hear(last.lines);
  return ambiguous;
}

test.each(drivers)(
  'Processes that are killed while they write lose nothing they acknowledged, tear nothing, and do nothing twice (%s)',
  async (driver) => {
    const path = newFile();
    const journal = new Journal();
    const ambiguous = await killAgainAndAgain(path, driver, journal);

    const file = await open(path, driver);
    try {
      expect(findWrongs(file, journal, true)).toEqual([]);
      expect(journal.unequal).toEqual([]);
      expect(journal.ambiguous.size).toBe(0);
      // That processes were killed in the middle of something shows in what nobody knew of.
      expect(journal.acknowledged.size).toBeGreaterThan(kills);
      expect(ambiguous).toBeGreaterThan(0);
      process.stderr.write(
        `${driver}: ${kills} kills, ${journal.acknowledged.size} acknowledged, ${ambiguous} times unknown, 0 lost, 0 torn\n`,
      );
      for (const [damage, wrong] of damages) {
        file.exec('BEGIN');
        file.exec(damage);
        expect(findWrongs(file, journal, true)).toContainEqual(expect.stringMatching(wrong));
        file.exec('ROLLBACK');
      }
    } finally {
      file.close();
    }
  },
);

/** What the looking would have found, had it happened. */
const damages: readonly (readonly [statement: string, wrong: RegExp])[] = [
  ['DROP TRIGGER domainry_events_remain; DELETE FROM domainry_events WHERE position = 2', /^lost/],
  ['DROP TRIGGER domainry_events_remain; DELETE FROM domainry_events WHERE position = 2', /^positions/],
  ['DROP TRIGGER domainry_events_remain; DELETE FROM domainry_events WHERE position = 2', /^torn: stream/],
  ["DELETE FROM Tally_entries WHERE reference = 'r1'", /^torn: event without child/],
  ["DELETE FROM domainry_idempotency WHERE key = 'Tallies.Add:r1'", /^torn: no record/],
  ['UPDATE Tally SET count = count + 1', /^torn: state and children/],
  ['DROP TRIGGER domainry_events_stay; UPDATE domainry_events SET data = \'{"reference":"r1"}\'', /^doubled/],
];
