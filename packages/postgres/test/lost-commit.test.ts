import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Database } from '@domainry/core/ports';
import { cuttingProxy, type CuttingProxy } from './cutting-proxy.js';
import { eventOf, open, write } from './opened.js';
import { describeOnServer, newSchema } from './server.js';

let proxy: CuttingProxy;
let database: Database;

describeOnServer('a commit whose answer is lost', () => {
  beforeEach(async () => {
    proxy = await cuttingProxy();
    database = await open(newSchema(), { connectionString: proxy.url });
  });
  afterEach(async () => {
    await database.close();
    proxy.close();
  });

  test('is known to be done by the events it has written', async () => {
    await write(database, 'S-1', eventOf('a'));
    const transaction = await database.begin();
    await transaction.events.append([{ stream: 'S-1', expected: 0, events: [eventOf('b'), eventOf('c')] }]);
    proxy.cut('domainry_commit', 'answered');
    const { position, versions } = await transaction.commit();
    expect([position, [...versions!]]).toEqual([3, [['S-1', 2]]]);
    expect((await database.events.readFeed({ limit: 9 })).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  test('is known to be done by the key it has completed', async () => {
    const transaction = await database.begin();
    await transaction.idempotency.claim('k', 'f', 'fail');
    await transaction.idempotency.complete({ key: 'k', fingerprint: 'f', result: '1', time: 5 });
    proxy.cut('COMMIT', 'answered');
    expect(await transaction.commit()).toEqual({ position: undefined });
    expect((await database.idempotency.find('k'))?.result).toBe('1');
  });

  test.each(['domainry_commit', 'COMMIT'])(
    'is known to have come to nothing where %s was never heard',
    async (text) => {
      const transaction = await database.begin();
      await transaction.idempotency.claim('k', 'f', 'fail');
      await transaction.events.append([{ stream: 'S-1', expected: 'none', events: [eventOf('a')] }]);
      proxy.cut(text, 'before');
      await expect(transaction.commit()).rejects.toThrow(
        'the connection was lost. Check that the server runs',
      );
      expect(await database.events.readFeed({ limit: 9 })).toEqual([]);
      expect(await write(database, 'S-1', eventOf('a'))).toBe(1);
    },
  );

  test('is said to be unknown where it has left nothing to be known by', async () => {
    const transaction = await database.begin();
    await transaction.idempotency.claim('k', 'f', 'fail');
    proxy.cut('COMMIT', 'answered');
    await expect(transaction.commit()).rejects.toMatchObject({
      code: 'DATABASE_UNAVAILABLE',
      details: { reason: 'commit_unknown' },
    });
  });
});
