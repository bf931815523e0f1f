import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Database } from '@domainry/core/ports';
import { eventOf, open, write } from './opened.js';
import { findPrograms, ownServer, type OwnServer } from './own-server.js';
import { newSchemaElsewhere } from './server.js';

const programs = findPrograms();
const describeWithServer = programs === undefined ? describe.skip : describe;

describeWithServer('a server that is stopped at once and started again', () => {
  let server: OwnServer;
  let database: Database;

  beforeAll(async () => {
    server = await ownServer(programs!);
    await server.start();
    database = await open(newSchemaElsewhere(), { connectionString: server.url });
  }, 120_000);
  afterAll(async () => {
    await database?.close();
    await server?.remove();
  }, 60_000);

  test('is used again without a restart of the process, and has what it acknowledged', async () => {
    const acknowledged: string[] = [];
    const codes = new Set<string>();
    let isOver = false;
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      for (let round = 0; !isOver; round++) {
        const id = `${writer}.${round}`;
        const key = round % 3 === 0 ? id : undefined;
        try {
          await write(database, `S-${writer}`, eventOf(id), key);
          acknowledged.push(id);
        } catch (error) {
          codes.add((error as { code: string }).code);
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      }
    });
    for (let stop = 0; stop < 3; stop++) {
      const before = acknowledged.length;
      await until(() => acknowledged.length > before + 20);
      await server.kill();
      await server.start();
    }
    const before = acknowledged.length;
    await until(() => acknowledged.length > before + 20);
    isOver = true;
    await Promise.all(writers);

    // Whoever was under way is told so; nobody gets an error of the driver.
    expect([...codes]).toEqual(['DATABASE_UNAVAILABLE']);
    const feed = await database.events.readFeed({ limit: 1_000_000 });
    expect(feed.map(({ position }) => position)).toEqual(feed.map((_, at) => at + 1));
    const stored = new Set(feed.map(({ id }) => id));
    expect(stored.size).toBe(feed.length);
    expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
  }, 180_000);
});

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 20));
}
