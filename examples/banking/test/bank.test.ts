import { DomainryError, versionOf } from '@domainry/core';
import { describe, expect, test } from '@jest/globals';
import { InsufficientFunds } from '../src/account.js';
import { Accounts } from '../src/accounts.js';
import { CardStatus } from '../src/card.js';
import { ChangeCardStatus, ChangeCustomerStatus, JoinBank, OpenAccount, PayByCard } from '../src/commands.js';
import { CustomerStatus } from '../src/customer.js';
import { Customers } from '../src/customers.js';
import { Iban } from '../src/iban.js';
import { Money } from '../src/money.js';
import { openBank } from '../src/open-bank.js';
import { AlreadyExists, ForeignCurrency, NotFound } from '../src/refusals.js';
import { Deposit } from '../src/commands.js';
import { customerNumber, here, nowhere, openBranch, there } from './open-branch.js';

const cardNumber = '5200123456789012';

describe('A bank', () => {
  test('books what it is asked to, and says what is there afterwards', async () => {
    const { bank, deposit, withdraw, transfer, balances } = await openBranch();

    expect(await bank.process(deposit('20.00'))).toBe(12_000);
    expect(await bank.process(withdraw('30.00'))).toBe(9_000);
    expect(await bank.process(transfer('40.00'))).toBe(5_000);

    expect(await balances(here)).toEqual([5_000, 5_000]);
    expect(await balances(there)).toEqual([4_000, 4_000]);
  });

  test('leaves no trace of what it refuses: no state, no event, no entry', async () => {
    const { bank, withdraw, transfer, balances } = await openBranch();
    const before = await bank.log.lastPosition();

    await expect(bank.process(withdraw('100.01'))).rejects.toThrow(InsufficientFunds);
    await expect(bank.process(transfer('100.01'))).rejects.toThrow(InsufficientFunds);
    await expect(bank.process(transfer('1.00', nowhere))).rejects.toThrow(NotFound);
    await expect(bank.process(transfer('1.00', here))).rejects.toThrow('A transfer needs two accounts');

    expect(await bank.log.lastPosition()).toBe(before);
    expect(await balances(here)).toEqual([10_000, 10_000]);
    expect(await balances(there)).toEqual([0, 0]);
  });

  test('refuses what is there already, what is not there, and other money than euros', async () => {
    const { bank, clock, withdraw } = await openBranch();
    const bookedAt = clock.now;
    const account = new Iban({ number: here });

    const dollars = new Money({ amount: Money.euros('5.00').amount, currency: 'USD' });
    await expect(bank.process(new JoinBank({ bookedAt, customerNumber, name: 'Eve' }))).rejects.toThrow(
      AlreadyExists,
    );
    await expect(bank.process(new OpenAccount({ bookedAt, customerNumber, account }))).rejects.toThrow(
      AlreadyExists,
    );
    await expect(bank.process(new Deposit({ bookedAt, account, amount: dollars }))).rejects.toThrow(
      ForeignCurrency,
    );
    await expect(bank.process(withdraw('1.00', nowhere))).rejects.toThrow(NotFound);
    await expect(bank.process(new OpenAccount({ bookedAt, customerNumber: 'C-2', account }))).rejects.toThrow(
      NotFound,
    );
  });

  test('keeps customers with their cards, which pay from the account once they are active', async () => {
    const { bank, clock, issueCard, balances } = await openBranch();
    const bookedAt = clock.now;
    const pay = new PayByCard({ bookedAt, customerNumber, cardNumber, amount: Money.euros('12.50') });
    await bank.process(issueCard(cardNumber));

    await expect(bank.process(pay)).rejects.toThrow('Only active cards can be used');
    await bank.process(
      new ChangeCardStatus({ bookedAt, customerNumber, cardNumber, status: CardStatus.Active }),
    );
    await bank.process(pay);
    await bank.process(new ChangeCustomerStatus({ bookedAt, customerNumber, status: CustomerStatus.Closed }));

    const [customer, card] = await bank.repositoryFor(Customers).withCard(customerNumber, cardNumber);
    expect([customer.status, card.status]).toEqual([CustomerStatus.Closed, CardStatus.Cancelled]);
    expect(await balances()).toEqual([8_750, 8_750]);
  });

  test('is another one each time it is opened', async () => {
    await openBranch();

    const { bank } = await openBank();

    expect(await bank.repositoryFor(Accounts).query.count()).toBe(0);
    expect(await bank.log.lastPosition()).toBe(0);
  });
});

describe('A command that comes again with its key', () => {
  test('is answered with what came of it the first time, and booked once', async () => {
    const { bank, withdraw, balances } = await openBranch();
    const command = withdraw('30.00');

    const first = await bank.processWithReport(command, { idempotencyKey: 'a' });
    const second = await bank.processWithReport(withdraw('30.00'), { idempotencyKey: 'a' });

    expect([first.isReplay, second.isReplay]).toEqual([false, true]);
    expect([first.result, second.result]).toEqual([7_000, 7_000]);
    expect(second.events).toEqual([]);
    expect(await balances()).toEqual([7_000, 7_000]);
  });

  test('is booked once also when both come at the same moment', async () => {
    const { bank, withdraw, balances } = await openBranch();
    const once = () => bank.process(withdraw('30.00'), { idempotencyKey: 'a' });

    expect(await Promise.all([once(), once(), once()])).toEqual([7_000, 7_000, 7_000]);

    expect(await balances()).toEqual([7_000, 7_000]);
  });

  test('is refused when it asks for something else', async () => {
    const { bank, withdraw } = await openBranch();
    await bank.process(withdraw('30.00'), { idempotencyKey: 'a' });

    const error = await bank
      .process(withdraw('31.00'), { idempotencyKey: 'a' })
      .catch((thrown: unknown) => thrown);

    expect(DomainryError.is(error, 'IDEMPOTENCY_MISMATCH')).toBe(true);
  });

  test('is tried again when it was refused, for that left nothing to answer from', async () => {
    const { bank, deposit, withdraw } = await openBranch();
    const command = withdraw('150.00');
    await expect(bank.process(command, { idempotencyKey: 'a' })).rejects.toThrow(InsufficientFunds);

    await bank.process(deposit('50.00'));

    expect(await bank.process(command, { idempotencyKey: 'a' })).toBe(0);
  });
});

describe('Withdrawals at the same moment', () => {
  test('are all done when there is enough: whoever was slower is tried again', async () => {
    const { bank, withdraw, balances } = await openBranch();

    const reports = await Promise.all(
      ['60.00', '40.00'].map((amount) => bank.processWithReport(withdraw(amount))),
    );

    expect(reports.map(({ attempts, result }) => [attempts, result])).toEqual([
      [1, 4_000],
      [2, 0],
    ]);
    expect(await balances()).toEqual([0, 0]);
  });

  test('never take more than there is', async () => {
    const { bank, withdraw, balances } = await openBranch();

    const outcomes = await Promise.allSettled(['80.00', '70.00'].map((each) => bank.process(withdraw(each))));

    expect(outcomes).toMatchObject([
      { status: 'fulfilled', value: 2_000 },
      { status: 'rejected', reason: new InsufficientFunds('Balance cannot be below overdraft limit') },
    ]);
    expect(await balances()).toEqual([2_000, 2_000]);
    expect(versionOf(await bank.repositoryFor(Accounts).withNumber(here))).toBe(2);
  });
});
