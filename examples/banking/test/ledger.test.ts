import { DomainryError, ValidationError, versionOf } from '@domainry/core';
import { describe, expect, test } from '@jest/globals';
import { checkLedgers } from '../src/check-ledgers.js';
import { consequencesOf } from '../src/consequences.js';
import { Ledger } from '../src/ledger.js';
import { pastBalances } from '../src/past-balances.js';
import { StatementOf } from '../src/statement.js';
import { here, nowhere, openBranch, there } from './open-branch.js';
import { whatHappened } from './what-happened.js';

const day = (date: number) => new Date(Date.UTC(2025, 1, date, 12));

/** A bank where something was booked on the 1st, 2nd and 3rd of February. */
async function givenThreeDays() {
  const branch = await openBranch();
  const { bank, clock, deposit, withdraw } = branch;
  clock.moveTo(day(1));
  await bank.process(deposit('20.00'));
  clock.moveTo(day(2));
  await bank.process(withdraw('70.00'));
  clock.moveTo(day(3));
  await bank.process(deposit('1.00'));
  return branch;
}

describe('A ledger', () => {
  test('begins with an event, and its balance follows from its entries', () => {
    const ledger = Ledger.open('1234');

    ledger.credit(500);
    ledger.debit(200);

    expect(ledger.balance).toBe(300);
    expect(whatHappened(ledger)).toEqual([
      { LedgerOpened: { accountNumber: '1234' } },
      { Credited: { amount: 500 } },
      { Debited: { amount: 200 } },
    ]);
  });

  test('takes no entry of nothing', () => {
    const ledger = Ledger.open('1234');

    expect(() => ledger.credit(0)).toThrow(ValidationError);

    expect([ledger.balance, ledger.pendingEvents.length]).toEqual([0, 1]);
  });

  test('is the same when it is built from more entries than a snapshot waits for', async () => {
    const { bank, deposit } = await openBranch();
    for (let time = 0; time < 250; time++) await bank.process(deposit('1.00'));

    const ledger = await bank.repositoryFor(Ledger).get(here);

    expect([ledger.balance, versionOf(ledger)]).toEqual([35_000, 251]);
    expect(await checkLedgers(bank)).toEqual({ ledgers: 2, total: 35_000, accountsThatDiffer: 0 });
    expect(await bank.verify()).toMatchObject({ isSound: true });
  });

  test('can be seen as it was, by time and by number of entries, but not changed there', async () => {
    const { bank } = await givenThreeDays();

    const balances = await pastBalances(bank, here, [0, 1, 3, day(1), day(2), day(28)]);

    expect(balances.map(({ balance }) => balance)).toEqual([0, 10_000, 5_000, 12_000, 5_000, 5_100]);
    const past = await bank.repositoryFor(Ledger).get(here, { asOf: day(2) });
    expect(() => past.credit(1)).toThrow(DomainryError);
  });
});

describe('A statement', () => {
  test('has the entries of its period, and what was there before and after', async () => {
    const { bank } = await givenThreeDays();

    const statement = await bank.ask(new StatementOf({ accountNumber: here, after: day(1), until: day(3) }));

    expect(statement).toEqual({
      accountNumber: here,
      opening: 12_000,
      entries: [
        { at: day(2), amount: -7_000, balance: 5_000 },
        { at: day(3), amount: 100, balance: 5_100 },
      ],
      closing: 5_100,
    });
  });

  test('begins with nothing where it begins before the account', async () => {
    const { bank } = await givenThreeDays();

    const { opening, entries, closing } = await bank.ask(
      new StatementOf({ accountNumber: here, after: new Date(0), until: day(28) }),
    );

    expect({ opening, closing }).toEqual({ opening: 0, closing: 5_100 });
    expect(entries.map(({ amount }) => amount)).toEqual([10_000, 2_000, -7_000, 100]);
  });

  test.each([
    ['nothing happened', here, day(3), day(28)],
    ['nothing ever happened', there, new Date(0), day(28)],
  ])('has no entries when %s', async (_, accountNumber, after, until) => {
    const { bank } = await givenThreeDays();

    const { entries, opening, closing } = await bank.ask(new StatementOf({ accountNumber, after, until }));

    expect(entries).toEqual([]);
    expect(opening).toBe(closing);
  });

  test('is asked in vain of an account that is not there', async () => {
    const { bank } = await openBranch();

    const error = await bank
      .ask(new StatementOf({ accountNumber: nowhere, after: day(1), until: day(2) }))
      .catch((thrown: unknown) => thrown);

    expect(DomainryError.is(error, 'AGGREGATE_NOT_FOUND')).toBe(true);
  });
});

test('A transfer leads to an event of each account, and each of them to an entry', async () => {
  const { bank, transfer } = await openBranch();

  const { id, deliveries } = await bank.processWithReport(transfer('12.00'));

  const entry = (type: string, accountNumber: string) => ({
    type: `Banking.${type}.v1`,
    accountNumber,
    amount: 1_200,
    consequences: [],
  });
  expect(await consequencesOf(bank, id)).toEqual([
    { ...entry('AccountWithdrawn', here), consequences: [entry('Debited', here)] },
    { ...entry('AccountDeposited', there), consequences: [entry('Credited', there)] },
  ]);
  expect(deliveries.map(({ handler, outcome }) => `${handler} ${outcome}`)).toEqual([
    'LedgerKeeping.debit handled',
    'LedgerKeeping.credit handled',
  ]);
  expect(await consequencesOf(bank, 'another')).toEqual([]);
});
