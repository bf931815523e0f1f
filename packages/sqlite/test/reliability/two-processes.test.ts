import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { loadDriver } from '../../src/driver/open-handle.js';
import { sqlite } from '../../src/index.js';
import { findDrivers } from '../drivers.js';
import { newFile } from '../files.js';
import { Journal, findWrongs } from './journal.js';
import { buildWorker, startWorker } from './processes.js';
import { Add, Tally, tallies } from './tallies.js';

jest.setTimeout(300_000);

const { found: drivers } = await findDrivers();
const each = Number(process.env['INCREMENTS'] ?? 200);

let program: string;
beforeAll(() => {
  program = buildWorker();
});
afterAll(() => rmSync(program, { force: true }));

test.each(drivers)(
  'Two processes count in one file as one would, and a third sees no gap meanwhile (%s)',
  async (driver) => {
    const path = newFile();
    const reader = tallies.fork();
    await reader.init({ databases: { default: sqlite(path, { driver }) } });
    try {
      const workers = [0, each].map((first) =>
        startWorker(program, { path, driver, again: [], first, count: each, name: 'shared' }),
      );
      let isOver = false;
      const ends = Promise.all(workers.map(({ end }) => end)).finally(() => {
        isOver = true;
      });
      let seen = 0;
      while (!isOver) {
        const read = await reader.log.read({ limit: 10_000 });
        expect(read.map(({ position }) => position)).toEqual(read.map((_, at) => at + 1));
        expect(read.map(({ version }) => version)).toEqual(read.map((_, at) => at));
        expect(read.length).toBeGreaterThanOrEqual(seen);
        seen = read.length;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      expect(await ends).toEqual([0, 0]);

      const journal = new Journal();
      for (const { lines } of workers) journal.hear(lines);
      expect(journal.acknowledged.size).toBe(2 * each);
      const tally = await reader.repositoryFor(Tally).get('shared');
      expect(tally.count).toBe(2 * each);
      // Each was told another count: none was lost to the other.
      expect(new Set(journal.acknowledged.values()).size).toBe(2 * each);
      const file = (await loadDriver(driver)).open(path);
      expect(findWrongs(file, journal, true)).toEqual([]);
      file.close();
    } finally {
      await reader.close();
    }
  },
);

test.each(drivers)(
  'Who holds the file for too long is told of, and the next try succeeds (%s)',
  async (driver) => {
    const path = newFile();
    const domain = tallies.fork();
    await domain.init({ databases: { default: sqlite(path, { driver, busyTimeout: 100 }) } });
    const other = (await loadDriver(driver)).open(path);
    try {
      other.exec('BEGIN IMMEDIATE');
      const add = new Add({ name: 'a', reference: 'r1' });
      await expect(domain.process(add, { idempotencyKey: 'r1' })).rejects.toMatchObject({
        code: 'DATABASE_BUSY',
        message: expect.stringMatching(/another process .* busyTimeout/),
      });
      // Reading goes on while others write.
      expect(await domain.repositoryFor(Tally).getOrNull('a')).toBeNull();
      other.exec('COMMIT');
      expect(await domain.process(add, { idempotencyKey: 'r1' })).toBe(1);
      expect(await domain.process(add, { idempotencyKey: 'r1' })).toBe(1);
    } finally {
      other.close();
      await domain.close();
    }
  },
);
