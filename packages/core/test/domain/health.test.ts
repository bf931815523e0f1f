import { describe, expect, test } from '@jest/globals';
import { Domain, DomainryError, memory, memoryBroker, type InitOptions } from '@domainry/core';
import type { Broker, BrokerAdapter } from '../../src/ports/broker.js';
import type { Database, DatabaseAdapter } from '../../src/ports/database.js';
import { newLog } from '../dispatch/bank.js';

/** Memory with other methods in place of some of its own; undefined takes one away. */
function memoryWith(own: {
  readonly [Name in keyof Database]?: Database[Name] | undefined;
}): DatabaseAdapter {
  const adapter = memory();
  return {
    name: adapter.name,
    open: async (model) =>
      new Proxy(await adapter.open(model), {
        get: (target, key): unknown => {
          if (Object.hasOwn(own, key)) return Reflect.get(own, key);
          const value: unknown = Reflect.get(target, key, target);
          return typeof value === 'function' ? value.bind(target) : value;
        },
      }),
  };
}

async function newShop(options: InitOptions): Promise<Domain> {
  return new Domain('Shop').init({ logger: newLog(), ...options });
}

const refusing = (error: unknown) => memoryWith({ health: () => Promise.reject(error as Error) });

describe('the health of a domain', () => {
  test('is that of each database and broker, by the names the domain gave them', async () => {
    const shop = await newShop({
      databases: { default: memory(), archive: memory() },
      brokers: { default: memoryBroker(), events: memoryBroker() },
    });

    const report = await shop.health();

    const part = { adapter: 'memory', status: 'up', milliseconds: expect.any(Number) };
    expect(report).toEqual({
      domain: 'Shop',
      isHealthy: true,
      state: 'running',
      databases: [
        { name: 'default', ...part },
        { name: 'archive', ...part },
      ],
      brokers: [
        { name: 'default', ...part },
        { name: 'events', ...part },
      ],
    });
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    await shop.close();
  });

  test('is bad before it is initialised and after it was closed, and asking does not fail', async () => {
    const shop = new Domain('Shop');
    const nothing = { domain: 'Shop', isHealthy: false, databases: [], brokers: [] };

    expect(await shop.health()).toEqual({ ...nothing, state: 'not initialised' });
    await shop.init();
    await shop.close();
    expect(await shop.health()).toEqual({ ...nothing, state: 'closed' });
  });

  test('says what is wrong with the one that is down, and how the others are', async () => {
    const shop = await newShop({
      databases: {
        default: memory(),
        archive: refusing(
          new DomainryError(
            'DATABASE_UNAVAILABLE',
            'database shop at db:5432: no server answers there. Start it.',
          ),
        ),
      },
    });

    const { isHealthy, databases } = await shop.health();

    expect(isHealthy).toBe(false);
    expect(databases).toMatchObject([
      { name: 'default', status: 'up' },
      {
        name: 'archive',
        status: 'down',
        code: 'DATABASE_UNAVAILABLE',
        problem: 'database shop at db:5432: no server answers there. Start it.',
      },
    ]);
  });

  test.each([
    [
      'an error of ours',
      new DomainryError(
        'DATABASE_UNAVAILABLE',
        'postgres://ann:secret@db/shop?password=secret is not there.',
      ),
    ],
    [
      'an error of a driver',
      Object.assign(new Error('ann:secret was refused'), { code: 'ECONNREFUSED', cause: 'secret' }),
    ],
    ['an error with a strange code', Object.assign(new Error('secret'), { code: 'secret of ann' })],
    ['what is no error', 'secret'],
    ['nothing', undefined],
  ])('shows no users and passwords: %s', async (_what, error) => {
    const shop = await newShop({ databases: { default: refusing(error) } });

    const report = await shop.health();

    expect(report.databases).toMatchObject([{ status: 'down', problem: expect.any(String) }]);
    expect(JSON.stringify(report)).not.toMatch(/ann|secret/);
  });

  test('is known after the time-out, also when something never answers or fails later', async () => {
    const never = memoryWith({ health: () => new Promise(() => undefined) });
    let fail!: (error: Error) => void;
    const late = memoryWith({
      health: () =>
        new Promise((_, reject) => {
          fail = reject;
        }),
      connections: () => ({ total: 10, idle: 0, waiting: 7 }),
    });
    const shop = await newShop({ databases: { default: never, late } });

    const { databases } = await shop.health({ timeout: 20 });
    fail(new Error('too late to be of interest'));

    const problem =
      'There was no answer within 20 ms. Check that it runs and is not overloaded, and whether connections are free.';
    expect(databases).toMatchObject([
      { name: 'default', status: 'down', problem },
      { name: 'late', status: 'down', problem, connections: { total: 10, idle: 0, waiting: 7 } },
    ]);
  });

  test('is asked of a database that has no way of its own by reading, and of a broker that has none not at all', async () => {
    let reads = 0;
    const silent = memoryWith({
      health: undefined,
      connections: () => {
        throw new Error('no pool yet');
      },
      get events() {
        return { lastPosition: () => Promise.resolve((reads += 1)) } as unknown as Database['events'];
      },
    });
    const inner = memoryBroker();
    const mute: BrokerAdapter = {
      name: 'mute',
      open: async () =>
        Object.assign(Object.create(await inner.open()) as Broker, { name: 'mute', health: undefined }),
    };
    const shop = await newShop({ databases: { default: silent }, brokers: { default: mute } });

    const { isHealthy, databases, brokers } = await shop.health();

    expect([isHealthy, reads]).toEqual([true, 1]);
    expect(databases).toMatchObject([{ status: 'up' }]);
    expect(brokers).toEqual([{ name: 'default', adapter: 'mute', status: 'unknown', milliseconds: 0 }]);
  });

  test('survives what throws before it gives a promise', async () => {
    const rude = memoryWith({
      health: () => {
        throw new TypeError('not a function');
      },
    });
    const shop = await newShop({ databases: { default: rude } });

    expect((await shop.health()).databases).toMatchObject([{ status: 'down' }]);
  });

  test.each([{ timeout: 0 }, { timeout: '1s' }, { timeout: 2 ** 31 }, { timeOut: 5 }, null])(
    'is not asked for with options that are wrong: %j',
    async (options) => {
      await expect(new Domain('Shop').health(options as never)).rejects.toMatchObject({
        code: 'CONFIGURATION_INVALID',
      });
    },
  );
});
