import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Domain } from '@domainry/core';
import { sqlite, type SqliteDriverName } from '../../src/index.js';
import { findDrivers } from '../drivers.js';
import { newFile } from '../files.js';
import { Add, tallies } from './tallies.js';

const { found: drivers } = await findDrivers();

async function open(path: string, driver: SqliteDriverName): Promise<Domain> {
  const domain = tallies.fork();
  await domain.init({ databases: { default: sqlite(path, { driver, busyTimeout: 100 }) } });
  return domain;
}

const mounted: string[] = [];
afterEach(() => {
  for (const folder of mounted.splice(0)) execFileSync('umount', ['--lazy', folder]);
});

/** A disk of its own, of 1 MiB; undefined where one may not have that. */
function newDisk(): string | undefined {
  const folder = join(dirname(newFile()), 'disk');
  mkdirSync(folder);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  mounted.push(folder);
  return folder;
}

const canMount = ((): boolean => {
  const folder = newDisk();
  for (const each of mounted.splice(0)) execFileSync('umount', [each]);
  return folder !== undefined;
})();
if (!canMount) process.emitWarning('Not tested, since nothing may be mounted here: full and read-only disks');
const describeWithDisk = canMount ? describe : describe.skip;

describeWithDisk('a disk of its own', () => {
  test.each(drivers)('A file that may only be read is told of (%s)', async (driver) => {
    const disk = newDisk()!;
    const path = join(disk, 'domain.db');
    await (await open(path, driver)).close();
    chmodSync(path, 0o444);
    execFileSync('mount', ['-o', 'remount,ro', disk]);
    await expect(open(path, driver)).rejects.toMatchObject({
      code: 'DATABASE_UNAVAILABLE',
      message: expect.stringMatching(/the process (may write|the right to write) to/),
    });
  });

  test.each(drivers)(
    'A full disk refuses what it cannot hold, loses nothing, and writing goes on when there is room (%s)',
    async (driver) => {
      const disk = newDisk()!;
      const path = join(disk, 'domain.db');
      const domain = await open(path, driver);
      const done: string[] = [];
      const add = (reference: string): Promise<number> => {
        const name = reference.slice(0, 40);
        return domain.process(new Add({ name, reference }), { idempotencyKey: name });
      };
      const failure = await (async () => {
        for (let number = 0; ; number++) {
          const reference = `r${number}-${'x'.repeat(10_000)}`;
          try {
            await add(reference);
          } catch (error) {
            return error;
          }
          done.push(reference);
        }
      })();
      expect(failure).toMatchObject({
        code: 'DATABASE_UNAVAILABLE',
        message: expect.stringContaining('the disk is full'),
      });
      expect(done.length).toBeGreaterThan(3);
      expect((await domain.log.read({ limit: 1000 })).length).toBe(done.length);

      execFileSync('mount', ['-o', 'remount,size=8m', disk]);
      const refused = `r${done.length}-${'x'.repeat(10_000)}`;
      expect(await add(refused)).toBe(1);
      expect((await domain.log.read({ limit: 1000 })).length).toBe(done.length + 1);
      expect((await domain.verify()).findings).toEqual([]);
      await domain.close();
    },
  );
});
