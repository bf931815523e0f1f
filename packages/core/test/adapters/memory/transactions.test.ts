import { describe, expect, test } from '@jest/globals';
import { memory } from '../../../src/adapters/memory/memory.js';
import type { Database } from '../../../src/ports/database.js';
import type { Message } from '../../../src/messages/message.js';
import type { Predicate } from '../../../src/queries/predicate.js';
import { account, accounts, model } from './bank.js';

const everything: Predicate = { kind: 'everything' };

function open(): Promise<Database> {
  return memory().open(model);
}

function message(id: string, priority?: number): Message {
  return {
    data: { amount: 1 },
    metadata: {
      id,
      type: 'Bank.Opened.v1',
      kind: 'event',
      time: new Date(5),
      schemaVersion: 1,
      correlationId: id,
      extensions: {},
      ...(priority === undefined ? {} : { priority }),
    },
  };
}

describe('transactions in memory', () => {
  test('sees its own writes, which nobody else does before the commit', async () => {
    const database = await open();
    const transaction = await database.begin();

    await transaction.states.insert(accounts, account('a', { city: 'Rome' }));
    await transaction.outbox.put('broker', [message('1')]);

    expect((await transaction.states.get(accounts, 'a'))?.version).toBe(0);
    expect(await transaction.states.count(accounts, everything)).toBe(1);
    expect(await database.states.get(accounts, 'a')).toBeUndefined();
    expect(await database.outbox.list({ limit: 10 })).toEqual([]);

    await transaction.commit();

    expect((await database.states.get(accounts, 'a'))?.data['city']).toBe('Rome');
    expect((await database.outbox.list({ limit: 10 })).map((entry) => entry.position)).toEqual([1]);
  });

  test('rolled back or dropped, it leaves nothing', async () => {
    const database = await open();
    const dropped = await database.begin();
    await dropped.states.insert(accounts, account('a'));
    const rolledBack = await database.begin();
    await rolledBack.states.insert(accounts, account('a'));
    await rolledBack.outbox.put('broker', [message('1')]);
    await rolledBack.idempotency.complete({ key: 'k', fingerprint: 'f', result: '1', time: 1 });

    await rolledBack.rollback();

    expect(await database.states.count(accounts, everything)).toBe(0);
    expect(await database.outbox.list({ limit: 10 })).toEqual([]);
    expect(await database.idempotency.find('k')).toBeUndefined();
  });

  test('a commit that conflicts leaves nothing of any part', async () => {
    const database = await open();
    const first = await database.begin();
    await first.states.insert(accounts, account('a'));
    await first.commit();
    const loser = await database.begin();
    await loser.outbox.put('broker', [message('1')]);
    await loser.idempotency.claim('k', 'f', 'fail');
    await loser.idempotency.complete({ key: 'k', fingerprint: 'f', result: undefined, time: 1 });
    await loser.states.insert(accounts, account('b'));
    await loser.states.update(accounts, { ...account('a'), version: 1 }, 0);
    const winner = await database.begin();
    await winner.states.update(accounts, { ...account('a', { city: 'Rome' }), version: 1 }, 0);
    await winner.commit();

    await expect(loser.commit()).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    await loser.rollback();

    expect((await database.states.get(accounts, 'a'))?.data['city']).toBe('Rome');
    expect(await database.states.get(accounts, 'b')).toBeUndefined();
    expect(await database.outbox.list({ limit: 10 })).toEqual([]);
    expect(await database.idempotency.find('k')).toBeUndefined();
  });

  test('one that removed and one that changed the same state conflict', async () => {
    const database = await open();
    const first = await database.begin();
    await first.states.insert(accounts, account('a'));
    await first.commit();
    const remover = await database.begin();
    const writer = await database.begin();
    await remover.states.remove(accounts, 'a', 0);
    await writer.states.update(accounts, { ...account('a'), version: 1 }, 0);
    await remover.commit();

    await expect(writer.commit()).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
      details: { subject: 'Account a', expected: 0, actual: null },
    });
  });

  test('is of no use after its end', async () => {
    const database = await open();
    const committed = await database.begin();
    await committed.commit();
    const rolledBack = await database.begin();
    await rolledBack.rollback();
    await rolledBack.rollback();

    const ended = { code: 'TRANSACTION_ENDED' };
    for (const transaction of [committed, rolledBack]) {
      await expect(transaction.states.get(accounts, 'a')).rejects.toMatchObject(ended);
      await expect(transaction.states.insert(accounts, account('a'))).rejects.toMatchObject(ended);
      await expect(transaction.idempotency.claim('k', 'f', 'fail')).rejects.toMatchObject(ended);
      await expect(transaction.outbox.put('broker', [])).rejects.toMatchObject(ended);
      await expect(transaction.commit()).rejects.toMatchObject(ended);
    }
    await expect(committed.rollback()).rejects.toMatchObject(ended);
  });

  test('a closed database refuses everything, its open transactions included', async () => {
    const database = await open();
    const transaction = await database.begin();
    await database.close();

    const closed = { code: 'DATABASE_CLOSED' };
    await expect(database.begin()).rejects.toMatchObject(closed);
    await expect(database.states.get(accounts, 'a')).rejects.toMatchObject(closed);
    await expect(database.outbox.list({ limit: 1 })).rejects.toMatchObject(closed);
    await expect(database.snapshots.load('a')).rejects.toMatchObject(closed);
    await expect(database.idempotency.find('k')).rejects.toMatchObject(closed);
    await expect(transaction.commit()).rejects.toMatchObject(closed);
  });

  test('opened again, it is empty, unless it was told to keep what it holds', async () => {
    const fresh = memory();
    const keeping = memory({ keep: true });
    for (const adapter of [fresh, keeping]) {
      const database = await adapter.open(model);
      const crashed = await database.begin();
      await crashed.idempotency.claim('k', 'f', 'fail');
      const transaction = await database.begin();
      await transaction.states.insert(accounts, account('a', { iban: 'X' }));
      await transaction.commit();
      await database.close();
      const again = await adapter.open(model);
      await expect(crashed.commit()).rejects.toMatchObject({ code: 'DATABASE_CLOSED' });
      const other = await again.begin();
      expect(await other.idempotency.claim('k', 'f', 'fail')).toBeUndefined();
    }

    const counts = [];
    for (const adapter of [fresh, keeping]) {
      counts.push(await (await adapter.open(model)).states.count(accounts, everything));
    }
    expect(counts).toEqual([0, 1]);
  });
});

describe('the outbox in memory', () => {
  const claim = { owner: 'relay', limit: 10, leaseMs: 60_000 };

  test('gives what waits for a destination by priority, then in order, until it is done', async () => {
    const database = await open();
    const transaction = await database.begin();
    await transaction.outbox.put('a', [message('1'), message('2', 5), message('3')]);
    await transaction.outbox.put('b', [message('4')]);
    await transaction.outbox.put('a', [message('5', 5)]);
    await transaction.commit();

    const claimed = await database.outbox.claim('a', claim);

    expect(claimed.map((entry) => entry.message.metadata.id)).toEqual(['2', '5', '1', '3']);
    expect(await database.outbox.done(claimed.slice(0, 3))).toEqual([]);
    expect(await database.outbox.list({ limit: 10 })).toMatchObject([
      { position: 3, state: 'claimed', owner: 'relay' },
      { position: 4, state: 'waiting' },
    ]);
  });

  test('is free of the claims of a process that is gone when it is opened again', async () => {
    const adapter = memory({ keep: true });
    const first = await adapter.open(model);
    const transaction = await first.begin();
    await transaction.outbox.put('a', [message('1')]);
    await transaction.commit();
    const claimed = await first.outbox.claim('a', claim);

    const again = await adapter.open(model);

    expect(await again.outbox.done(claimed)).toEqual([1]);
    expect(await again.outbox.claim('a', claim)).toHaveLength(1);
  });

  test('shares nothing with who put a message in or took it out', async () => {
    const database = await open();
    const transaction = await database.begin();
    const given = message('1');
    await transaction.outbox.put('a', [given]);
    await transaction.commit();
    given.metadata.time.setFullYear(1900);
    const [entry] = await database.outbox.claim('a', claim);
    entry?.message.metadata.time.setFullYear(1900);

    expect((await database.outbox.list({ limit: 1 }))[0]?.message).toEqual(message('1'));
  });
});

describe('idempotency keys in memory', () => {
  const record = { key: 'k', fingerprint: 'f', result: '1', time: 10 };

  test('what was completed is given instead of a claim', async () => {
    const database = await open();
    const first = await database.begin();
    expect(await first.idempotency.claim('k', 'f', 'fail')).toBeUndefined();
    await first.idempotency.complete(record);
    expect(await first.idempotency.claim('k', 'f', 'fail')).toEqual(record);
    await first.commit();
    const second = await database.begin();

    expect(await second.idempotency.claim('k', 'f', 'fail')).toEqual(record);
    expect(await database.idempotency.find('k')).toEqual(record);
    expect(await database.idempotency.forgetBefore(10)).toBe(0);
    expect(await database.idempotency.forgetBefore(11)).toBe(1);
    expect(await second.idempotency.claim('k', 'f', 'fail')).toBeUndefined();
  });

  test('a claim that is held makes others fail, or wait for its end', async () => {
    const database = await open();
    const holder = await database.begin();
    await holder.idempotency.claim('k', 'f', 'fail');
    const other = await database.begin();
    const waiting = other.idempotency.claim('k', 'f', 'wait');

    await expect(
      database.begin().then((third) => third.idempotency.claim('k', 'f', 'fail')),
    ).rejects.toMatchObject({ code: 'COMMAND_IN_FLIGHT', details: { key: 'k' } });
    await expect(holder.idempotency.claim('k', 'f', 'wait')).rejects.toMatchObject({
      code: 'COMMAND_IN_FLIGHT',
    });
    await holder.idempotency.complete(record);
    await holder.commit();

    expect(await waiting).toEqual(record);
  });

  test('who waited gets the claim of one that was rolled back', async () => {
    const database = await open();
    const holder = await database.begin();
    await holder.idempotency.claim('k', 'f', 'fail');
    const waiters = [await database.begin(), await database.begin()];
    const claims = waiters.map((waiter) => waiter.idempotency.claim('k', 'f', 'wait'));

    await holder.rollback();
    expect(await claims[0]).toBeUndefined();
    await waiters[0]?.idempotency.complete(record);
    await waiters[0]?.commit();

    expect(await claims[1]).toEqual(record);
  });

  test('two that wait for each other do not wait for ever', async () => {
    const database = await open();
    const one = await database.begin();
    const other = await database.begin();
    await one.idempotency.claim('a', 'f', 'fail');
    await other.idempotency.claim('b', 'f', 'fail');
    const waiting = one.idempotency.claim('b', 'f', 'wait');

    await expect(other.idempotency.claim('a', 'f', 'wait')).rejects.toMatchObject({
      code: 'COMMAND_IN_FLIGHT',
    });
    await other.rollback();

    expect(await waiting).toBeUndefined();
  });
});

describe('snapshots in memory', () => {
  test('the latest at or before a version is given, and old ones are pruned', async () => {
    const { snapshots } = await open();
    const snapshot = (version: number, data = '{}') => ({
      stream: 's',
      version,
      format: 'f',
      data,
      time: 0,
    });
    for (const version of [20, 10, 30]) await snapshots.save(snapshot(version));
    await snapshots.save(snapshot(10, '{"b":1}'));

    expect((await snapshots.load('s'))?.version).toBe(30);
    expect(await snapshots.load('s', 19)).toEqual(snapshot(10, '{"b":1}'));
    expect(await snapshots.load('s', 9)).toBeUndefined();
    await snapshots.prune('s', 2);
    expect(await snapshots.load('s', 19)).toBeUndefined();
    await snapshots.prune('s', 0);
    expect(await snapshots.load('s')).toBeUndefined();
    await snapshots.prune('none', 1);
  });
});

test('a transaction that outlived its database takes no claim from those that came after it was opened again', async () => {
  const adapter = memory({ keep: true });
  const database = await adapter.open(model);
  const old = await database.begin();
  await old.idempotency.claim('k', 'f', 'fail');
  await database.close();
  const again = await adapter.open(model);
  const holder = await again.begin();
  await holder.idempotency.claim('k', 'f', 'fail');

  await old.rollback();

  const other = await again.begin();
  await expect(other.idempotency.claim('k', 'f', 'fail')).rejects.toMatchObject({
    code: 'COMMAND_IN_FLIGHT',
  });
});
