import { webcrypto } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { build } from 'esbuild';

const model = `
  import { Aggregate, Domain, Event, field, invariant, metadataOf } from '@domainry/core';

  export const banking = new Domain('Banking', { clock: () => new Date('2026-01-01T00:00:00Z') });

  @banking.event('Account')
  class Withdrawn extends Event {
    @field.float({ required: true }) amount;
  }

  @banking.aggregate
  export class Account extends Aggregate {
    @field.float({ required: true }) balance;
    @field.auto() code;

    @invariant.post('The balance is not negative')
    isCovered() {
      return this.balance >= 0;
    }

    withdraw(amount) {
      this.balance -= amount;
      this.raise_(new Withdrawn({ amount }));
    }
  }

  export function yearOfWithdrawal() {
    const account = new Account({ balance: 100 });
    account.withdraw(1);
    return metadataOf(account.pendingEvents[0]).time.getUTCFullYear();
  }
`;

/**
 * What a program gives that was bundled for browsers with the model above, and runs where there is nothing but the
 * language and what browsers add that is needed here.
 *
 * @param program - an expression, or a promise of one, that JSON can carry.
 */
async function inBrowser(program: string): Promise<unknown> {
  const { outputFiles } = await build({
    stdin: {
      contents: `${model}\nexport const outcome = Promise.resolve(${program}).then(JSON.stringify);`,
      loader: 'ts',
      resolveDir: fileURLToPath(new URL('.', import.meta.url)),
    },
    bundle: true,
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    globalName: 'bundle',
    conditions: ['@domainry/source'],
    tsconfigRaw: { compilerOptions: { experimentalDecorators: true } },
    logLevel: 'error',
    write: false,
  });
  const script = `${outputFiles[0]!.text}; bundle.outcome;`;
  return JSON.parse(
    await (runInNewContext(script, { crypto: webcrypto, TextDecoder, TextEncoder }) as Promise<string>),
  );
}

test('In a browser an aggregate is built, changed, and refuses what breaks a rule', async () => {
  const outcome = await inBrowser(`(() => {
    const account = new Account({ balance: 100 });
    account.withdraw(30);
    let refusal;
    try {
      account.withdraw(100);
    } catch (error) {
      refusal = error.violations.map(({ message }) => message);
    }
    return { dict: account.toDict(), events: account.pendingEvents.length, refusal };
  })()`);

  expect(outcome).toEqual({
    dict: { id: expect.any(String), balance: 70, code: expect.any(String) },
    events: 1,
    refusal: ['The balance is not negative'],
  });
});

test('In a browser a fork follows the call until it awaits', async () => {
  const outcome = await inBrowser(`(async () => {
    const fork = banking.fork({ clock: () => new Date('2040-01-01T00:00:00Z') });
    const years = await fork.run(async () => {
      const before = yearOfWithdrawal();
      await undefined;
      return [before, yearOfWithdrawal()];
    });
    const nested = fork.run(() => {
      const other = banking.fork({ clock: () => new Date('2050-01-01T00:00:00Z') });
      return [other.run(yearOfWithdrawal), yearOfWithdrawal()];
    });
    return { years, nested, outside: yearOfWithdrawal() };
  })()`);

  expect(outcome).toEqual({ years: [2040, 2026], nested: [2050, 2040], outside: 2026 });
});
