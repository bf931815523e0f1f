import { describe, expect, test } from '@jest/globals';
import { Event, handle, type AnyEvent, type HandlerContext, type MessageMetadata } from '@domainry/core';
import { newBank, newGate, newLog, withAccount } from './bank.js';

describe('an event', () => {
  test('reaches every handler after the commit, in the order of registration and of the source', async () => {
    const made = newBank();
    const { bank, probe, Account, Withdrawn, Withdraw, BalanceOf } = made;
    @bank.eventHandler(Account)
    class First {
      @handle(Withdrawn) one(): void {
        probe.log.push('First.one');
      }
      @handle(Withdrawn) async two(): Promise<void> {
        probe.log.push(`First.two sees ${await bank.ask(new BalanceOf({ accountId: 'a' }))}`);
      }
    }
    @bank.eventHandler()
    class Second {
      @handle(Withdrawn) one(event: AnyEvent): void {
        probe.log.push(`Second.one ${JSON.stringify(event.toDict())}`);
      }
    }
    expect([First, Second]).toHaveLength(2);
    await withAccount(made);

    await bank.process(new Withdraw({ accountId: 'a', amount: 5 }));

    expect(probe.log).toEqual(['First.one', 'First.two sees 95', 'Second.one {"amount":5}']);
  });

  test('of a refused command reaches nobody', async () => {
    const made = newBank();
    const { bank, probe, Account, Withdrawn, Withdraw } = made;
    @bank.eventHandler(Account)
    class Watch {
      @handle(Withdrawn) see(): void {
        probe.log.push('seen');
      }
    }
    expect(Watch).toBeDefined();
    await withAccount(made);
    probe.onWithdrawn = () => {
      throw new Error('no');
    };

    await expect(bank.process(new Withdraw({ accountId: 'a', amount: 5 }))).rejects.toThrow('no');

    expect(probe.log).toEqual([]);
  });

  test('that no other method of a class is marked for goes to the one marked for every event', async () => {
    const made = newBank();
    const { bank, probe, Account, Withdrawn, Withdraw, Open } = made;
    @bank.eventHandler(Account)
    class Audit {
      @handle(Event) any(event: AnyEvent): void {
        probe.log.push(`any ${event.constructor.name}`);
      }
      @handle(Withdrawn) withdrawn(): void {
        probe.log.push('withdrawn');
      }
    }
    expect(Audit).toBeDefined();
    await withAccount(made);

    await bank.process(new Withdraw({ accountId: 'a', amount: 5 }));
    await bank.process(new Open({ accountId: 'b' }));

    expect(probe.log).toEqual(['withdrawn', 'any Opened']);
  });

  test('reaches a handler with a stream of its own only from that stream', async () => {
    const made = newBank();
    const { bank, probe, Withdrawn, Withdraw } = made;
    @bank.eventHandler({ stream: 'Account' })
    class Here {
      @handle(Withdrawn) see(): void {
        probe.log.push('here');
      }
    }
    @bank.eventHandler({ stream: 'Loan' })
    class Elsewhere {
      @handle(Withdrawn) see(): void {
        probe.log.push('elsewhere');
      }
    }
    expect([Here, Elsewhere]).toHaveLength(2);
    await withAccount(made);

    await bank.process(new Withdraw({ accountId: 'a', amount: 5 }));

    expect(probe.log).toEqual(['here']);
  });

  test('reaches a handler that asks where it began only when it follows from there', async () => {
    const made = newBank();
    const { bank, probe, Account, Opened, Withdrawn, Open, Withdraw } = made;
    const noting = (what: string): void => void probe.log.push(what);
    @bank.eventHandler(Account)
    class Fees {
      @handle(Opened) async charge(_event: object, { process }: HandlerContext): Promise<void> {
        await process(new Withdraw({ accountId: 'a', amount: 1 }));
      }
    }
    @bank.eventHandler({ originStream: 'Account' })
    class OfAccounts {
      @handle(Withdrawn) see({ amount }: InstanceType<typeof Withdrawn>): void {
        noting(`followed ${amount}`);
      }
      @handle(Opened) never(): void {
        noting('opened');
      }
    }
    @bank.eventHandler({ originStream: 'Loan' })
    class OfLoans {
      @handle(Withdrawn) see(): void {
        noting('loan');
      }
    }
    expect([Fees, OfAccounts, OfLoans]).toHaveLength(3);
    await bank.init();

    await bank.process(new Open({ accountId: 'a' }));
    await bank.process(new Withdraw({ accountId: 'a', amount: 5 }));

    expect(probe.log).toEqual(['followed 1']);
  });

  test('is delivered before those that its handlers lead to: breadth first', async () => {
    const made = newBank();
    const { bank, probe, Account, Opened, Withdrawn, Withdraw, Open } = made;
    @bank.eventHandler(Account)
    class Chain {
      @handle(Opened) async first(_event: object, { message, process }: HandlerContext): Promise<void> {
        probe.log.push('Chain opened');
        const accountId = message.stream!.slice('Account-'.length);
        await process(new Withdraw({ accountId, amount: 1 }));
      }
      @handle(Withdrawn) second(): void {
        probe.log.push('Chain withdrawn');
      }
    }
    @bank.eventHandler(Account)
    class Late {
      @handle(Opened) opened(): void {
        probe.log.push('Late opened');
      }
    }
    expect([Chain, Late]).toHaveLength(2);
    await bank.init();

    const { deliveries } = await bank.processWithReport(new Open({ accountId: 'a' }));

    expect(probe.log).toEqual(['Chain opened', 'Late opened', 'Chain withdrawn']);
    expect(deliveries.map(({ handler, outcome }) => `${handler} ${outcome}`)).toEqual([
      'Chain.first handled',
      'Late.opened handled',
      'Chain.second handled',
    ]);
  });

  test('of a unit of work outside any command is delivered as well', async () => {
    const made = newBank();
    const { bank, probe, Account, Withdrawn } = made;
    @bank.eventHandler(Account)
    class Watch {
      @handle(Withdrawn) see(_event: object, { message }: HandlerContext): void {
        probe.log.push(`seen, caused by ${message.causationId ?? 'nothing'}`);
      }
    }
    expect(Watch).toBeDefined();
    await withAccount(made);

    await bank.unitOfWork(async ({ repository }) => {
      const account = await repository(Account).get('a');
      account.withdraw(1);
      await repository(Account).add(account);
    });

    expect(probe.log).toEqual(['seen, caused by nothing']);
  });
});

describe('events of one stream', () => {
  test('reach a handler in their order, whoever commits them', async () => {
    const made = newBank();
    const { bank, probe, Account, Withdrawn, Withdraw } = made;
    const gate = newGate();
    @bank.eventHandler(Account)
    class Slow {
      @handle(Withdrawn) async see({ amount }: InstanceType<typeof Withdrawn>): Promise<void> {
        if (amount === 1) await gate.opened;
        probe.log.push(`seen ${amount}`);
      }
    }
    expect(Slow).toBeDefined();
    await withAccount(made);

    const balance = async () => (await bank.repositoryFor(Account).get('a')).balance;
    const first = bank.process(new Withdraw({ accountId: 'a', amount: 1 }));
    while ((await balance()) === 100) await Promise.resolve();
    const second = bank.process(new Withdraw({ accountId: 'a', amount: 2 }));
    while ((await balance()) === 99) await Promise.resolve();
    gate.open();
    await Promise.all([first, second]);

    expect(probe.log).toEqual(['seen 1', 'seen 2']);
  });
});

describe('a handler that fails', () => {
  test('undoes what it did itself, and nothing else: the command has succeeded, siblings are called', async () => {
    const made = newBank();
    const { bank, probe, Account, Withdrawn, Withdraw, Open } = made;
    @bank.eventHandler(Account)
    class Faulty {
      @handle(Withdrawn) async fail(_event: object, { process }: HandlerContext): Promise<void> {
        await process(new Open({ accountId: 'lost' }));
        throw new TypeError('no mail server');
      }
      @handle(Withdrawn) sibling(): void {
        probe.log.push('sibling');
      }
    }
    expect(Faulty).toBeDefined();
    await withAccount(made);

    const report = await bank.processWithReport(new Withdraw({ accountId: 'a', amount: 5 }));

    expect(report).toMatchObject({ result: 95, attempts: 1 });
    expect(report.deliveries).toMatchObject([
      { handler: 'Faulty.fail', outcome: 'parked', attempts: 1, error: new TypeError('no mail server') },
      { handler: 'Faulty.sibling', outcome: 'handled' },
    ]);
    expect(probe.log).toEqual(['sibling']);
    expect(await bank.repositoryFor(Account).has('lost')).toBe(false);
    expect((await bank.repositoryFor(Account).get('a')).balance).toBe(95);
  });

  test.each([
    ['a conflict', () => new Error('VERSION_CONFLICT'), 'VERSION_CONFLICT'],
    ['a ValueError of its own', () => new RangeError('value'), undefined],
  ])('with %s never makes the command run again', async (_name, error, code) => {
    const made = newBank();
    const { bank, probe, Account, Withdrawn, Withdraw } = made;
    @bank.eventHandler(Account)
    class Faulty {
      @handle(Withdrawn) fail(): never {
        throw code === undefined
          ? error()
          : Object.assign(error(), { code, [Symbol.for('domainry.error')]: true });
      }
    }
    expect(Faulty).toBeDefined();
    await withAccount(made, { retry: { delay: 0 } });
    probe.onWithdraw = () => probe.log.push('handled');

    await bank.process(new Withdraw({ accountId: 'a', amount: 5 }));

    expect(probe.log).toEqual(['handled']);
    expect(bank.deadLetters.list()).toMatchObject([{ attempts: code === undefined ? 1 : 4 }]);
  });

  test('is called again as often as it asks for, each time anew', async () => {
    const made = newBank();
    const { bank, probe, Account, Withdrawn, Withdraw } = made;
    @bank.eventHandler(Account, { retry: { attempts: 3, delay: 0 } })
    class Shaky {
      @handle(Withdrawn) shake(_event: object, { attempt }: HandlerContext): void {
        probe.log.push(`attempt ${attempt}`);
        if (attempt < 3) throw new Error('not yet');
      }
      @handle(Withdrawn, { retry: { attempts: 2 } }) never(
        _event: object,
        { attempt }: HandlerContext,
      ): never {
        probe.log.push(`vain ${attempt}`);
        throw new Error('never');
      }
    }
    expect(Shaky).toBeDefined();
    await withAccount(made);

    const { deliveries } = await bank.processWithReport(new Withdraw({ accountId: 'a', amount: 5 }));

    expect(probe.log).toEqual(['attempt 1', 'attempt 2', 'attempt 3', 'vain 1', 'vain 2']);
    expect(deliveries).toMatchObject([
      { outcome: 'handled', attempts: 3 },
      { outcome: 'parked', attempts: 2 },
    ]);
  });

  test('tells the log, and nobody minds when the log fails too', async () => {
    const made = newBank();
    const { bank, Account, Withdrawn, Withdraw } = made;
    @bank.eventHandler(Account)
    class Faulty {
      @handle(Withdrawn) fail(): never {
        throw new Error('no mail server');
      }
    }
    expect(Faulty).toBeDefined();
    const log = newLog();
    await withAccount(made, { logger: log });

    await bank.process(new Withdraw({ accountId: 'a', amount: 5 }));

    expect(log.lines).toEqual([
      expect.stringMatching(
        /^error Faulty\.fail could not handle Banking\.Withdrawn\.v1 .* See deadLetters\.$/,
      ),
    ]);
  });
});

describe('dead letters', () => {
  function newFaultyBank(onFailure: 'park' | 'stop') {
    const made = newBank();
    const { bank, probe, Account, Withdrawn } = made;
    const mail = { works: false };
    @bank.eventHandler(Account, { onFailure })
    class Mails {
      @handle(Withdrawn) send({ amount }: InstanceType<typeof Withdrawn>): void {
        if (!mail.works && amount === 1) throw new Error('no mail server');
        probe.log.push(`sent ${amount}`);
      }
    }
    return { ...made, mail, Mails };
  }

  test('are handled again on request, and gone then', async () => {
    const made = newFaultyBank('park');
    const { bank, probe, mail, Withdraw } = made;
    await withAccount(made);
    await bank.process(new Withdraw({ accountId: 'a', amount: 1 }));
    await bank.process(new Withdraw({ accountId: 'a', amount: 2 }));
    const [letter] = bank.deadLetters.list();

    expect(letter).toMatchObject({ handler: 'Mails.send', attempts: 1, error: new Error('no mail server') });
    expect(await bank.deadLetters.retry(letter!.id)).toBe(false);
    expect(bank.deadLetters.list({ handler: 'Mails.send' })).toMatchObject([{ attempts: 2 }]);
    mail.works = true;
    expect(await bank.deadLetters.retry(letter!.id)).toBe(true);

    expect(probe.log).toEqual(['sent 2', 'sent 1']);
    expect(bank.deadLetters.list()).toEqual([]);
    expect(await bank.deadLetters.retry(letter!.id)).toBe(false);
  });

  test('are given up on request', async () => {
    const made = newFaultyBank('park');
    const { bank, Withdraw } = made;
    await withAccount(made);
    await bank.process(new Withdraw({ accountId: 'a', amount: 1 }));

    expect(await bank.deadLetters.discard(bank.deadLetters.list()[0]!.id)).toBe(true);
    expect(await bank.deadLetters.discard('unknown')).toBe(false);
    expect(bank.deadLetters.list()).toEqual([]);
  });

  test('collect all that a stopped handler misses, and are handled in order when it is resumed', async () => {
    const made = newFaultyBank('stop');
    const { bank, probe, mail, Withdraw } = made;
    await withAccount(made);

    const reports = [];
    for (const amount of [1, 2, 3]) {
      const { deliveries } = await bank.processWithReport(new Withdraw({ accountId: 'a', amount }));
      reports.push(deliveries[0]);
    }

    expect(reports).toMatchObject([
      { outcome: 'stopped', attempts: 1 },
      { outcome: 'waiting', attempts: 0 },
      { outcome: 'waiting', attempts: 0 },
    ]);
    expect(bank.deadLetters.stoppedHandlers).toEqual(['Mails.send']);
    expect(await bank.deadLetters.resume('Mails.send')).toBe(false);
    expect(probe.log).toEqual([]);
    mail.works = true;
    expect(await bank.deadLetters.resume('Mails.send')).toBe(true);
    await bank.process(new Withdraw({ accountId: 'a', amount: 4 }));

    expect(probe.log).toEqual(['sent 1', 'sent 2', 'sent 3', 'sent 4']);
    expect(bank.deadLetters.stoppedHandlers).toEqual([]);
  });

  test('are nothing that two can handle at once', async () => {
    const made = newBank();
    const { bank, probe, Account, Withdrawn, Withdraw } = made;
    const gate = newGate();
    @bank.eventHandler(Account)
    class Mails {
      @handle(Withdrawn) async send(): Promise<void> {
        probe.log.push('tried');
        if (probe.log.length === 1) throw new Error('once');
        await gate.opened;
      }
    }
    expect(Mails).toBeDefined();
    await withAccount(made);
    await bank.process(new Withdraw({ accountId: 'a', amount: 1 }));
    const { id } = bank.deadLetters.list()[0]!;

    const first = bank.deadLetters.retry(id);
    const second = [await bank.deadLetters.retry(id), await bank.deadLetters.discard(id)];
    gate.open();

    expect(second).toEqual([false, false]);
    expect(await first).toBe(true);
    expect(probe.log).toEqual(['tried', 'tried']);
  });
});

describe('lineage', () => {
  /** Who caused whom: command → event → command → event. */
  async function tree(isAsynchronous: boolean): Promise<readonly unknown[]> {
    const made = newBank();
    const { bank, probe, Account, Opened, Withdrawn, Open, Withdraw } = made;
    const seen: [string, MessageMetadata][] = [];
    @bank.eventHandler(Account)
    class Reactions {
      @handle(Opened) async opened(_event: object, { message, process }: HandlerContext): Promise<void> {
        seen.push(['Opened', message]);
        const command = new Withdraw({ accountId: message.stream!.slice('Account-'.length), amount: 1 });
        if (isAsynchronous) await process(command, { asynchronous: true });
        else await process(command);
      }
      @handle(Withdrawn) withdrawn(_event: object, { message }: HandlerContext): void {
        seen.push(['Withdrawn', message]);
      }
    }
    expect(Reactions).toBeDefined();
    probe.onWithdraw = ({ message }) => seen.push(['Withdraw', message]);
    await bank.init();
    const options = { tenant: 'acme', priority: 3 };
    const { id } = isAsynchronous
      ? await bank.process(new Open({ accountId: 'a' }), { ...options, asynchronous: true })
      : await bank.processWithReport(new Open({ accountId: 'a' }), options);
    await bank.settled();
    const names = new Map([[id, 'Open'], ...seen.map(([name, metadata]) => [metadata.id, name] as const)]);
    return seen.map(([name, { causationId, correlationId, originStream, stream, tenant, priority }]) => ({
      name,
      cause: names.get(causationId!),
      correlation: names.get(correlationId),
      originStream,
      stream,
      tenant,
      priority,
    }));
  }

  test('leads from each message to the one it follows from', async () => {
    const all = { correlation: 'Open', stream: 'Account-a', tenant: 'acme', priority: 3 };

    expect(await tree(false)).toEqual([
      { ...all, name: 'Opened', cause: 'Open', originStream: undefined },
      { ...all, name: 'Withdraw', cause: 'Opened', originStream: 'Account-a' },
      { ...all, name: 'Withdrawn', cause: 'Withdraw', originStream: 'Account-a' },
    ]);
  });

  test('is the same when commands are handled later', async () => {
    expect(await tree(true)).toEqual(await tree(false));
  });
});
