import { afterEach, describe, expect, test } from '@jest/globals';
import { handle, memory, type HandlerContext } from '@domainry/core';
import type { Database, DatabaseModel } from '../../src/ports/database.js';
import { armFaultPoints } from '../../src/errors/fault-point.js';
import { newBank, newGate, newLog, withAccount } from './bank.js';

let disarm: (() => void) | undefined;
afterEach(() => {
  disarm?.();
  disarm = undefined;
});

describe('an asynchronous command', () => {
  test('is accepted with a receipt, and handled afterwards, once', async () => {
    const { bank, probe, Withdraw, BalanceOf } = await withAccount(newBank());
    const gate = newGate();
    let id: string | undefined;
    probe.onWithdraw = async ({ message }) => {
      id = message.id;
      await gate.opened;
    };

    const receipt = await bank.process(new Withdraw({ accountId: 'a', amount: 10 }), { asynchronous: true });

    expect(await bank.ask(new BalanceOf({ accountId: 'a' }))).toBe(100);
    gate.open();
    await bank.settled();
    expect(await bank.ask(new BalanceOf({ accountId: 'a' }))).toBe(90);
    expect(receipt).toEqual({ id });
  });

  test('with an idempotency key is handled once, however often it is accepted', async () => {
    const { bank, Withdraw, BalanceOf } = await withAccount(newBank());
    const process = () =>
      bank.process(new Withdraw({ accountId: 'a', amount: 10 }), { asynchronous: true, idempotencyKey: 'k' });

    await Promise.all([process(), process(), process()]);
    await bank.settled();
    await process();
    await bank.settled();

    expect(await bank.ask(new BalanceOf({ accountId: 'a' }))).toBe(90);
    expect(await bank.process(new Withdraw({ accountId: 'a', amount: 10 }), { idempotencyKey: 'k' })).toBe(
      90,
    );
  });

  test('that was handled and then taken from the outbox again is not handled again', async () => {
    const { bank, probe, Withdraw, BalanceOf } = await withAccount(newBank());
    probe.onWithdraw = () => probe.log.push('handled');
    let crashes = 1;
    disarm = armFaultPoints((point) => {
      if (point === 'outbox.before-done' && crashes-- > 0) throw new Error('crashed');
    });

    await bank.process(new Withdraw({ accountId: 'a', amount: 10 }), { asynchronous: true });
    await bank.settled();
    expect(probe.log).toEqual(['handled']);
    await bank.process(new Withdraw({ accountId: 'a', amount: 1 }), { asynchronous: true });
    await bank.settled();

    expect(probe.log).toEqual(['handled', 'handled']);
    expect(await bank.ask(new BalanceOf({ accountId: 'a' }))).toBe(89);
  });

  test('of a unit of work that fails was never accepted', async () => {
    const { bank, probe, Withdraw, Open, Account } = await withAccount(newBank());
    probe.onWithdraw = ({ process }) => process(new Open({ accountId: 'b' }), { asynchronous: true });
    probe.onWithdrawn = () => {
      if (probe.log.push('tried') === 1) throw new Error('once');
    };

    await expect(bank.process(new Withdraw({ accountId: 'a', amount: 10 }))).rejects.toThrow('once');
    await bank.settled();
    expect(await bank.repositoryFor(Account).has('b')).toBe(false);
    await bank.process(new Withdraw({ accountId: 'a', amount: 10 }));
    await bank.settled();

    expect(await bank.repositoryFor(Account).has('b')).toBe(true);
  });

  test('is put aside when a command has expired that it processed: its own time is not up', async () => {
    const made = newBank({ clock: () => new Date(clock) });
    let clock = 1_000;
    const { bank, probe, Withdraw, Open } = await withAccount(made);
    probe.onWithdraw = async ({ process }) => {
      const opened = new Open({ accountId: 'b' });
      await process(opened, { deadline: new Date(clock - 1) });
    };

    await bank.process(new Withdraw({ accountId: 'a', amount: 1 }), { asynchronous: true });
    await bank.settled();
    expect(bank.deadLetters.list()).toMatchObject([
      { handler: 'AccountCommands.withdraw', error: { code: 'COMMAND_EXPIRED' } },
    ]);
    clock += 1;
    delete probe.onWithdraw;

    expect(await bank.deadLetters.retry(bank.deadLetters.list()[0]!.id)).toBe(true);
  });

  test('of a higher priority goes first, others in the order in which they were accepted', async () => {
    const { bank, probe, Open, Withdraw } = await withAccount(newBank());
    probe.onWithdraw = ({ message }) => probe.log.push(message.correlationId);
    for (const accountId of ['b', 'c', 'd']) await bank.process(new Open({ accountId }));
    const send = (accountId: string, correlationId: string, priority: number) =>
      bank.process(new Withdraw({ accountId, amount: 1 }), { asynchronous: true, correlationId, priority });

    await bank.unitOfWork(async () => {
      await send('a', 'low', -1);
      await send('b', 'first', 0);
      await send('c', 'second', 0);
      await send('d', 'high', 9);
    });
    await bank.settled();

    expect(probe.log).toEqual(['high', 'first', 'second', 'low']);
  });

  test('never overtakes an earlier one for the same aggregate, whatever its priority', async () => {
    const { bank, probe, Withdraw } = await withAccount(newBank());
    probe.onWithdraw = ({ message }) => probe.log.push(message.correlationId);

    await bank.unitOfWork(async () => {
      for (const [correlationId, priority] of [['low', -1] as const, ['high', 9] as const])
        await bank.process(new Withdraw({ accountId: 'a', amount: 1 }), {
          asynchronous: true,
          correlationId,
          priority,
        });
    });
    await bank.settled();

    expect(probe.log).toEqual(['low', 'high']);
  });

  test('that fails is put aside, lets later ones through, and is handled on request', async () => {
    const log = newLog();
    const { bank, probe, Withdraw, BalanceOf } = await withAccount(newBank(), { logger: log });
    let works = false;
    probe.onWithdraw = ({ message }) => {
      if (!works && message.correlationId === 'bad') throw new Error('no connection');
    };

    await bank.process(new Withdraw({ accountId: 'a', amount: 1 }), {
      asynchronous: true,
      correlationId: 'bad',
    });
    await bank.process(new Withdraw({ accountId: 'a', amount: 10 }), { asynchronous: true });
    await bank.settled();

    expect(await bank.ask(new BalanceOf({ accountId: 'a' }))).toBe(90);
    const [letter] = bank.deadLetters.list();
    expect(letter).toMatchObject({
      handler: 'AccountCommands.withdraw',
      metadata: { correlationId: 'bad' },
      error: new Error('no connection'),
    });
    expect(log.lines).toEqual([expect.stringContaining('could not be handled and was put aside')]);
    works = true;
    expect(await bank.deadLetters.retry(letter!.id)).toBe(true);
    expect(await bank.ask(new BalanceOf({ accountId: 'a' }))).toBe(89);
  });

  test('that fails says how often it was tried', async () => {
    const retry = { attempts: 3, delay: 0, on: () => true };
    const { bank, probe, Withdraw } = await withAccount(newBank(), { retry });
    probe.onWithdraw = () => {
      throw new Error('no connection');
    };

    await bank.process(new Withdraw({ accountId: 'a', amount: 1 }), { asynchronous: true });
    await bank.settled();

    const [letter] = bank.deadLetters.list();
    expect(letter?.attempts).toBe(3);
    await bank.deadLetters.retry(letter!.id);
    expect(bank.deadLetters.list()[0]?.attempts).toBe(6);
  });

  test('whose deadline passes while it waits is dropped, and the log says so', async () => {
    let time = 1_000_000;
    const log = newLog();
    const made = newBank({ clock: () => new Date(time) });
    const { bank, probe, Withdraw, BalanceOf } = await withAccount(made, { logger: log });
    const gate = newGate();
    probe.onWithdraw = () => gate.opened;

    await bank.process(new Withdraw({ accountId: 'a', amount: 1 }), { asynchronous: true });
    await bank.process(new Withdraw({ accountId: 'a', amount: 10 }), { asynchronous: true, timeout: 500 });
    time += 1000;
    gate.open();
    await bank.settled();

    expect(await bank.ask(new BalanceOf({ accountId: 'a' }))).toBe(99);
    expect(bank.deadLetters.list()).toEqual([]);
    expect(log.lines).toEqual([expect.stringContaining('info Withdraw had to be handled by')]);
  });

  test('that nothing handles is refused at once', async () => {
    const { bank, Forgotten } = await withAccount(newBank());

    await expect(bank.process(new Forgotten(), { asynchronous: true })).rejects.toMatchObject({
      code: 'COMMAND_UNHANDLED',
    });
  });

  test('that still waits when the domain is closed is handled when it is opened again', async () => {
    const database = memory({ keep: true });
    const made = newBank();
    const { bank, probe, Withdraw, BalanceOf } = await withAccount(made, {
      databases: { default: database },
    });
    const begun = newGate();
    probe.onWithdraw = ({ signal, message }) => {
      if (message.correlationId !== 'first') return undefined;
      begun.open();
      return new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    };
    await bank.process(new Withdraw({ accountId: 'a', amount: 1 }), {
      asynchronous: true,
      correlationId: 'first',
    });
    await bank.process(new Withdraw({ accountId: 'a', amount: 10 }), { asynchronous: true });
    await begun.opened;

    await bank.close();
    await bank.init({ databases: { default: database } });
    await bank.settled();

    expect(await bank.ask(new BalanceOf({ accountId: 'a' }))).toBe(89);
  });

  describe('of several processes with one database', () => {
    /** A database that is there for all. Each process closes it for itself only, and does nothing any more when it is dead. */
    function shared() {
      let opened: Promise<Database> | undefined;
      return (life: { isDead?: boolean } = {}) => ({
        name: 'shared',
        open: async (model: DatabaseModel): Promise<Database> => {
          const database = await (opened ??= memory().open(model));
          const mortal = <Port extends object>(port: Port): Port =>
            new Proxy(port, {
              get: (target, key) => {
                if (key === 'close') return async () => {};
                if (key === 'outbox' && target === (database as object)) return mortal(database.outbox);
                const value: unknown = Reflect.get(target, key, target);
                if (typeof value !== 'function') return value;
                return (...given: unknown[]) =>
                  life.isDead === true
                    ? Promise.reject(new Error('dead'))
                    : Reflect.apply(value, target, given);
              },
            });
          return mortal(database);
        },
      });
    }

    test('is handled by one of them', async () => {
      const database = shared();
      const [one, other] = [newBank(), newBank()];
      const begun = newGate();
      const gate = newGate();
      one.probe.onWithdraw = async () => {
        begun.open();
        await gate.opened;
      };
      other.probe.onWithdraw = () => other.probe.log.push('handled');
      await withAccount(one, { databases: { default: database() } });
      await other.bank.init({ databases: { default: database() }, logger: newLog() });

      await one.bank.process(new one.Withdraw({ accountId: 'a', amount: 1 }), { asynchronous: true });
      await begun.opened;
      await other.bank.process(new other.Withdraw({ accountId: 'a', amount: 2 }), { asynchronous: true });
      await other.bank.settled();
      // What comes later for the same account waits for the first.
      expect(other.probe.log).toEqual([]);
      gate.open();
      await one.bank.settled();

      expect(await one.bank.ask(new one.BalanceOf({ accountId: 'a' }))).toBe(97);
      expect(other.probe.log).toEqual([]);
      await Promise.all([one.bank.close(), other.bank.close()]);
    });

    test('is given back by one that closes, and handled by another', async () => {
      const database = shared();
      const [one, other] = [newBank(), newBank()];
      const begun = newGate();
      one.probe.onWithdraw = ({ signal }) => {
        begun.open();
        return new Promise<void>((_, reject) => {
          signal.addEventListener('abort', () => reject(new Error('closing')));
        });
      };
      await withAccount(one, { databases: { default: database() } });
      for (const amount of [1, 2])
        await one.bank.process(new one.Withdraw({ accountId: 'a', amount }), { asynchronous: true });
      await begun.opened;

      await one.bank.close();
      await other.bank.init({ databases: { default: database() }, logger: newLog() });
      await other.bank.settled();

      expect(await other.bank.ask(new other.BalanceOf({ accountId: 'a' }))).toBe(97);
      await other.bank.close();
    });

    test('is taken over from one that died, when its time is up', async () => {
      let clock = 1_000;
      const database = shared();
      const [one, other] = [newBank({ clock: () => new Date(clock) }), newBank()];
      const life = { isDead: false };
      await withAccount(one, { databases: { default: database(life) } });
      one.probe.onWithdraw = () => one.probe.log.push('handled');
      disarm = armFaultPoints((point) => {
        if (point === 'outbox.claimed') life.isDead = true;
        if (life.isDead) throw new Error('dead');
      });
      await one.bank.process(new one.Withdraw({ accountId: 'a', amount: 1 }), { asynchronous: true });
      await one.bank.settled();
      disarm();

      await other.bank.init({ databases: { default: database() }, logger: newLog() });
      await other.bank.settled();
      expect(await other.bank.ask(new other.BalanceOf({ accountId: 'a' }))).toBe(100);
      clock += 5_000;
      await other.bank.process(new other.Withdraw({ accountId: 'a', amount: 2 }), { asynchronous: true });
      await other.bank.settled();

      expect(await other.bank.ask(new other.BalanceOf({ accountId: 'a' }))).toBe(97);
      expect(one.probe.log).toEqual([]);
      await Promise.all([one.bank.close(), other.bank.close()]);
    });
  });

  test('that an event leads to is handled as well before all is settled', async () => {
    const made = newBank();
    const { bank, Account, Opened, Withdraw, Open, BalanceOf } = made;
    @bank.eventHandler(Account)
    class Fees {
      @handle(Opened) async charge(_event: object, { message, process }: HandlerContext): Promise<void> {
        const accountId = message.stream!.slice('Account-'.length);
        await process(new Withdraw({ accountId, amount: 3 }), { asynchronous: true });
      }
    }
    expect(Fees).toBeDefined();
    await bank.init();

    await bank.process(new Open({ accountId: 'b' }), { asynchronous: true });
    await bank.settled();

    expect(await bank.ask(new BalanceOf({ accountId: 'b' }))).toBe(97);
  });
});
