import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Database } from '@domainry/core/ports';
import { eventOf, open } from './opened.js';
import { describeOnServer, newSchema } from './server.js';

let databases: Database[];

/** What eight that act at once come to, four in each of two processes, and how many of them. */
async function race(
  act: (database: Database, racer: number) => Promise<unknown>,
): Promise<Readonly<Record<string, number>>> {
  const outcomes = await Promise.allSettled(
    Array.from({ length: 8 }, (_, racer) => act(databases[racer % 2]!, racer)),
  );
  const counted: Record<string, number> = {};
  for (const outcome of outcomes) {
    const what = outcome.status === 'fulfilled' ? 'won' : String((outcome.reason as { code: unknown }).code);
    counted[what] = (counted[what] ?? 0) + 1;
  }
  return counted;
}

describeOnServer('of eight in two processes', () => {
  beforeEach(async () => {
    const schema = newSchema();
    databases = [await open(schema), await open(schema)];
  });
  afterEach(async () => {
    for (const database of databases) await database.close();
  });

  test('that append under one condition exactly one wins, fifty times', async () => {
    for (let round = 0; round < 50; round++) {
      const outcomes = await race(async (database, racer) => {
        const transaction = await database.begin();
        const event = eventOf(`${round}.${racer}`, [`seat:${round}`]);
        await transaction.events.append(
          [{ stream: `Seat-${round}.${racer}`, expected: 'any', events: [event] }],
          {
            failIfMatch: { items: [{ tags: [`seat:${round}`] }] },
          },
        );
        await transaction.commit();
      });
      expect(outcomes).toEqual({ won: 1, BOUNDARY_CONFLICT: 7 });
    }
    expect(await databases[0]!.events.lastPosition()).toBe(50);
  });

  test('that append to one stream at one version exactly one wins, twenty times', async () => {
    for (let round = 0; round < 20; round++) {
      const outcomes = await race(async (database, racer) => {
        const transaction = await database.begin();
        const expected = round === 0 ? 'none' : round - 1;
        await transaction.events.append([
          { stream: 'S-1', expected, events: [eventOf(`${round}.${racer}`)] },
        ]);
        await transaction.commit();
      });
      expect(outcomes).toEqual({ won: 1, VERSION_CONFLICT: 7 });
    }
    expect((await databases[1]!.events.describeStream('S-1')).version).toBe(19);
  });

  test('that claim one key exactly one does the work, and the others get what it came to', async () => {
    const found = await Promise.all(
      Array.from({ length: 8 }, async (_, racer) => {
        const transaction = await databases[racer % 2]!.begin();
        const known = await transaction.idempotency.claim('k', 'f', 'wait');
        if (known !== undefined) {
          await transaction.rollback();
          return known.result;
        }
        await new Promise((resolve) => setTimeout(resolve, 20));
        await transaction.idempotency.complete({ key: 'k', fingerprint: 'f', result: `${racer}`, time: 1 });
        await transaction.commit();
        return undefined;
      }),
    );
    expect(found.filter((each) => each === undefined)).toHaveLength(1);
    const winner = `${found.indexOf(undefined)}`;
    expect(new Set(found.filter((each) => each !== undefined))).toEqual(new Set([winner]));
  });

  test('that open a schema at once, one makes the tables', async () => {
    const schema = newSchema();
    const opened = await Promise.all(Array.from({ length: 8 }, () => open(schema, { poolSize: 1 })));
    for (const database of opened) {
      expect(await database.events.lastPosition()).toBe(0);
      await database.close();
    }
  });
});
