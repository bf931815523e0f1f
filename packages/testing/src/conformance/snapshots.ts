import type { StoredSnapshot } from '@domainry/core/ports';
import { checksOf, type Check } from './check.js';
import { deepEqual, strictEqual } from './expectations.js';
import type { DatabaseSubject } from './subject.js';

export const snapshotChecks: readonly Check<DatabaseSubject>[] = checksOf<DatabaseSubject>(
  'snapshots',
  'snapshots',
  {
    'The latest is loaded, or the latest up to a version, whatever the order of saving': async ({
      database,
    }) => {
      const { snapshots } = database;
      strictEqual(await snapshots.load('Account-1'), undefined);
      for (const version of [20, 10, 30]) await snapshots.save(snapshotOf(version));
      await snapshots.save({ ...snapshotOf(99), stream: 'Account-2' });
      deepEqual(await snapshots.load('Account-1'), snapshotOf(30));
      deepEqual(await snapshots.load('Account-1', 20), snapshotOf(20));
      deepEqual(await snapshots.load('Account-1', 29), snapshotOf(20));
      strictEqual(await snapshots.load('Account-1', 9), undefined);
    },
    'One of the same version takes the place of the other': async ({ database: { snapshots } }) => {
      await snapshots.save(snapshotOf(10));
      await snapshots.save({ ...snapshotOf(10), format: 'new', data: '{}' });
      deepEqual(await snapshots.load('Account-1'), { ...snapshotOf(10), format: 'new', data: '{}' });
      await snapshots.prune('Account-1', 1);
      strictEqual((await snapshots.load('Account-1'))?.format, 'new');
    },
    'All but the latest are removed, of this stream only': async ({ database: { snapshots } }) => {
      for (const version of [1, 2, 3]) {
        await snapshots.save(snapshotOf(version));
        await snapshots.save({ ...snapshotOf(version), stream: 'Account-2' });
      }
      await snapshots.prune('Account-1', 2);
      strictEqual(await snapshots.load('Account-1', 1), undefined);
      deepEqual(await snapshots.load('Account-1', 2), snapshotOf(2));
      deepEqual((await snapshots.load('Account-2', 1))?.version, 1);
      await snapshots.prune('Account-1', 0);
      strictEqual(await snapshots.load('Account-1'), undefined);
    },
  },
);

function snapshotOf(version: number): StoredSnapshot {
  return {
    stream: 'Account-1',
    version,
    format: 'one',
    data: `{"version":${version}}`,
    time: 1_800_000_000_000,
  };
}
