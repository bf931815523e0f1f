import { expect, jest, test } from '@jest/globals';
import type { Database } from '@domainry/core/ports';
import './same-cases-in-ci.js';
import { keepsOrder } from '../../testing/test/outbox-order.js';
import { postgres } from '../src/index.js';
import { describeOnServer, newSchema, url } from './server.js';

jest.setTimeout(120_000);

const open = (schema = newSchema()): Promise<Database> =>
  postgres({ connectionString: url, schema }).open({ domain: 'Test', shapes: [], now: Date.now });

describeOnServer('the outbox', () => {
  test('gives each entry to one, and those of a key in their order, whatever several do', async () => {
    const database = await open();
    // One schema for all, which is emptied: a run closes nothing but itself.
    const again = async (): Promise<Database> => {
      const left = await database.outbox.list({ limit: 1000 });
      for (const { position } of left) await database.outbox.discard(position, 'of another run');
      return new Proxy(database, {
        get: (target, key) => {
          if (key === 'close') return async () => {};
          const value: unknown = Reflect.get(target, key, target);
          return typeof value === 'function' ? (value.bind(target) as unknown) : value;
        },
      });
    };

    await expect(keepsOrder(again, 15)).resolves.toBeUndefined();

    await database.close();
  });
});
