import { describe, expect, test } from '@jest/globals';
import { Aggregate, Domain, versionOf } from '@domainry/core';
import { memory } from '../../src/adapters/memory/memory.js';
import { newBank, observed, refusalOf } from './bank.js';

describe('a unit of work', () => {
  test('knows each aggregate once, however it is asked for', async () => {
    const { bank, accounts, open } = await newBank();
    await open('1');
    await open('2');

    await bank.unitOfWork(async () => {
      const [one, other] = await Promise.all([accounts.get('1'), accounts.get('1')]);
      const many = await accounts.getMany(['2', '1']);

      expect(other).toBe(one);
      expect(many[1]).toBe(one);
      expect(await accounts.getOrNull('2')).toBe(many[0]);
    });
  });

  test('tells aggregates of two classes with one identity apart', async () => {
    const { bank, accounts, open, Customer } = await newBank();
    await open('1');
    const customers = bank.repositoryFor(Customer);

    await bank.unitOfWork(async () => {
      const account = await accounts.get('1');
      const customer = new Customer({ id: '1', name: 'Ada' });
      account.deposit(1);
      await customers.add(customer);
      await accounts.add(account);

      expect(await customers.get('1')).toBe(customer);
      expect(await accounts.get('1')).toBe(account);
    });

    expect((await accounts.get('1')).balance).toBe(101);
    expect((await customers.get('1')).name).toBe('Ada');
  });

  test('gives back what was added to it and is not stored yet', async () => {
    const { bank, accounts, Account } = await newBank();

    await bank.unitOfWork(async () => {
      const account = new Account({ id: 'new', iban: 'x', balance: 0 });
      await accounts.add(account);

      expect(await accounts.get('new')).toBe(account);
      expect(await accounts.has('new')).toBe(true);
    });
  });

  test('shows nobody else what it has not committed', async () => {
    const { bank, accounts, open, Account } = await newBank();
    await open('1');
    const balanceOf = async (): Promise<number> => (await accounts.get('1')).balance;
    let look = (): void => undefined;
    // Begun outside, so it is no part of the unit.
    const seenOutside = new Promise<void>((resolve) => (look = resolve)).then(balanceOf);

    await bank.unitOfWork(async ({ repository }) => {
      const account = await repository(Account).get('1');
      account.deposit(1);
      await repository(Account).add(account);
      look();
      expect(await seenOutside).toBe(100);
      expect(await balanceOf()).toBe(101);
    });

    expect(await balanceOf()).toBe(101);
  });

  test('saves an aggregate as it is at the end, and advances its version once', async () => {
    const { bank, accounts, open } = await newBank();
    await open('1');

    await bank.unitOfWork(async () => {
      const account = await accounts.get('1');
      account.deposit(1);
      await accounts.add(account);
      account.deposit(2);
      await accounts.add(account);
      account.deposit(4);
      expect(versionOf(account)).toBe(0);
    });

    const stored = await accounts.get('1');
    expect(stored.balance).toBe(107);
    expect(versionOf(stored)).toBe(1);
  });

  test('refuses to commit when an aggregate was changed and not added, and names it', async () => {
    const { bank, accounts, open, database } = await newBank();
    await open('1');
    await open('2');

    const error = await refusalOf(
      bank.unitOfWork(async () => {
        const [one, two] = await accounts.getMany(['1', '2']);
        one!.deposit(1);
        two!.deposit(1);
        await accounts.add(two!);
      }),
    );

    expect(error).toMatchObject({ code: 'AGGREGATE_FORGOTTEN', details: { aggregates: ['Account 1'] } });
    expect((await accounts.get('2')).balance).toBe(100);
    expect(await database().events.lastPosition()).toBe(0);
  });

  test('lets aggregates be that were only read, or changed in vain', async () => {
    const { bank, accounts, open } = await newBank();
    await open('1');

    await bank.unitOfWork(async () => {
      const account = await accounts.get('1');
      expect(() => account.deposit(-500)).toThrow('The balance is not negative');
    });

    expect(versionOf(await accounts.get('1'))).toBe(0);
  });

  test('refuses a second object for an aggregate it knows', async () => {
    const { bank, accounts, open } = await newBank();
    const outside = await open('1');

    const error = await refusalOf(
      bank.unitOfWork(async () => {
        await accounts.get('1');
        outside.deposit(1);
        await accounts.add(outside);
      }),
    );

    expect(error.code).toBe('AGGREGATE_TWICE');
  });

  test('saves what was loaded before it', async () => {
    const { bank, accounts, open } = await newBank();
    const outside = await open('1');
    outside.deposit(1);

    await bank.unitOfWork(() => accounts.add(outside));

    expect((await accounts.get('1')).balance).toBe(101);
    expect(versionOf(outside)).toBe(1);
  });

  test('finds nothing that it removes', async () => {
    const { bank, accounts, open } = await newBank();
    await open('1');

    await bank.unitOfWork(async () => {
      await accounts.remove(await accounts.get('1'));
      expect(await accounts.getOrNull('1')).toBeNull();
      expect(await accounts.has('1')).toBe(false);
      expect((await refusalOf(accounts.getMany(['1']))).code).toBe('AGGREGATE_NOT_FOUND');
    });

    expect(await accounts.has('1')).toBe(false);
  });

  test('drops what it added and removes again', async () => {
    const { bank, accounts, Account, database } = await newBank();

    await bank.unitOfWork(async () => {
      const account = new Account({ id: '1', iban: 'x', balance: 0 });
      account.deposit(1);
      await accounts.add(account);
      await accounts.remove(account);
    });

    expect(await accounts.has('1')).toBe(false);
    expect(await database().events.lastPosition()).toBe(0);
  });

  test('gives what its function gives', async () => {
    const { bank } = await newBank();

    expect(await bank.unitOfWork(() => 7)).toBe(7);
    expect(await bank.unitOfWork(async () => 'x')).toBe('x');
  });

  test('makes the function inside another one a part of that one', async () => {
    const { bank, accounts, open } = await newBank();
    await open('1');

    await bank.unitOfWork(async () => {
      const account = await accounts.get('1');
      await bank.unitOfWork(async () => {
        expect(await accounts.get('1')).toBe(account);
        account.deposit(1);
        await accounts.add(account);
      });
      account.deposit(2);
    });

    expect((await accounts.get('1')).balance).toBe(103);
    expect(versionOf(await accounts.get('1'))).toBe(1);
  });

  test('saves nothing when a part failed, even if its error was caught', async () => {
    const { bank, accounts, open } = await newBank();
    await open('1');
    const cause = new Error('no luck');

    const error = await refusalOf(
      bank.unitOfWork(async () => {
        const account = await accounts.get('1');
        account.deposit(1);
        await accounts.add(account);
        await bank
          .unitOfWork(() => {
            throw cause;
          })
          .catch(() => undefined);
      }),
    );

    expect(error).toMatchObject({ code: 'UNIT_DOOMED', cause });
    expect((await accounts.get('1')).balance).toBe(100);
  });

  test('goes on after a refused call that changed nothing', async () => {
    const { bank, accounts, open } = await newBank();
    await open('1');

    await bank.unitOfWork(async () => {
      expect((await refusalOf(accounts.get('9'))).code).toBe('AGGREGATE_NOT_FOUND');
      expect((await refusalOf(accounts.add(null as never))).code).toBe('WRONG_AGGREGATE');
      const account = await accounts.get('1');
      account.deposit(1);
      await accounts.add(account);
    });

    expect((await accounts.get('1')).balance).toBe(101);
  });

  test('saves several together or not at all, even if their refusal was caught', async () => {
    const { bank, accounts, open, Account } = await newBank();
    const second = await open('1');

    const error = await refusalOf(
      bank.unitOfWork(async () => {
        await accounts.get('1');
        const first = new Account({ id: '2', iban: 'x', balance: 0 });
        expect((await refusalOf(accounts.add(first, second))).code).toBe('AGGREGATE_TWICE');
      }),
    );

    expect(error.code).toBe('UNIT_DOOMED');
    expect(await accounts.has('2')).toBe(false);
  });

  test('refuses to be used after it ended', async () => {
    const { bank, accounts, open } = await newBank();
    await open('1');
    let late: Promise<unknown> = Promise.resolve();
    let resume = (): void => undefined;
    const gate = new Promise<void>((resolve) => (resume = resolve));

    await bank.unitOfWork(() => {
      late = gate.then(() => accounts.get('1'));
    });
    resume();

    expect((await refusalOf(late)).code).toBe('UNIT_ENDED');
    expect((await accounts.get('1')).balance).toBe(100);
  });

  test('writes to one database only', async () => {
    const domain = new Domain('Two');
    @domain.aggregate
    class Here extends Aggregate<Here> {}
    @domain.aggregate({ database: 'archive' })
    class There extends Aggregate<There> {}
    const one = observed(memory());
    await domain.init({ databases: { default: one.adapter, archive: memory() } });

    const error = await refusalOf(
      domain.unitOfWork(async ({ repository }) => {
        await repository(Here).add(new Here({ id: '1' }));
        await repository(There).add(new There({ id: '1' }));
      }),
    );
    await domain.repositoryFor(There).add(new There({ id: '2' }));

    expect(error).toMatchObject({
      code: 'TWO_DATABASES',
      message:
        'This unit of work writes Here to the database default and There to archive, which cannot be committed together: nothing was saved. Write to one, and let a handler of its events write to the other; or keep both in one database.',
      details: { databases: ['default', 'archive'], writers: ['Here', 'There'] },
    });
    expect(await domain.repositoryFor(Here).has('1')).toBe(false);
    expect(await domain.repositoryFor(There).has('2')).toBe(true);
    await domain.close();
  });

  test('of one domain is none of another', async () => {
    const one = await newBank();
    const other = await newBank();

    await refusalOf(
      one.bank.unitOfWork(async () => {
        await other.open('1');
        throw new Error('only mine is undone');
      }),
    );

    expect(await other.accounts.has('1')).toBe(true);
  });

  test('writes events beside the state, in order, with their metadata', async () => {
    const { bank, accounts, open, database } = await newBank({ clock: () => new Date(1000) });
    await open('1');

    await bank.unitOfWork(async () => {
      const account = await accounts.get('1');
      account.deposit(1);
      account.deposit(2);
      await accounts.add(account);
      account.deposit(3);
      await accounts.add(account);
    });

    const stored = await database().events.readStream('Account-1', { limit: 10 });
    expect(
      stored.map(({ version, position, type, data, time }) => [version, position, type, data, time]),
    ).toEqual([
      [0, 1, 'Bank.Deposited.v1', '{"amount":1}', 1000],
      [1, 2, 'Bank.Deposited.v1', '{"amount":2}', 1000],
      [2, 3, 'Bank.Deposited.v1', '{"amount":3}', 1000],
    ]);
    const metadata = stored.map((event) => JSON.parse(event.metadata) as Record<string, unknown>);
    expect(metadata.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    expect(metadata.map(({ expectedVersion }) => expectedVersion)).toEqual([0, 0, 0]);
  });
});
