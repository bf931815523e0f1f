import { describe, expect, test } from '@jest/globals';
import { Command, Domain, DomainryError, handle, type MessageMetadata } from '@domainry/core';
import { newBank, newGate, withAccount } from './bank.js';

describe('process', () => {
  test('handles a command in a unit of work, and gives what it results in', async () => {
    const { bank, Withdraw, Account } = await withAccount(newBank());

    const balance = await bank.process(new Withdraw({ accountId: 'a', amount: 30 }));

    expect(balance).toBe(70);
    expect((await bank.repositoryFor(Account).get('a')).balance).toBe(70);
  });

  test('tells what became durable', async () => {
    const { bank, Withdraw } = await withAccount(newBank());

    const report = await bank.processWithReport(new Withdraw({ accountId: 'a', amount: 30 }));

    expect(report).toMatchObject({ result: 70, attempts: 1, isReplay: false, deliveries: [] });
    expect(report.events).toEqual([
      expect.objectContaining({ type: 'Banking.Withdrawn.v1', stream: 'Account-a', version: 1, position: 2 }),
    ]);
  });

  test('changes nothing when the handler fails, and gives its error as it is', async () => {
    const { bank, probe, Withdraw, BalanceOf } = await withAccount(newBank());
    const error = new Error('no connection');
    probe.onWithdrawn = () => {
      throw error;
    };

    await expect(bank.process(new Withdraw({ accountId: 'a', amount: 30 }))).rejects.toBe(error);

    expect(await bank.ask(new BalanceOf({ accountId: 'a' }))).toBe(100);
  });

  test('refuses a command that nothing handles', async () => {
    const { bank, Forgotten } = await withAccount(newBank());

    await expect(bank.process(new Forgotten())).rejects.toMatchObject({
      code: 'COMMAND_UNHANDLED',
      message: expect.stringContaining('@handle(Forgotten) in a command handler of Account'),
    });
  });

  test('refuses what is no command of the domain', async () => {
    const { bank, BalanceOf } = await withAccount(newBank());
    const other = newBank();

    for (const given of [new BalanceOf({ accountId: 'a' }), new other.Forgotten(), {}, null, 'Withdraw']) {
      await expect(bank.process(given as never)).rejects.toMatchObject({ code: 'MESSAGE_FOREIGN' });
    }
  });

  test('says what it was given in place of a command, and what to do with that', async () => {
    const { bank, BalanceOf, Withdraw, Account } = await withAccount(newBank());
    const copy = newBank();
    const shop = new Domain('Shop');
    @shop.command()
    class Order extends Command<Order> {}
    class Stray {}
    const refusalOf = async (given: unknown): Promise<string> =>
      bank.process(given as never).catch(({ message }: Error) => message);
    const decorate = 'Give an instance of a class decorated with @domain.command of this domain.';
    const told: readonly (readonly [unknown, string])[] = [
      [Withdraw, 'the class Withdraw. Construct it: new Withdraw({ … }).'],
      [new BalanceOf({ accountId: 'a' }), 'BalanceOf, a query. Give it to Banking.ask().'],
      [Account.open('x', 1), `Account, an aggregate. ${decorate}`],
      [
        new Order({}),
        'Order, which is registered with Shop. Give it to Shop.process(), or declare a command of Banking.',
      ],
      [
        new copy.Forgotten(),
        'Forgotten, which is registered with another domain named Banking. Import both from the same module: it was registered with a fork, or with a second copy of its module.',
      ],
      [new Stray(), `an instance of Stray. ${decorate}`],
      [{ accountId: 'a' }, `an object. ${decorate}`],
      [Object.create(null), `an object. ${decorate}`],
      ['Withdraw', `"Withdraw". ${decorate}`],
      [undefined, `nothing. ${decorate}`],
    ];

    for (const [given, ending] of told)
      expect(await refusalOf(given)).toBe(
        `Banking.process(): expected a command of Banking, received ${ending}`,
      );
  });

  test('is refused before init and after close', async () => {
    const { bank, Withdraw } = newBank();
    const command = new Withdraw({ accountId: 'a', amount: 1 });

    await expect(bank.process(command)).rejects.toMatchObject({ code: 'NOT_INITIALISED' });
    await bank.init();
    await bank.close();
    await expect(bank.process(command)).rejects.toMatchObject({ code: 'NOT_INITIALISED' });
  });

  test('inside a handler is a part of the same unit of work, with the lineage of the command around it', async () => {
    const { bank, probe, Open, Withdraw, Account } = await withAccount(newBank());
    const seen: MessageMetadata[] = [];
    probe.onWithdraw = async ({ message, process }) => {
      seen.push(message);
      if (message.causationId === undefined) {
        await process(new Open({ accountId: 'b' }));
        await process(new Withdraw({ accountId: 'b', amount: 1 }));
      }
    };
    probe.onWithdrawn = ({ message }) => {
      if (message.causationId === undefined) throw new Error('after all');
    };

    await expect(bank.process(new Withdraw({ accountId: 'a', amount: 1 }))).rejects.toThrow('after all');

    expect(await bank.repositoryFor(Account).has('b')).toBe(false);
    const [outer, inner] = seen;
    expect(inner).toMatchObject({ causationId: outer!.id, correlationId: outer!.id });
  });

  test('inside a handler dooms the whole when it fails and nobody lets its error through', async () => {
    const { bank, probe, Withdraw, BalanceOf } = await withAccount(newBank());
    probe.onWithdraw = async ({ message, process }) => {
      if (message.causationId === undefined) {
        await process(new Withdraw({ accountId: 'nobody', amount: 1 })).catch(() => undefined);
      }
    };

    await expect(bank.process(new Withdraw({ accountId: 'a', amount: 1 }))).rejects.toMatchObject({
      code: 'UNIT_DOOMED',
    });
    expect(await bank.ask(new BalanceOf({ accountId: 'a' }))).toBe(100);
  });

  test('gives commands identities of their own, whatever their target', async () => {
    const { bank, Withdraw } = await withAccount(newBank());
    const command = new Withdraw({ accountId: 'a', amount: 1 });

    const ids = [await bank.processWithReport(command), await bank.processWithReport(command)].map(
      ({ id }) => id,
    );

    expect(new Set(ids).size).toBe(2);
  });

  test('passes on what its sender says of the command', async () => {
    const { bank, probe, Withdraw } = await withAccount(newBank());
    let seen: MessageMetadata | undefined;
    probe.onWithdraw = ({ message }) => {
      seen = message;
    };

    await bank
      .process(new Withdraw({ accountId: 'a', amount: 1 }), {
        correlationId: 'order-7',
        priority: 5,
        tenant: 'acme',
        timeout: 60_000,
      })
      .catch(() => undefined);

    expect(seen).toMatchObject({
      type: 'Banking.Withdraw.v1',
      kind: 'command',
      stream: 'Account-a',
      correlationId: 'order-7',
      priority: 5,
      tenant: 'acme',
    });
    expect(seen!.deadline!.getTime()).toBe(seen!.time.getTime() + 60_000);
  });
});

describe('a version that the sender saw', () => {
  test('lets the command through as long as it is the version', async () => {
    const { bank, Withdraw } = await withAccount(newBank());

    await expect(
      bank.process(new Withdraw({ accountId: 'a', amount: 1 }), { expectedVersion: 0 }),
    ).resolves.toBe(99);
    await expect(
      bank.process(new Withdraw({ accountId: 'a', amount: 1 }), { expectedVersion: 0 }),
    ).rejects.toMatchObject({
      code: 'COMMAND_OUTDATED',
      details: { command: 'Withdraw', aggregate: 'Account a', expected: 0, actual: 1 },
    });
  });

  test('of −1 says that there was none', async () => {
    const { bank, Open } = await withAccount(newBank());

    await expect(bank.process(new Open({ accountId: 'b' }), { expectedVersion: -1 })).resolves.toBe('b');
    await expect(bank.process(new Open({ accountId: 'b' }), { expectedVersion: -1 })).rejects.toMatchObject({
      code: 'COMMAND_OUTDATED',
    });
  });

  test('is refused for a command that does not say whose version it is', async () => {
    const { bank, Account } = newBank();
    @bank.command(Account)
    class Audit extends Command<Audit> {}
    @bank.commandHandler(Account)
    class Audits {
      @handle(Audit) audit(): void {}
    }
    await bank.init();

    expect(Audits).toBeDefined();
    await expect(bank.process(new Audit(), { expectedVersion: 1 })).rejects.toMatchObject({
      code: 'COMMAND_UNTARGETED',
    });
  });
});

describe('a deadline', () => {
  test('that has passed refuses the command', async () => {
    const { bank, Withdraw } = await withAccount(newBank());

    await expect(
      bank.process(new Withdraw({ accountId: 'a', amount: 1 }), { deadline: new Date(0) }),
    ).rejects.toMatchObject({ code: 'COMMAND_EXPIRED', details: { deadline: '1970-01-01T00:00:00.000Z' } });
  });

  test('is inherited by what follows, goes before the option of the handler, and is not given twice', async () => {
    const { bank, probe, Withdraw } = await withAccount(newBank(), { commandTimeout: 5000 });
    const seen: (Date | undefined)[] = [];
    probe.onWithdraw = async ({ message, process }) => {
      seen.push(message.deadline);
      if (message.causationId === undefined) await process(new Withdraw({ accountId: 'a', amount: 1 }));
    };
    const deadline = new Date(Date.now() + 60_000);

    await bank.process(new Withdraw({ accountId: 'a', amount: 1 }), { deadline });

    expect(seen).toEqual([deadline, deadline]);
    await expect(
      bank.process(new Withdraw({ accountId: 'a', amount: 1 }), { deadline, timeout: 1 }),
    ).rejects.toMatchObject({ code: 'CONFIGURATION_INVALID' });
  });

  test('aborts the signal of the handler when it passes', async () => {
    const { bank, probe, Withdraw } = await withAccount(newBank());
    probe.onWithdraw = ({ signal }) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      });

    await expect(
      bank.process(new Withdraw({ accountId: 'a', amount: 1 }), { timeout: 5 }),
    ).rejects.toMatchObject({ code: 'COMMAND_EXPIRED' });
  });
});

describe('the signal of a caller', () => {
  test('refuses the command when it is aborted before', async () => {
    const { bank, probe, Withdraw } = await withAccount(newBank());
    probe.onWithdraw = () => probe.log.push('handled');

    await expect(
      bank.process(new Withdraw({ accountId: 'a', amount: 1 }), {
        signal: AbortSignal.abort(new Error('gone')),
      }),
    ).rejects.toThrow('gone');
    expect(probe.log).toEqual([]);
  });

  test('reaches the handler', async () => {
    const { bank, probe, Withdraw } = await withAccount(newBank());
    const controller = new AbortController();
    const begun = newGate();
    probe.onWithdraw = ({ signal }) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
        begun.open();
      });

    const processed = bank.process(new Withdraw({ accountId: 'a', amount: 1 }), {
      signal: controller.signal,
    });
    await begun.opened;
    controller.abort(new Error('gone'));

    await expect(processed).rejects.toThrow('gone');
  });
});

describe('a handler', () => {
  test('that needs what nothing gives is reported at init', async () => {
    const bank = new Domain('Bank');
    class Needy {
      constructor(readonly mailer: object) {}
    }
    bank.register(Needy, { kind: 'eventHandler' });

    await expect(bank.init()).rejects.toMatchObject({
      code: 'HANDLER_UNRESOLVED',
      message: expect.stringContaining('init({ resolve: (cls) => container.get(cls) })'),
    });
  });

  test('is made for each message, by the container if there is one', async () => {
    const made = newBank();
    const asked: string[] = [];
    const { bank, Withdraw } = await withAccount(made, {
      resolve: (cls) => {
        asked.push(cls.name);
        return new (cls as unknown as new () => never)();
      },
    });

    await bank.process(new Withdraw({ accountId: 'a', amount: 1 }));

    expect(asked).toEqual(['AccountCommands', 'AccountCommands']);
  });

  test('is named when the container gives something else', async () => {
    const { bank, Withdraw } = newBank();
    await bank.init({ resolve: () => ({}) as never });

    const error: unknown = await bank
      .process(new Withdraw({ accountId: 'a', amount: 1 }))
      .catch((thrown) => thrown);

    expect(DomainryError.is(error, 'HANDLER_UNRESOLVED')).toBe(true);
    expect((error as Error).message).toContain('gave no AccountCommands');
  });
});
