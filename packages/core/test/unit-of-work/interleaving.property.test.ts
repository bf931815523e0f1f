import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DomainryError, versionOf } from '@domainry/core';
import { newBank } from './bank.js';

/** What one unit of work does: deposits, with pauses before each step. */
interface Script {
  readonly deposits: readonly { readonly account: number; readonly amount: number; readonly pause: number }[];
  /** How it looks at the accounts before it commits. */
  readonly look: 'get' | 'query' | 'not';
  readonly throws: boolean;
}

const script: fc.Arbitrary<Script> = fc.record({
  deposits: fc.array(
    fc.record({
      account: fc.nat({ max: 2 }),
      amount: fc.integer({ min: 1, max: 9 }),
      pause: fc.nat({ max: 12 }),
    }),
    { maxLength: 4 },
  ),
  look: fc.constantFrom('get' as const, 'query' as const, 'not' as const),
  throws: fc.boolean(),
});

const ids = ['0', '1', '2'];

test('units of work that run at the same time lose no update, and leave no gap', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(script, { maxLength: 5 }), async (scripts) => {
      const { bank, accounts, open, database } = await newBank();
      for (const id of ids) await open(id, 0);

      const outcomes = await Promise.all(
        scripts.map(async ({ deposits, look, throws }) => {
          try {
            await bank.unitOfWork(async () => {
              for (const { account, amount, pause } of deposits) {
                for (let tick = 0; tick < pause; tick++) await Promise.resolve();
                const found = await accounts.get(ids[account]!);
                found.deposit(amount);
                await accounts.add(found);
              }
              if (look === 'get') await accounts.getMany(ids);
              if (look === 'query') await accounts.query.sum('balance');
              if (throws) throw new Error('on purpose');
            });
            return 'committed';
          } catch (error) {
            return DomainryError.is(error) ? error.code : (error as Error).message;
          }
        }),
      );

      for (const outcome of outcomes)
        expect(['committed', 'on purpose', 'VERSION_CONFLICT']).toContain(outcome);
      const committed = scripts.filter((_, index) => outcomes[index] === 'committed');
      for (const [index, id] of ids.entries()) {
        const own = committed.map(({ deposits }) => deposits.filter(({ account }) => account === index));
        const amounts = own.flat().map(({ amount }) => amount);
        const stored = await accounts.get(id);
        const events = await database().events.readStream(`Account-${id}`, { limit: 100 });
        const total = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0);

        expect(stored.balance).toBe(total(amounts));
        expect(versionOf(stored)).toBe(own.filter((deposits) => deposits.length > 0).length);
        expect(events.map(({ version }) => version)).toEqual(amounts.map((_, version) => version));
        expect(
          events.map(({ data }) => (JSON.parse(data) as { amount: number }).amount).toSorted(ascending),
        ).toEqual(amounts.toSorted(ascending));
      }
    }),
    { numRuns: 60 },
  );
});

function ascending(one: number, other: number): number {
  return one - other;
}
