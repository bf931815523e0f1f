import { expect, test } from '@jest/globals';
import { Decimal, versionOf, type Domain } from '@domainry/core';
import { Account, Ledger, Money, Withdraw } from './bank.js';

/** A database with the bank in it, as it is for one test. */
export interface OpenedBank {
  readonly domain: Domain;
  /** Closes it and opens it again. */
  reopen(): Promise<Domain>;
}

export async function openAccount(domain: Domain, accountId: string, balance = 100): Promise<void> {
  const account = new Account({
    accountId,
    iban: `DE-${accountId}`,
    owner: 'Ada',
    balance,
    limit: new Money({ amount: new Decimal('12.50'), currency: 'EUR' }),
  });
  account.cards.add({ number: '1' });
  account.cards.add({ number: '2' });
  await domain.repositoryFor(Account).add(account);
}

/** What a domain finds in every SQL store. Called inside of a `describe`, once its hooks are there. */
export function specifyDomain(opened: () => OpenedBank): void {
  test('is there again when it is opened again', async () => {
    const { domain, reopen } = opened();
    await openAccount(domain, 'a');
    await domain.process(new Withdraw({ accountId: 'a', amount: 30 }), { idempotencyKey: 'k' });
    await domain.settled();
    const again = await reopen();

    const account = await again.repositoryFor(Account).get('a');
    expect(account.balance).toBe(70);
    expect(account.limit?.amount.toFixed(2)).toBe('12.50');
    expect([...account.cards].map(({ number }) => number)).toEqual(['1', '2']);
    expect((await again.repositoryFor(Ledger).get('all')).total).toBe(30);
    expect(await again.process(new Withdraw({ accountId: 'a', amount: 30 }), { idempotencyKey: 'k' })).toBe(
      70,
    );
    expect((await again.log.read({ limit: 10 })).map(({ stream }) => stream)).toEqual([
      'Account-a',
      'Ledger-all',
      'Ledger-all',
    ]);
  });

  test('keeps children by difference, and finds roots by them', async () => {
    const { domain } = opened();
    await openAccount(domain, 'a');
    await openAccount(domain, 'b');
    const accounts = domain.repositoryFor(Account);
    const account = await accounts.get('a');
    const [first] = account.cards;
    account.cards.remove(first!.id);
    account.cards.add({ number: '3' });
    await accounts.add(account);

    expect([...(await accounts.get('a')).cards].map(({ number }) => number)).toEqual(['2', '3']);
    const holders = await accounts.query.where({ cards: { some: { number: '3' } } }).all();
    expect(holders.map(({ accountId }) => accountId)).toEqual(['a']);
    expect(await accounts.query.where({ cards: { none: { number: '1' } } }).count()).toBe(1);
  });

  test('keeps children in order, more than ten as well', async () => {
    const { domain } = opened();
    const numbers = Array.from({ length: 25 }, (_, at) => `${at}`);
    const account = new Account({ accountId: 'a', iban: 'DE-a', owner: 'Ada' });
    for (const number of numbers) account.cards.add({ number });
    await domain.repositoryFor(Account).add(account);

    const { cards } = await domain.repositoryFor(Account).get('a');
    expect([...cards].map(({ number }) => number)).toEqual(numbers);
  });

  test('refuses what is there already, by the names of the fields', async () => {
    const { domain } = opened();
    await openAccount(domain, 'a');
    const twin = new Account({ accountId: 'b', iban: 'DE-a', owner: 'Bob' });
    await expect(domain.repositoryFor(Account).add(twin)).rejects.toMatchObject({
      violations: [{ path: ['iban'], code: 'unique' }],
    });
  });

  test('saves many by one unit of work, and changes them and their children together', async () => {
    const { domain } = opened();
    const accounts = domain.repositoryFor(Account);
    const ids = Array.from({ length: 1100 }, (_, at) => `a${String(at).padStart(4, '0')}`);
    await domain.unitOfWork(async () => {
      for (const id of ids) await openAccount(domain, id);
    });
    await domain.unitOfWork(async () => {
      for (const [at, account] of (await accounts.query.all()).entries()) {
        if (at % 3 === 0) account.cards.add({ number: '3' });
        if (at % 2 === 0) account.owner = 'Grace';
        else account.withdraw(1);
        await accounts.add(account);
      }
    });

    const found = await accounts.query.orderBy('accountId').all();
    expect(found.map(({ accountId }) => accountId)).toEqual(ids);
    expect(found.map(({ owner, balance, cards }) => [owner, balance, cards.size])).toEqual(
      ids.map((_, at) => [at % 2 === 0 ? 'Grace' : 'Ada', at % 2 === 0 ? 100 : 99, at % 3 === 0 ? 3 : 2]),
    );
    expect(found.every((account) => versionOf(account) === 1)).toBe(true);
  });

  test('names the value that one of several has and another one had before', async () => {
    const { domain } = opened();
    await openAccount(domain, 'a');
    const accounts = domain.repositoryFor(Account);
    const others = ['b', 'a', 'c'].map(
      (name) => new Account({ accountId: `${name}${name}`, iban: `DE-${name}`, owner: 'Bob' }),
    );

    await expect(accounts.add(...others)).rejects.toMatchObject({
      violations: [{ path: ['iban'], code: 'unique', received: 'DE-a' }],
    });
    expect(await accounts.query.count()).toBe(1);
  });

  test('names the one of several that somebody else has changed, and writes none of them', async () => {
    const { domain } = opened();
    for (const id of ['a', 'b', 'c']) await openAccount(domain, id);
    const accounts = domain.repositoryFor(Account);
    const all = await accounts.getMany(['a', 'b', 'c']);
    const other = await accounts.get('b');
    other.owner = 'Bob';
    await accounts.add(other);

    for (const account of all) account.owner = 'Grace';
    await expect(accounts.add(...all)).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
      details: { subject: 'Account b' },
    });
    const owners = (await accounts.getMany(['a', 'b', 'c'])).map(({ owner }) => owner);
    expect(owners).toEqual(['Ada', 'Bob', 'Ada']);
  });

  test('lets one take the value that another one gives up before it, in one unit of work', async () => {
    const { domain } = opened();
    for (const id of ['a', 'b', 'c']) await openAccount(domain, id);
    const accounts = domain.repositoryFor(Account);
    const [a, b, c] = await accounts.getMany(['a', 'b', 'c']);
    a!.iban = 'DE-new';
    b!.iban = 'DE-a';
    c!.iban = 'DE-b';
    await accounts.add(a!, b!, c!);

    const ibans = (await accounts.getMany(['a', 'b', 'c'])).map(({ iban }) => iban);
    expect(ibans).toEqual(['DE-new', 'DE-a', 'DE-b']);
  });

  test('leaves nothing of a refused command', async () => {
    const { domain } = opened();
    await openAccount(domain, 'a', 10);
    await expect(domain.process(new Withdraw({ accountId: 'a', amount: 30 }))).rejects.toThrow('at least 0');
    expect((await domain.repositoryFor(Account).get('a')).balance).toBe(10);
    expect(await domain.log.read({ limit: 10 })).toEqual([]);
  });
}

/** Withdraws 1 so many times at once, from one domain after the other; gives how many of them were done. */
export async function withdrawAtOnce(domains: readonly Domain[], times: number): Promise<number> {
  const withdrawals = Array.from({ length: times }, (_, at) =>
    domains[at % domains.length]!.process(new Withdraw({ accountId: 'a', amount: 1 })).then(
      () => 1,
      () => 0,
    ),
  );
  const done = (await Promise.all(withdrawals)).reduce<number>((sum, one) => sum + one, 0);
  for (const domain of domains) await domain.settled();
  return done;
}
