import { describe, expect, test } from '@jest/globals';
import { memory, type InitOptions } from '@domainry/core';
import type { Database, DatabaseAdapter } from '../../src/ports/database.js';
import type { IdempotencyStore } from '../../src/ports/idempotency-store.js';
import { newBank, newGate, newLog, withAccount } from './bank.js';

const hour = 60 * 60 * 1000;
const day = 24 * hour;

/** What a test has the store do. */
interface Probe {
  /** What the database was asked to forget: before which time, and how many at most. */
  readonly asked: (readonly [time: number, limit: number | undefined])[];
  /** Whether it refuses. */
  refuse?: boolean;
  /** What it waits for. */
  until?: Promise<void>;
}

/** Memory that tells of each time it is asked to forget. */
function telling(probe: Probe): DatabaseAdapter {
  const adapter = memory();
  return {
    name: adapter.name,
    open: async (model): Promise<Database> => {
      const database = await adapter.open(model);
      const idempotency: IdempotencyStore = {
        find: (key) => database.idempotency.find(key),
        forgetBefore: async (time, limit) => {
          probe.asked.push([time, limit]);
          if (probe.refuse === true) throw new Error('out of order');
          await probe.until;
          return database.idempotency.forgetBefore(time, limit);
        },
      };
      return new Proxy(database, {
        get: (target, key): unknown => {
          if (key === 'idempotency') return idempotency;
          const value: unknown = Reflect.get(target, key, target);
          return typeof value === 'function' ? value.bind(target) : value;
        },
      });
    },
  };
}

async function newKeys(options: InitOptions = {}) {
  const clock = { now: 100 * day };
  const probe: Probe = { asked: [] };
  const log = newLog();
  const made = newBank({ clock: () => new Date(clock.now) });
  await withAccount(made, { databases: { default: telling(probe) }, logger: log, ...options });
  const handle = async (key?: string) => {
    const withdraw = new made.Withdraw({ accountId: 'a', amount: 1 });
    await made.bank.process(withdraw, key === undefined ? {} : { idempotencyKey: key });
    await made.bank.settled();
  };
  return { ...made, bankProbe: made.probe, clock, probe, log, handle };
}

describe('what was handled under keys', () => {
  test('is forgotten after seven days, a thousand at a time, when something else is handled under one', async () => {
    const { clock, probe, handle } = await newKeys();

    await handle();
    expect(probe.asked).toEqual([]);
    await handle('first');
    expect(probe.asked).toEqual([[clock.now - 7 * day, 1000]]);
  });

  test('is looked through at most once an hour', async () => {
    const { clock, probe, handle } = await newKeys();

    await handle('0');
    for (let minute = 1; minute <= 120; minute++) {
      clock.now += 60_000;
      await handle(`${minute}`);
    }

    expect(probe.asked).toHaveLength(3);
  });

  test('is gone through without a pause while there is more of it', async () => {
    const { bank, Open, clock, probe, handle } = await newKeys({ idempotencyRetention: hour });
    await Promise.all(
      Array.from({ length: 2001 }, (_, index) =>
        bank.process(new Open({ accountId: `b${index}` }), { idempotencyKey: `k${index}` }),
      ),
    );
    await bank.settled();
    clock.now += 2 * hour;
    probe.asked.length = 0;

    for (const key of ['x', 'y', 'z', 'late']) await handle(key);

    expect(probe.asked).toHaveLength(3);
  });

  test('may be handled again under the same key once it is forgotten', async () => {
    const { bank, clock, handle, BalanceOf } = await newKeys({ idempotencyRetention: hour });
    await handle('k');
    await handle('k');
    expect(await bank.ask(new BalanceOf({ accountId: 'a' }))).toBe(99);

    clock.now += hour + 1;
    await handle('other');
    await handle('k');

    expect(await bank.ask(new BalanceOf({ accountId: 'a' }))).toBe(97);
  });

  test('is kept for ever when that is said', async () => {
    const { clock, probe, handle } = await newKeys({ idempotencyRetention: Infinity });

    await handle('k');
    clock.now += 10_000 * day;
    await handle('other');

    expect(probe.asked).toEqual([]);
  });

  test('includes commands that waited and messages of brokers, which have no keys of their own', async () => {
    const made = newBank({ clock: () => new Date(100 * day) });
    const taken = newGate();
    @made.bank.subscriber({ stream: 'payments' })
    class Payments {
      receive(): void {
        taken.open();
      }
    }
    const [waited, brought]: Probe[] = [{ asked: [] }, { asked: [] }];
    await withAccount(made, { databases: { default: telling(waited!) } });

    await made.bank.process(new made.Withdraw({ accountId: 'a', amount: 1 }), { asynchronous: true });
    await made.bank.settled();
    expect(waited!.asked).toEqual([[93 * day, 1000]]);
    await made.bank.close();
    await made.bank.init({ databases: { default: telling(brought!) }, logger: newLog() });
    await made.bank.broker().publish('payments', [{ id: 'm', body: null, headers: {} }]);
    await taken.opened;
    await made.bank.settled();

    expect(brought!.asked).toEqual([[93 * day, 1000]]);
    expect(Payments).toBeDefined();
  });

  test('is not gone through any more once the domain is being closed', async () => {
    const { bank, probe, bankProbe, Withdraw } = await newKeys();
    const [began, gate] = [newGate(), newGate()];
    bankProbe.onWithdrawn = () => {
      began.open();
      return gate.opened;
    };
    const handled = bank.process(new Withdraw({ accountId: 'a', amount: 1 }), { idempotencyKey: 'k' });
    await began.opened;

    const closed = bank.close();
    // Brokers are left before handlers are told to end.
    await new Promise((resolve) => setTimeout(resolve, 10));
    gate.open();
    await Promise.all([handled, closed]);

    expect(probe.asked).toEqual([]);
  });

  test('is gone through to the end before the domain is closed', async () => {
    const { bank, probe, Withdraw } = await newKeys();
    const gate = newGate();
    const order: string[] = [];
    probe.until = gate.opened.then(() => void order.push('forgotten'));
    await bank.process(new Withdraw({ accountId: 'a', amount: 1 }), { idempotencyKey: 'k' });
    expect(probe.asked).toHaveLength(1);

    const closed = bank.close().then(() => void order.push('closed'));
    await new Promise((resolve) => setTimeout(resolve, 10));
    gate.open();
    await closed;

    expect(order).toEqual(['forgotten', 'closed']);
  });

  test('is remembered and forgotten by the same rule when the domain is opened again', async () => {
    const clock = { now: 100 * day };
    const made = newBank({ clock: () => new Date(clock.now) });
    const options = { databases: { default: memory({ keep: true }) }, idempotencyRetention: hour };
    await withAccount(made, options);
    const { bank, Withdraw } = made;
    const handle = (idempotencyKey: string) =>
      bank.process(new Withdraw({ accountId: 'a', amount: 1 }), { idempotencyKey });
    expect(await handle('k')).toBe(99);
    await bank.close();
    await bank.init({ ...options, logger: newLog() });
    expect(await handle('k')).toBe(99);

    clock.now += hour + 1;
    expect(await handle('other')).toBe(98);
    await bank.settled();

    expect(await handle('k')).toBe(97);
  });

  test('of a store that cannot forget now is forgotten later, and the log says so', async () => {
    const { clock, probe, log, handle } = await newKeys();
    probe.refuse = true;

    await handle('k');
    expect(log.lines).toEqual([
      'warn Old idempotency keys could not be forgotten. They are with the next look.',
    ]);
    probe.refuse = false;
    clock.now += hour;
    await handle('other');

    expect(probe.asked).toHaveLength(2);
  });
});

test.each([0, -1, Number.NaN, '7 days'])('a time to remember keys of %p is refused', async (value) => {
  const { bank } = newBank();

  await expect(bank.init({ idempotencyRetention: value as number })).rejects.toMatchObject({
    code: 'CONFIGURATION_INVALID',
    message:
      'Banking.init({ idempotencyRetention }): expected a number of milliseconds above 0, or Infinity.',
  });
});
