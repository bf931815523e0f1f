import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { DomainryError, memory } from '@domainry/core';
import type { DatabaseAdapter } from '@domainry/core/ports';
import { linearizationOf, type Operation, type SequentialModel } from '@domainry/testing';
import { newBank, openBank, type Bank } from './bank.js';
import { brokenDatabases } from './broken/databases.js';
import { intercepted } from '../../reliability/src/index.js';

jest.setTimeout(120_000);

/** What can be asked of the bank. */
type Request =
  | { readonly kind: 'open'; readonly account: string }
  | { readonly kind: 'move'; readonly account: string; readonly amount: number; readonly key?: string }
  | { readonly kind: 'transfer'; readonly from: string; readonly to: string; readonly amount: number }
  | { readonly kind: 'read'; readonly account: string };

type Answer = number | 'done' | 'refused';

/** Balances by account, and what was answered under keys. */
interface Balances {
  readonly accounts: Readonly<Record<string, number>>;
  readonly keys: Readonly<Record<string, Answer>>;
}

/** The bank as it should be: a pure function. */
const reference: SequentialModel<Balances, Request, Answer> = {
  initial: { accounts: {}, keys: {} },
  apply: (state, request) => {
    const { accounts, keys } = state;
    const refused = { state, output: 'refused' } as const;
    const balanceOf = (account: string): number | undefined => accounts[account];
    switch (request.kind) {
      case 'open': {
        if (balanceOf(request.account) !== undefined) return refused;
        return { state: { accounts: { ...accounts, [request.account]: 0 }, keys }, output: 'done' };
      }
      case 'read':
        return { state, output: balanceOf(request.account) ?? 'refused' };
      case 'move': {
        const { account, amount, key } = request;
        const known = key === undefined ? undefined : keys[`${key} ${account} ${amount}`];
        if (known !== undefined) return { state, output: known };
        const balance = (balanceOf(account) ?? Number.NaN) + amount;
        if (!(balance >= 0)) return refused;
        const kept = key === undefined ? keys : { ...keys, [`${key} ${account} ${amount}`]: balance };
        return { state: { accounts: { ...accounts, [account]: balance }, keys: kept }, output: balance };
      }
      case 'transfer': {
        const { from, to, amount } = request;
        const debited = (balanceOf(from) ?? Number.NaN) - amount;
        if (!(debited >= 0) || balanceOf(to) === undefined) return refused;
        if (from === to) return { state, output: 'done' };
        const credited = balanceOf(to)! + amount;
        return {
          state: { accounts: { ...accounts, [from]: debited, [to]: credited }, keys },
          output: 'done',
        };
      }
    }
  },
};

const refusals: readonly string[] = ['AGGREGATE_NOT_FOUND', 'VALIDATION_FAILED', 'UNIQUE_CONFLICT'];

/** Asks the bank. A conflict that was not resolved is no answer. */
async function ask(made: Bank, request: Request): Promise<Answer | undefined> {
  const { bank, Account, Open, Move, Transfer } = made;
  try {
    switch (request.kind) {
      case 'open':
        await bank.process(new Open({ account: request.account }));
        return 'done';
      case 'read':
        return (await bank.repositoryFor(Account).get(request.account)).balance;
      case 'move': {
        const { account, amount, key } = request;
        const options = key === undefined ? {} : { idempotencyKey: `${key} ${account} ${amount}` };
        return await bank.process(new Move({ account, amount }), options);
      }
      case 'transfer':
        await bank.process(new Transfer({ from: request.from, to: request.to, amount: request.amount }));
        return 'done';
    }
  } catch (error) {
    if (DomainryError.is(error, 'VERSION_CONFLICT')) return undefined;
    if (DomainryError.is(error) && refusals.includes(error.code)) return 'refused';
    throw error;
  }
}

const account = fc.constantFrom('a', 'b', 'c');
const request: fc.Arbitrary<Request> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('open' as const), account }) },
  {
    weight: 5,
    arbitrary: fc.record(
      {
        kind: fc.constant('move' as const),
        account,
        amount: fc.integer({ min: -20, max: 40 }),
        key: fc.constantFrom('k', 'l'),
      },
      { requiredKeys: ['kind', 'account', 'amount'] },
    ),
  },
  {
    weight: 3,
    arbitrary: fc
      .record({
        kind: fc.constant('transfer' as const),
        from: account,
        to: account,
        amount: fc.integer({ min: 1, max: 30 }),
      })
      .filter(({ from, to }) => from !== to),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('read' as const), account }) },
);

/** Every answer is the one of the reference, and so is every balance in the end; ledgers have booked what accounts moved. */
async function followsReference(closed: Bank, requests: readonly Request[]): Promise<void> {
  const made = await openBank({ made: closed });
  let state = reference.initial;
  for (const each of requests) {
    const { state: next, output } = reference.apply(state, each);
    expect([each, await ask(made, each)]).toEqual([each, output]);
    state = next;
  }
  await made.bank.settled();
  for (const [id, balance] of Object.entries(state.accounts)) {
    expect((await made.bank.repositoryFor(made.Account).get(id)).balance).toBe(balance);
    expect((await made.bank.repositoryFor(made.Ledger).getOrNull(id))?.total ?? 0).toBe(balance);
  }
  await made.bank.close();
}

test('1,000 histories of commands come to what the reference comes to', async () => {
  const closed = newBank();
  const run = fc.assert(
    fc.asyncProperty(fc.array(request, { maxLength: 12 }), (requests) => followsReference(closed, requests)),
    { numRuns: 1000, seed: 20_301 },
  );

  await expect(run).resolves.toBeUndefined();
});

/** Asks several things at once, again and again; gives what was answered, and when. */
async function historyOf(made: Bank, rounds: readonly (readonly Request[])[]) {
  let time = 0;
  const history: Operation<Request, Answer>[] = [];
  for (const id of ['a', 'b']) {
    await ask(made, { kind: 'open', account: id });
    await ask(made, { kind: 'move', account: id, amount: 50 });
  }
  for (const requests of rounds)
    await Promise.all(
      requests.map(async (input) => {
        const invoked = time++;
        const output = await ask(made, input);
        if (output !== undefined) history.push({ input, output, invoked, returned: time++ });
      }),
    );
  await made.bank.close();
  return history;
}

const opened = { ...reference, initial: { accounts: { a: 50, b: 50 }, keys: {} } };

async function isLinearizable(adapter: () => DatabaseAdapter, numRuns: number): Promise<void> {
  const closed = newBank({}, false);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(request, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 2 }),
      async (rounds) => {
        const made = await openBank({ adapter: adapter(), made: closed });
        return linearizationOf(await historyOf(made, rounds), opened) !== undefined;
      },
    ),
    { numRuns, seed: 20_302, endOnFailure: true },
  );
}

describe('What is asked at once', () => {
  test('is answered as if one thing had come after the other', async () => {
    await expect(isLinearizable(() => memory(), 1000)).resolves.toBeUndefined();
  });

  test('is not on a database where the last one to write wins', async () => {
    await expect(
      isLinearizable(() => intercepted(brokenDatabases['database, interleaving']!), 300),
    ).rejects.toThrow('Property failed');
  });
});
