import { describe, expect, test } from '@jest/globals';
import { Aggregate, Domain, field } from '@domainry/core';
import { sqlite } from '../src/index.js';
import { newFile } from './files.js';

const archive = new Domain('Archive');

/** @covers increment */
@archive.aggregate
class Entry extends Aggregate<Entry> {
  @field.auto({ increment: true }) row?: number;
}

/** Each domain has a file of its own open, as if it were in another process. */
async function open(path: string): Promise<Domain> {
  const opened = archive.fork();
  await opened.init({ databases: { default: sqlite(path, { synchronous: 'normal' }) } });
  return opened;
}

/** Saves so many entries at once from all domains, some of them in units that fail in the end; gives the numbers that were given. */
async function saveAtOnce(domains: readonly Domain[], times: number): Promise<readonly number[]> {
  const given = await Promise.all(
    Array.from({ length: times }, async (_, at) => {
      const domain = domains[at % domains.length]!;
      const entry = new Entry({ id: `${at}` });
      const isSaved = await domain
        .unitOfWork(async () => {
          await domain.repositoryFor(Entry).add(entry);
          // What waits is written before it is asked for.
          await domain.repositoryFor(Entry).query.count();
          if (at % 5 === 0) throw new RangeError('changed my mind');
        })
        .then(
          () => true,
          (error: unknown) => {
            if (error instanceof RangeError) return false;
            throw error;
          },
        );
      return isSaved ? [entry.row!] : [];
    }),
  );
  return given.flat();
}

describe('numbers that SQLite counts', () => {
  test('are given once, whatever three processes save and take back at once', async () => {
    const path = newFile();
    const domains = [await open(path), await open(path), await open(path)];
    const given = await saveAtOnce(domains, 40);

    const stored = await domains[0]!.repositoryFor(Entry).query.all();
    expect(given.length).toBe(32);
    expect(new Set(given).size).toBe(given.length);
    expect(stored.map(({ row }) => row).toSorted((one, other) => one! - other!)).toEqual(
      given.toSorted((one, other) => one - other),
    );
    for (const domain of domains) await domain.close();
  });

  test('follow one that was given by hand, for all processes', async () => {
    const path = newFile();
    const domains = [await open(path), await open(path)];
    await domains[0]!.repositoryFor(Entry).add(new Entry({ id: 'a', row: 1_000_000 }));
    const next = new Entry({ id: 'b' });
    await domains[1]!.repositoryFor(Entry).add(next);

    expect(next.row).toBeGreaterThan(1_000_000);
    for (const domain of domains) await domain.close();
  });
});
