import { expect, jest, test } from '@jest/globals';
import type { Database, DatabaseAdapter } from '@domainry/core/ports';
import { faultPoints } from '@domainry/testing';
import { runScript } from '../../../testing/test/crashing.js';
import { sqlite } from '../../src/index.js';
import { findDrivers } from '../drivers.js';
import { newFile } from '../files.js';

jest.setTimeout(60_000);

const { found: drivers } = await findDrivers();

/** A file that processes leave to each other. When one has died, so have its connections and its locks. */
function leftBehind(path: string, driver: (typeof drivers)[number]): DatabaseAdapter {
  const adapter = sqlite(path, { driver, synchronous: 'normal' });
  let last: Database | undefined;
  return {
    ...adapter,
    open: async (model) => {
      await last?.close();
      return (last = await adapter.open(model));
    },
  };
}

const places = drivers.flatMap((driver) => faultPoints.map((point) => [driver, point] as const));

test.each(places)(
  'Over %s, a process that dies at %s loses nothing and does nothing twice',
  async (driver, point) => {
    const { deaths } = await runScript(point, 1, leftBehind(newFile(), driver));

    expect(deaths).toBe(1);
  },
);
