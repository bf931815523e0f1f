import { describe, expect, test } from '@jest/globals';
import {
  Aggregate,
  Command,
  Decimal,
  ValueObject,
  field,
  handle,
  memory,
  type ProcessOptions,
} from '@domainry/core';
import fc from 'fast-check';
import { readResult, writeResult } from '../../src/dispatch/stored-result.js';
import { newBank, newGate, withAccount } from './bank.js';

describe('a command with an idempotency key', () => {
  test('is handled once, and gives the same result each time', async () => {
    const { bank, probe, Withdraw, BalanceOf } = await withAccount(newBank());
    probe.onWithdraw = () => probe.log.push('handled');
    const process = () =>
      bank.processWithReport(new Withdraw({ accountId: 'a', amount: 10 }), { idempotencyKey: 'k' });

    const reports = [await process(), await process(), await process()];

    expect(probe.log).toEqual(['handled']);
    expect(reports).toMatchObject([
      { result: 90, isReplay: false },
      { result: 90, isReplay: true, events: [], deliveries: [] },
      { result: 90, isReplay: true },
    ]);
    expect(await bank.ask(new BalanceOf({ accountId: 'a' }))).toBe(90);
  });

  test('that writes to two databases is told them by the names that the domain gave them', async () => {
    const made = newBank();
    const { bank, probe, Withdraw } = made;
    @bank.aggregate({ database: 'archive' })
    class Entry extends Aggregate<Entry> {}
    await withAccount(made, { databases: { default: memory(), archive: memory() } });
    probe.onWithdraw = ({ repository }) => repository(Entry).add(new Entry({ id: 'e' }));

    const withdrawn = bank.process(new Withdraw({ accountId: 'a', amount: 1 }), { idempotencyKey: 'k' });

    await expect(withdrawn).rejects.toMatchObject({
      code: 'TWO_DATABASES',
      details: { databases: ['default', 'archive'], writers: ['Withdraw', 'Entry'] },
    });
  });

  test('is waited for no longer than the deadline and the caller allow', async () => {
    const { bank, probe, Withdraw, BalanceOf } = await withAccount(newBank());
    const began = newGate();
    const gate = newGate();
    probe.onWithdraw = async () => {
      began.open();
      await gate.opened;
    };
    const withdraw = (options: ProcessOptions) =>
      bank.process(new Withdraw({ accountId: 'a', amount: 10 }), { idempotencyKey: 'k', ...options });
    const first = withdraw({});
    await began.opened;
    const caller = new AbortController();

    const late = withdraw({ timeout: 5 });
    const impatient = withdraw({ signal: caller.signal });
    caller.abort(new Error('too long'));

    await Promise.all([
      expect(late).rejects.toMatchObject({ code: 'COMMAND_EXPIRED' }),
      expect(impatient).rejects.toThrow('too long'),
    ]);
    gate.open();
    expect(await first).toBe(90);
    expect(await withdraw({ timeout: 60_000 })).toBe(90);
    expect(await bank.ask(new BalanceOf({ accountId: 'a' }))).toBe(90);
  });

  test('is handled once when several arrive together', async () => {
    const { bank, probe, Withdraw, BalanceOf } = await withAccount(newBank());
    probe.onWithdraw = () => probe.log.push('handled');

    const results = await Promise.all(
      Array.from({ length: 20 }, () =>
        bank.process(new Withdraw({ accountId: 'a', amount: 10 }), { idempotencyKey: 'k' }),
      ),
    );

    expect(results).toEqual(Array.from({ length: 20 }, () => 90));
    expect(probe.log).toEqual(['handled']);
    expect(await bank.ask(new BalanceOf({ accountId: 'a' }))).toBe(90);
  });

  test('that is being handled is refused on request', async () => {
    const { bank, probe, Withdraw } = await withAccount(newBank());
    const gate = newGate();
    const begun = newGate();
    probe.onWithdraw = async () => {
      begun.open();
      await gate.opened;
    };
    const command = new Withdraw({ accountId: 'a', amount: 10 });

    const first = bank.process(command, { idempotencyKey: 'k' });
    await begun.opened;

    await expect(bank.process(command, { idempotencyKey: 'k', whenInFlight: 'fail' })).rejects.toMatchObject({
      code: 'COMMAND_IN_FLIGHT',
    });
    gate.open();
    expect(await first).toBe(90);
  });

  test('with other values is refused: the key was meant for something else', async () => {
    const { bank, Withdraw } = await withAccount(newBank());
    await bank.process(new Withdraw({ accountId: 'a', amount: 10 }), { idempotencyKey: 'k' });

    await expect(
      bank.process(new Withdraw({ accountId: 'a', amount: 11 }), { idempotencyKey: 'k' }),
    ).rejects.toMatchObject({ code: 'IDEMPOTENCY_MISMATCH', details: { command: 'Withdraw' } });
  });

  test('that fails is not remembered: whoever waited for it, or comes later, tries anew', async () => {
    const { bank, probe, Withdraw } = await withAccount(newBank());
    const gate = newGate();
    probe.onWithdraw = async () => {
      probe.log.push('handled');
      if (probe.log.length > 1) return;
      await gate.opened;
      throw new Error('first');
    };
    const process = () => bank.process(new Withdraw({ accountId: 'a', amount: 10 }), { idempotencyKey: 'k' });

    const both = Promise.allSettled([process(), process()]);
    gate.open();

    expect(await both).toMatchObject([{ status: 'rejected' }, { status: 'fulfilled', value: 90 }]);
    expect(await process()).toBe(90);
    expect(probe.log).toEqual(['handled', 'handled']);
  });

  test('shares it with no other command and no other tenant', async () => {
    const { bank, Withdraw, Open } = await withAccount(newBank());
    const key = { idempotencyKey: 'k' };

    await bank.process(new Withdraw({ accountId: 'a', amount: 10 }), key);
    await bank.process(new Open({ accountId: 'b' }), key);
    await bank.process(new Open({ accountId: 'c' }), { ...key, tenant: 'acme' });

    await expect(
      bank.process(new Open({ accountId: 'd' }), { ...key, tenant: 'acme' }),
    ).rejects.toMatchObject({
      code: 'IDEMPOTENCY_MISMATCH',
    });
  });

  test('inside another is done or undone with it', async () => {
    const { bank, probe, Withdraw, Open, Account } = await withAccount(newBank());
    probe.onWithdraw = ({ process }) => process(new Open({ accountId: 'b' }), { idempotencyKey: 'inner' });
    probe.onWithdrawn = () => {
      if (probe.log.push('tried') === 1) throw new Error('once');
    };
    const process = () => bank.process(new Withdraw({ accountId: 'a', amount: 10 }));

    await expect(process()).rejects.toThrow('once');
    expect(await bank.repositoryFor(Account).has('b')).toBe(false);
    expect(await process()).toBe(90);
    expect(await bank.repositoryFor(Account).has('b')).toBe(true);
    // The second time it is only replayed.
    expect(await process()).toBe(80);
  });
});

describe('the result of a command with an idempotency key', () => {
  function newShop(result: () => unknown) {
    const made = newBank();
    const { bank, Account } = made;
    @bank.valueObject
    class Money extends ValueObject<Money> {
      @field.decimal({ required: true, scale: 2 }) readonly amount!: Decimal;
    }
    @bank.command(Account)
    class Quote extends Command<Quote, unknown> {}
    @bank.commandHandler(Account)
    class Quotes {
      @handle(Quote) async quote(): Promise<unknown> {
        await bank.repositoryFor(Account).add(Account.open('quoted', 1));
        return result();
      }
    }
    expect(Quotes).toBeDefined();
    return { ...made, Money, Quote };
  }

  test('may hold value objects, dates, decimals and big integers; they come back as what they were', async () => {
    let given: unknown;
    const { bank, Money, Quote } = newShop(() => given);
    await bank.init();
    given = {
      price: new Money({ amount: new Decimal('1.50') }),
      at: new Date(5),
      rate: new Decimal('0.1'),
      id: 12n,
      nothing: undefined,
      $date: 'of its own',
      list: [null, true, 'text'],
    };

    const first = await bank.process(new Quote(), { idempotencyKey: 'k' });
    const again = (await bank.process(new Quote(), { idempotencyKey: 'k' })) as typeof given;

    expect(first).toBe(given);
    expect(again).not.toBe(given);
    expect(again).toEqual(given);
    expect((again as { price: unknown }).price).toBeInstanceOf(Money);
  });

  test.each([
    ['a function', () => () => 1, 'The result of Quotes.quote is a function'],
    ['an aggregate', undefined, 'result.account of Quotes.quote is an instance of Account'],
    ['a cycle', () => Object.assign([] as unknown[], { 0: {} as unknown }), undefined],
  ])('that is %s is refused before anything is saved', async (_name, result, message) => {
    const cycle: unknown[] = [];
    cycle.push(cycle);
    const made = newShop(() =>
      result === undefined ? { account: new made.Account({}) } : message === undefined ? cycle : result(),
    );
    await made.bank.init();

    await expect(made.bank.process(new made.Quote(), { idempotencyKey: 'k' })).rejects.toMatchObject({
      code: 'RESULT_NOT_STORABLE',
      message: expect.stringContaining(message ?? 'result[0] of Quotes.quote'),
    });

    expect(await made.bank.repositoryFor(made.Account).has('quoted')).toBe(false);
  });

  test('is given as it is without a key', async () => {
    const result = (): number => 1;
    const { bank, Quote } = newShop(() => result);
    await bank.init();

    expect(await bank.process(new Quote())).toBe(result);
  });

  test('comes back equal, whatever plain data it is', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        // JSON has one zero.
        fc.pre(
          !JSON.stringify([value], (_, each: unknown) => (Object.is(each, -0) ? '−0' : each)).includes('−0'),
        );
        const stored = writeResult(value, 'A.b');

        expect(readResult(stored, () => undefined)).toEqual(value);
      }),
    );
  });
});
