import { describe, expect, test } from '@jest/globals';
import { newBank, withAccount } from './bank.js';

describe('options of a call', () => {
  test.each([
    [{ timout: 5 }, 'Did you mean timeout?'],
    [{ __proto__: null, constructor: 1 }, 'constructor, which it does not have'],
    [{ timeout: Number.NaN }, 'milliseconds'],
    [{ timeout: -1 }, 'milliseconds'],
    [{ timeout: '5' }, 'milliseconds'],
    [{ deadline: new Date(Number.NaN) }, 'a valid Date'],
    [{ deadline: 5 }, 'a valid Date'],
    [{ priority: 1.5 }, 'a whole number'],
    [{ priority: 'high' }, 'a whole number'],
    [{ idempotencyKey: '' }, 'a text that can be stored'],
    [{ idempotencyKey: 5 }, 'a text that can be stored'],
    [{ idempotencyKey: 'k'.repeat(513) }, 'at most 512 characters'],
    [{ tenant: '' }, 'a text that can be stored'],
    [{ tenant: '\ud800', idempotencyKey: 'k' }, 'a text that can be stored'],
    [{ correlationId: 'a\0' }, 'a text that can be stored'],
    [{ correlationId: 5 }, 'a text that can be stored'],
    [{ expectedVersion: Number.NaN }, 'a version'],
    [{ expectedVersion: -2 }, 'a version'],
    [{ whenInFlight: 'never' }, "'wait' or 'fail'"],
    [{ signal: 5 }, 'an AbortSignal'],
    [{ asynchronous: 'yes' }, 'true or false'],
    [{ asynchronous: true, signal: new AbortController().signal }, 'does not have'],
    [{ asynchronous: true, whenInFlight: 'wait' }, 'does not have'],
    [null, 'no object'],
    [5, 'no object'],
  ])('of process that cannot be are refused: %j', async (options, message) => {
    const { bank, Withdraw, BalanceOf } = await withAccount(newBank());

    await expect(
      bank.process(new Withdraw({ accountId: 'a', amount: 1 }), options as never),
    ).rejects.toMatchObject({ code: 'CONFIGURATION_INVALID', message: expect.stringContaining(message) });

    expect(await bank.ask(new BalanceOf({ accountId: 'a' }))).toBe(100);
  });

  test.each([{ timeout: Number.NaN }, { timout: 1 }, { tenant: '' }, { signal: 5 }, null])(
    'of ask that cannot be are refused: %j',
    async (options) => {
      const { bank, BalanceOf } = await withAccount(newBank());

      await expect(bank.ask(new BalanceOf({ accountId: 'a' }), options as never)).rejects.toMatchObject({
        code: 'CONFIGURATION_INVALID',
      });
    },
  );

  test('may be there without a value', async () => {
    const { bank, Withdraw } = await withAccount(newBank());
    const options = { timeout: undefined, idempotencyKey: undefined, asynchronous: false };

    expect(await bank.process(new Withdraw({ accountId: 'a', amount: 1 }), options as never)).toBe(99);
  });

  test('of a report do not include that it is handled afterwards', async () => {
    const { bank, Withdraw } = await withAccount(newBank());
    const options = { asynchronous: true } as never;

    await expect(
      bank.processWithReport(new Withdraw({ accountId: 'a', amount: 1 }), options),
    ).rejects.toMatchObject({ code: 'CONFIGURATION_INVALID', details: { option: 'asynchronous' } });
  });
});
