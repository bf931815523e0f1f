import { describe, expect, test } from '@jest/globals';
import { Query, read, type QueryContext } from '@domainry/core';
import { newBank, withAccount } from './bank.js';

describe('ask', () => {
  test('gives the answer of the method that reads the query', async () => {
    const { bank, BalanceOf } = await withAccount(newBank());

    expect(await bank.ask(new BalanceOf({ accountId: 'a' }))).toBe(100);
  });

  test('sees what was committed, also inside a unit of work', async () => {
    const { bank, probe, Withdraw, BalanceOf } = await withAccount(newBank());
    let seen: number | undefined;
    probe.onWithdrawn = async ({ ask }) => {
      seen = await ask(new BalanceOf({ accountId: 'a' }));
    };

    await bank.process(new Withdraw({ accountId: 'a', amount: 10 }));

    expect(seen).toBe(100);
  });

  test('refuses a query that nothing answers, and what is no query', async () => {
    const { bank, Withdraw } = newBank();
    @bank.query
    class Lost extends Query<Lost, string> {}
    await bank.init();

    await expect(bank.ask(new Lost())).rejects.toMatchObject({
      code: 'QUERY_UNHANDLED',
      message: expect.stringContaining('@read(Lost)'),
    });
    await expect(bank.ask(new Withdraw({ accountId: 'a', amount: 1 }) as never)).rejects.toMatchObject({
      code: 'MESSAGE_FOREIGN',
      message:
        'Banking.ask(): expected a query of Banking, received Withdraw, a command. Give it to Banking.process().',
      details: { domain: 'Banking', given: 'Withdraw, a command' },
    });
  });

  test('leaves an error of the handler as it is, and the unit of work around it whole', async () => {
    const { bank, probe, Withdraw, BalanceOf } = await withAccount(newBank());
    probe.onWithdraw = async ({ ask }) => {
      await expect(ask(new BalanceOf({ accountId: 'nobody' }))).rejects.toMatchObject({
        code: 'AGGREGATE_NOT_FOUND',
      });
    };

    expect(await bank.process(new Withdraw({ accountId: 'a', amount: 10 }))).toBe(90);
  });
});

describe('a query that', () => {
  function newMeddler(meddle: (made: ReturnType<typeof newBank>, context: QueryContext) => Promise<unknown>) {
    const made = newBank();
    const { bank } = made;
    @bank.query
    class Meddle extends Query<Meddle, unknown> {}
    @bank.queryHandler()
    class Meddler {
      @read(Meddle) meddle(_query: object, context: QueryContext): Promise<unknown> {
        return meddle(made, context);
      }
    }
    expect(Meddler).toBeDefined();
    return { ...made, Meddle };
  }

  test.each<[string, Parameters<typeof newMeddler>[0]]>([
    [
      'hands something to a repository',
      ({ Account }, { repository }) => repository(Account).add(Account.open('b', 1)),
    ],
    ['processes a command', ({ bank, Open }) => bank.process(new Open({ accountId: 'b' }))],
    [
      'has a command processed later',
      ({ bank, Open }) => bank.process(new Open({ accountId: 'b' }), { asynchronous: true }),
    ],
  ])('%s is refused, and nothing is changed', async (_name, meddle) => {
    const made = newMeddler(meddle);
    const { bank, Meddle, Account } = made;
    await withAccount(made);

    await expect(bank.ask(new Meddle())).rejects.toMatchObject({ code: 'QUERY_WRITES' });
    await bank.settled();
    expect(await bank.repositoryFor(Account).has('b')).toBe(false);
  });

  test('changes an aggregate without saving it is refused as well', async () => {
    const made = newMeddler(async ({ Account }, { repository }) => {
      (await repository(Account).get('a')).withdraw(1);
    });
    await withAccount(made);

    await expect(made.bank.ask(new made.Meddle())).rejects.toMatchObject({ code: 'AGGREGATE_FORGOTTEN' });
  });
});
