import { describe, expect, test } from '@jest/globals';
import {
  Aggregate,
  Domain,
  ValidationError,
  field,
  versionOf,
  type Defaulted,
  type FieldCodec,
} from '@domainry/core';
import { newBank, refusalOf } from '../unit-of-work/bank.js';

describe('a repository', () => {
  test('gives back what was added, whole and as another object', async () => {
    const { accounts, open } = await newBank();
    const account = await open('1');

    const loaded = await accounts.get('1');

    expect(loaded).not.toBe(account);
    expect(loaded.toDict()).toEqual(account.toDict());
    expect(versionOf(loaded)).toBe(0);
    expect(loaded.pendingEvents).toEqual([]);
  });

  test('names the class and the identity of what is not there', async () => {
    const { accounts } = await newBank();

    const error = await refusalOf(accounts.get('7'));

    expect(error).toMatchObject({
      code: 'AGGREGATE_NOT_FOUND',
      message:
        'No Account with id 7 is stored. Check the identity, or ask with getOrNull, which answers null.',
      details: { element: 'Account', ids: ['7'] },
    });
    expect(await accounts.getOrNull('7')).toBeNull();
    expect(await accounts.has('7')).toBe(false);
  });

  test('refuses identities that no aggregate can have', async () => {
    const { accounts } = await newBank();

    for (const id of [undefined, null, '', 7, {}, Number.NaN]) {
      expect(await refusalOf(accounts.get(id as never))).toBeInstanceOf(ValidationError);
      expect(await refusalOf(accounts.getOrNull(id as never))).toBeInstanceOf(ValidationError);
      expect(await refusalOf(accounts.has(id as never))).toBeInstanceOf(ValidationError);
    }
  });

  test('gives several in the order they are asked for, and all that are missing', async () => {
    const { accounts, open } = await newBank();
    await open('1');
    await open('2');

    const found = await accounts.getMany(['2', '1', '2']);

    expect(found.map(({ id }) => id)).toEqual(['2', '1', '2']);
    expect(found[0]).toBe(found[2]);
    expect(await accounts.getMany([])).toEqual([]);
    expect(await refusalOf(accounts.getMany(['1', '8', '9']))).toMatchObject({
      code: 'AGGREGATE_NOT_FOUND',
      details: { ids: ['8', '9'] },
    });
  });

  test('saves several together or not at all', async () => {
    const { accounts, open, Account } = await newBank();
    await open('1');

    const error = await refusalOf(
      accounts.add(
        new Account({ id: '2', iban: 'new', balance: 1 }),
        new Account({ id: '3', iban: 'DE-1', balance: 1 }),
      ),
    );

    expect(error).toBeInstanceOf(ValidationError);
    expect(await accounts.has('2')).toBe(false);
  });

  test('advances the version with every save of the same object', async () => {
    const { accounts, open } = await newBank();
    const account = await open('1');

    for (const version of [1, 2, 3]) {
      account.deposit(1);
      await accounts.add(account);
      expect(versionOf(account)).toBe(version);
      expect(versionOf(await accounts.get('1'))).toBe(version);
    }
    expect((await accounts.get('1')).balance).toBe(103);
  });

  test('leaves what did not change as it is', async () => {
    const { accounts, open } = await newBank();
    const account = await open('1');

    await accounts.add(account);
    await accounts.add(await accounts.get('1'));

    expect(versionOf(account)).toBe(0);
    expect(versionOf(await accounts.get('1'))).toBe(0);
  });

  test('advances the version of the root when only a child changed, was added or removed', async () => {
    const { accounts, open } = await newBank();
    await open('1');
    const steps = [
      (account: Awaited<ReturnType<typeof open>>) => (account.cards.get('c')!.limit = 5),
      (account: Awaited<ReturnType<typeof open>>) => account.cards.add({ id: 'd', limit: 2 }),
      (account: Awaited<ReturnType<typeof open>>) => account.cards.remove('c'),
    ];

    for (const [index, step] of steps.entries()) {
      const account = await accounts.get('1');
      step(account);
      await accounts.add(account);
      expect(versionOf(account)).toBe(index + 1);
    }
    const { cards } = await accounts.get('1');
    expect(cards.map(({ id, limit }) => [id, limit])).toEqual([['d', 2]]);
  });

  test('refuses a state that somebody else saved meanwhile', async () => {
    const { accounts, open } = await newBank();
    await open('1');
    const mine = await accounts.get('1');
    const yours = await accounts.get('1');
    yours.deposit(10);
    await accounts.add(yours);

    mine.deposit(1);
    const error = await refusalOf(accounts.add(mine));

    expect(error.code).toBe('VERSION_CONFLICT');
    expect((await accounts.get('1')).balance).toBe(110);
  });

  test('says which field holds a value that another one has', async () => {
    const { accounts, open, Account } = await newBank();
    await open('1');
    const other = await open('2');

    const added = await refusalOf(accounts.add(new Account({ id: '3', iban: 'DE-1', balance: 0 })));
    other.rename('DE-1');
    const changed = await refusalOf(accounts.add(other));
    const twice = await refusalOf(accounts.add(new Account({ id: '1', iban: 'x', balance: 0 })));

    for (const error of [added, changed]) {
      expect(error).toBeInstanceOf(ValidationError);
      expect((error as ValidationError).violations).toEqual([
        {
          path: ['iban'],
          code: 'unique',
          expected: 'unique',
          received: 'DE-1',
          message: 'Account.iban: expected a value that no other Account has, received "DE-1".',
        },
      ]);
    }
    expect((twice as ValidationError).violations).toMatchObject([{ path: ['id'], code: 'unique' }]);
    expect((await accounts.get('2')).iban).toBe('DE-2');
  });

  test('takes nothing but aggregates of its class', async () => {
    const { accounts, open, Account, Customer, Card } = await newBank();
    const account = await open('1');
    const wrong: readonly [unknown, string][] = [
      [null, 'null'],
      [undefined, 'nothing'],
      ['1', '"1"'],
      [{}, 'an object'],
      [Account, 'the class Account'],
      [new Customer({ name: 'x' }), 'Hand it to the repository of Customer'],
      [new Card({ limit: 1 }), 'It is an entity'],
      [account.cards.get('c'), 'It is an entity'],
    ];

    for (const [given, text] of wrong) {
      const error = await refusalOf(accounts.add(given as never));
      expect(error.code).toBe('WRONG_AGGREGATE');
      expect(error.message).toContain(text);
    }
  });

  test('refuses to be asked for by the class of something else', async () => {
    const { bank, Card, Deposited } = await newBank();
    class Foreign extends Aggregate<Foreign> {}

    const ask = (cls: unknown) => () => bank.repositoryFor(cls as never);

    expect(ask(Card)).toThrow('Ask for the repository of Account, with which it is saved');
    expect(ask(Deposited)).toThrow('no aggregate but registered as event');
    expect(ask(Foreign)).toThrow('Foreign, which is not registered with it');
    expect(ask(undefined)).toThrow('no repository of undefined');
  });

  test('removes aggregates of classes that allow it, and no others', async () => {
    const { bank, accounts, open, Customer, database } = await newBank();
    const account = await open('1');
    account.deposit(5);
    const customer = new Customer({ name: 'x' });

    await accounts.remove(account);
    const refused = await refusalOf(bank.repositoryFor(Customer).remove(customer));

    expect(await accounts.getOrNull('1')).toBeNull();
    expect(refused.code).toBe('NOT_REMOVABLE');
    expect(() => account.deposit(1)).toThrow('was removed from its store');
    expect((await refusalOf(accounts.add(account))).code).toBe('AGGREGATE_REMOVED');
    expect(await database().events.lastPosition()).toBe(1);
  });

  test('removes nothing that somebody else saved meanwhile', async () => {
    const { accounts, open } = await newBank();
    const account = await open('1');
    const other = await accounts.get('1');
    other.deposit(1);
    await accounts.add(other);

    expect((await refusalOf(accounts.remove(account))).code).toBe('VERSION_CONFLICT');
    expect(await accounts.has('1')).toBe(true);
  });

  test('has no former states of what keeps its latest one', async () => {
    const { accounts, open } = await newBank();
    await open('1');

    expect((await refusalOf(accounts.get('1', { atVersion: 0 }))).code).toBe('PAST_NOT_KEPT');
  });

  test('works with identities that are objects', async () => {
    class Sku {
      constructor(readonly text: string) {}
    }
    const sku: FieldCodec<Sku> = {
      name: 'sku',
      accept: (value) => {
        if (value instanceof Sku) return value;
        throw new Error('a Sku');
      },
      toJson: ({ text }) => text,
      fromJson: (json) => new Sku(String(json as string)),
    };
    const domain = new Domain('Other');
    @domain.aggregate
    class Article extends Aggregate<Article, Sku> {
      @field.custom(sku, { required: true, identifier: true }) sku!: Sku;
      @field.integer({ default: 0 }) count!: Defaulted<number>;
    }
    await domain.init();
    const all = domain.repositoryFor(Article);
    await all.add(new Article({ sku: new Sku('a') }));

    await domain.unitOfWork(async () => {
      const one = await all.get(new Sku('a'));
      expect(await all.get(new Sku('a'))).toBe(one);
      expect(await all.getMany([new Sku('a'), new Sku('a')])).toEqual([one, one]);
      expect((await all.find({ count: 0 }))[0]).toBe(one);
    });
  });

  test('works with identities of other names and types', async () => {
    const domain = new Domain('Other', { identity: 'integer' });
    @domain.aggregate
    class Numbered extends Aggregate<Numbered, number> {
      @field.integer({ required: true, identifier: true }) number!: number;
      @field.auto({ increment: true }) row?: number;
    }
    await domain.init();
    const all = domain.repositoryFor(Numbered);

    await all.add(new Numbered({ number: 7 }), new Numbered({ number: 8 }));

    expect((await all.get(7)).row).toBe(1);
    expect((await all.getMany([8, 7])).map(({ number }) => number)).toEqual([8, 7]);
    await domain.close();
  });
});
