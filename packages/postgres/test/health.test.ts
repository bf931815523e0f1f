import { Aggregate, Domain, type PartHealth } from '@domainry/core';
import { expect, test } from '@jest/globals';
import { postgres, type PostgresOptions } from '../src/index.js';
import { cuttingProxy } from './cutting-proxy.js';
import { describeOnServer, newSchema, url } from './server.js';

async function openIn(domain: Domain, options: PostgresOptions = {}): Promise<Domain> {
  const adapter = postgres({ connectionString: url, schema: newSchema(), ...options });
  return await domain.init({ databases: { default: adapter } });
}

describeOnServer('the health of a domain in PostgreSQL', () => {
  test('tells that the server answers, and of the connections of this process', async () => {
    const shop = await openIn(new Domain('Shop'));

    const { isHealthy, databases } = await shop.health();

    expect(isHealthy).toBe(true);
    const [{ connections, ...asked }] = databases as [PartHealth];
    expect(asked).toEqual({
      name: 'default',
      adapter: 'postgres',
      status: 'up',
      milliseconds: expect.any(Number),
    });
    // The one by which the tables were made may still be closing.
    expect(connections).toEqual({ total: expect.any(Number), idle: expect.any(Number), waiting: 0 });
    expect(connections!.idle).toBeGreaterThan(0);
    await shop.close();
  });

  test('tells that nobody gets a connection any more', async () => {
    const shop = new Domain('Shop');
    @shop.aggregate
    class Order extends Aggregate<Order> {}
    await openIn(shop, { poolSize: 1 });
    let release!: () => void;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    let hold!: () => void;
    const held = new Promise<void>((resolve) => {
      hold = resolve;
    });
    const holder = shop.unitOfWork(async () => {
      await shop.repositoryFor(Order).add(new Order({ id: '1' }));
      // What is asked for has to be written before, on the one connection there is.
      await shop.repositoryFor(Order).query.count();
      hold();
      await released;
    });
    await held;

    const { isHealthy, databases } = await shop.health({ timeout: 50 });
    release();
    await holder;

    expect(isHealthy).toBe(false);
    expect(databases).toMatchObject([
      {
        status: 'down',
        problem: expect.stringContaining('There was no answer within 50 ms.'),
        connections: { total: 1, idle: 0, waiting: 1 },
      },
    ]);
    expect((await shop.health()).isHealthy).toBe(true);
    await shop.close();
  });

  test('tells that the connection was lost, without users and passwords, and is good again with the next', async () => {
    const proxy = await cuttingProxy();
    const shop = await openIn(new Domain('Shop'), { connectionString: proxy.url, password: 'topsecret' });
    proxy.cut('SELECT 1', 'before');

    const lost = await shop.health();
    const again = await shop.health();

    expect(lost.databases).toMatchObject([
      {
        status: 'down',
        code: 'DATABASE_UNAVAILABLE',
        problem: expect.stringContaining('the connection was lost'),
      },
    ]);
    expect(JSON.stringify(lost)).not.toMatch(/topsecret|postgres:\/\//);
    expect(again.isHealthy).toBe(true);
    await shop.close();
    proxy.close();
  });
});
