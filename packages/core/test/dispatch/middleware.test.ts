import { describe, expect, test } from '@jest/globals';
import { handle, type InitOptions, type Middleware, type MiddlewareContext } from '@domainry/core';
import { newBank, newLog, withAccount } from './bank.js';

describe('middleware', () => {
  test('runs around commands, queries and events, the first of the list outermost', async () => {
    const made = newBank();
    const { bank, probe, Account, Withdrawn, Withdraw, BalanceOf } = made;
    @bank.eventHandler(Account)
    class Watch {
      @handle(Withdrawn) see(): void {
        probe.log.push('Watch.see');
      }
    }
    expect(Watch).toBeDefined();
    const around = (name: string, ...kinds: Middleware['around']): Middleware => ({
      name,
      around: kinds,
      async handle({ kind, handler }, next) {
        probe.log.push(`${name} ${kind} ${handler}`);
        const result = await next();
        probe.log.push(`${name} ${String(result)}`);
        return result;
      },
    });
    await withAccount(made, {
      middleware: [around('all', 'command', 'query', 'event'), around('commands', 'command')],
    });

    await bank.process(new Withdraw({ accountId: 'a', amount: 1 }));
    await bank.ask(new BalanceOf({ accountId: 'a' }));

    expect(probe.log).toEqual([
      'all command AccountCommands.withdraw',
      'commands command AccountCommands.withdraw',
      'commands 99',
      'all 99',
      'all event Watch.see',
      'Watch.see',
      'all undefined',
      'all query Balances.balanceOf',
      'all 99',
    ]);
  });

  test('is given the message and what is known of it', async () => {
    const made = newBank();
    let seen: MiddlewareContext | undefined;
    const { bank, Withdraw } = await withAccount(made, {
      middleware: [
        {
          name: 'look',
          around: ['command'],
          handle: (context, next) => {
            seen = context;
            return next();
          },
        },
      ],
    });
    const command = new Withdraw({ accountId: 'a', amount: 1 });

    await bank.process(command, { correlationId: 'c' });

    expect(seen).toMatchObject({ message: command, metadata: { correlationId: 'c' } });
    expect(seen!.signal.aborted).toBe(false);
  });

  test('may give a result of its own, so that nothing is handled', async () => {
    const made = newBank();
    made.probe.onWithdraw = () => made.probe.log.push('handled');
    const { bank, probe, Withdraw } = await withAccount(made, {
      middleware: [
        {
          name: 'cache',
          around: ['command'],
          handle: async ({ message }, next) => (message instanceof made.Withdraw ? 7 : next()),
        },
      ],
    });

    expect(await bank.processWithReport(new Withdraw({ accountId: 'a', amount: 1 }))).toMatchObject({
      result: 7,
      attempts: 0,
      events: [],
    });
    expect(probe.log).toEqual([]);
  });

  test('that calls next a second time is refused, and the command is not handled twice', async () => {
    const made = newBank();
    made.probe.onWithdraw = () => made.probe.log.push('handled');
    const { bank, probe, Withdraw, BalanceOf } = await withAccount(made, {
      middleware: [
        {
          name: 'twice',
          around: ['command'],
          handle: async ({ message }, next) => {
            await next();
            return message instanceof made.Withdraw ? next() : undefined;
          },
        },
      ],
    });

    await expect(bank.process(new Withdraw({ accountId: 'a', amount: 1 }))).rejects.toMatchObject({
      code: 'NEXT_CALLED_TWICE',
      details: { middleware: 'twice', handler: 'AccountCommands.withdraw' },
    });
    expect(probe.log).toEqual(['handled']);
    expect(await bank.ask(new BalanceOf({ accountId: 'a' }))).toBe(99);
  });

  test('that fails after a command is done takes nothing back, and its events are delivered', async () => {
    const made = newBank();
    const { bank, probe, Account, Withdrawn, Withdraw, BalanceOf } = made;
    @bank.eventHandler(Account)
    class Watch {
      @handle(Withdrawn) see(): void {
        probe.log.push('seen');
      }
    }
    expect(Watch).toBeDefined();
    await withAccount(made, {
      middleware: [
        {
          name: 'late',
          around: ['command'],
          handle: async ({ message }, next) => {
            const result = await next();
            if (message instanceof Withdraw) throw new Error('late');
            return result;
          },
        },
      ],
    });

    await expect(bank.process(new Withdraw({ accountId: 'a', amount: 1 }))).rejects.toThrow('late');
    expect(probe.log).toEqual(['seen']);
    expect(await bank.ask(new BalanceOf({ accountId: 'a' }))).toBe(99);
  });

  test('that fails after an event is handled does not have it handled again', async () => {
    const made = newBank();
    const { bank, probe, Account, Withdrawn, Withdraw } = made;
    @bank.eventHandler(Account, { retry: { delay: 0 } })
    class Watch {
      @handle(Withdrawn) see(): void {
        probe.log.push('seen');
      }
    }
    expect(Watch).toBeDefined();
    const log = newLog();
    const late: Middleware = {
      name: 'late',
      around: ['event'],
      handle: async (_context, next) => {
        await next();
        throw new Error('late');
      },
    };
    await withAccount(made, { logger: log, middleware: [late] });

    const { deliveries } = await bank.processWithReport(new Withdraw({ accountId: 'a', amount: 1 }));

    expect(probe.log).toEqual(['seen']);
    expect(deliveries).toMatchObject([{ outcome: 'handled' }]);
    expect(bank.deadLetters.list()).toEqual([]);
    expect(log.lines).toEqual([expect.stringContaining('what came after that failed')]);
  });
});

describe('options of init that are wrong are refused:', () => {
  const pass: Middleware = { name: 'a', around: ['command'], handle: (_context, next) => next() };

  test.each<[string, object, string]>([
    ['middleware of one name', { middleware: [pass, pass] }, 'two are named a'],
    ['middleware around nothing', { middleware: [{ ...pass, around: [] }] }, 'around to be an array of'],
    [
      'middleware around the unknown',
      { middleware: [{ ...pass, around: ['unit'] }] },
      'command, query, event',
    ],
    ['middleware without a function', { middleware: [{ ...pass, handle: 3 }] }, 'handle to be a function'],
    [
      'middleware with something unknown',
      { middleware: [{ ...pass, order: 1 }] },
      'without the unknown order',
    ],
    ['middleware without a name', { middleware: [{ ...pass, name: '' }] }, 'middleware with a name'],
    ['no list of middleware', { middleware: pass }, 'an array of'],
    ['an unknown enricher', { enrich: { comand: () => ({}) } }, 'did you mean command?'],
    ['an enricher that is no function', { enrich: { event: 3 } }, 'each a function'],
    ['half a logger', { logger: { info: () => undefined } }, 'the methods debug, info, warn and error'],
    ['a retry of no kind', { retry: { attempts: 0 } }, '{ attempts: 5'],
    ['a timeout of no length', { commandTimeout: -1 }, 'a number of milliseconds'],
    ['a container that cannot be asked', { resolve: {} }, 'a function'],
    ['a broker that is none', { brokers: { default: {} } }, 'is no adapter'],
  ])('%s', async (_name, options, message) => {
    await expect(newBank().bank.init(options as InitOptions)).rejects.toMatchObject({
      code: 'CONFIGURATION_INVALID',
      message: expect.stringContaining(message),
    });
  });
});

describe('enrichers', () => {
  test('add to what is known of commands and events, and may change aggregates', async () => {
    const made = newBank();
    const { bank, probe, Account, Withdrawn, Withdraw } = made;
    const seen: unknown[] = [];
    @bank.eventHandler(Account)
    class Watch {
      @handle(Withdrawn) see(_event: object, { message }: { message: { extensions: object } }): void {
        seen.push(message.extensions);
      }
    }
    expect(Watch).toBeDefined();
    probe.onWithdraw = ({ message }) => seen.push(message.extensions);
    await withAccount(made, {
      enrich: {
        command: [() => ({ user: 'ann', step: 1 }), () => ({ step: 2 })],
        event: (_event, aggregate) => ({ owner: String((aggregate as { id: unknown }).id) }),
        aggregate: (aggregate) => {
          if (aggregate instanceof Account) aggregate.owner = 'Bob';
        },
      },
    });

    await bank.process(new Withdraw({ accountId: 'a', amount: 1 }));

    expect(seen).toEqual([{ user: 'ann', step: 2 }, { owner: 'a' }]);
    expect((await bank.repositoryFor(Account).get('a')).owner).toBe('Bob');
  });

  test('refuse a command by throwing, and cannot take names of the framework', async () => {
    const made = newBank();
    const { bank, probe, Withdraw } = made;
    let enrich: () => object = () => ({});
    await withAccount(made, { enrich: { command: () => enrich() as never } });
    probe.onWithdraw = () => probe.log.push('handled');

    enrich = () => {
      throw new Error('who are you?');
    };
    await expect(bank.process(new Withdraw({ accountId: 'a', amount: 1 }))).rejects.toThrow('who are you?');
    enrich = () => ({ _own: 1 });
    await expect(bank.process(new Withdraw({ accountId: 'a', amount: 1 }))).rejects.toMatchObject({
      code: 'EXTENSION_REFUSED',
    });
    expect(probe.log).toEqual([]);
  });
});
