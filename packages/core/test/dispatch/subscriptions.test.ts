import { describe, expect, test } from '@jest/globals';
import {
  memoryBroker,
  type BrokerMessage,
  type HandlerContext,
  type MessageMetadata,
  type RetryOptions,
} from '@domainry/core';
import { armFaultPoints } from '@domainry/core/fault-points';
import { newBank, newGate, newLog } from './bank.js';

const paid = (id: string, accountId: string, headers: BrokerMessage['headers'] = {}): BrokerMessage => ({
  id,
  key: accountId,
  body: { accountId },
  headers,
});

describe('a subscriber', () => {
  function newListener(
    receive: (message: BrokerMessage, context: HandlerContext) => unknown,
    retry?: RetryOptions,
  ) {
    const made = newBank();
    const { bank } = made;
    @bank.subscriber({ stream: 'payments', ...(retry === undefined ? {} : { retry }) })
    class Payments {
      async receive(message: BrokerMessage, context: HandlerContext): Promise<void> {
        await receive(message, context);
      }
    }
    return { ...made, Payments };
  }

  test('turns messages of other contexts into commands of its own, with their lineage', async () => {
    let seen: MessageMetadata | undefined;
    const taken = newGate();
    const { bank, Open, Account, probe, Withdraw } = newListener(async ({ body }, { process }) => {
      const { accountId } = body as { accountId: string };
      await process(new Open({ accountId }));
      await process(new Withdraw({ accountId, amount: 1 }));
    });
    probe.onWithdraw = ({ message }) => {
      seen = message;
      taken.open();
    };
    await bank.init();

    await bank.broker().publish('payments', [paid('m1', 'p', { correlationId: 'order-1' })]);
    await taken.opened;
    await bank.settled();

    expect((await bank.repositoryFor(Account).get('p')).balance).toBe(99);
    expect(seen).toMatchObject({ causationId: 'm1', correlationId: 'order-1' });
  });

  test('takes a message once, however often the broker delivers it', async () => {
    const seen: string[] = [];
    const last = newGate();
    const { bank } = newListener(({ id }) => {
      seen.push(id);
      if (id === 'm2') last.open();
    });
    await bank.init();

    await bank.broker().publish('payments', [paid('m1', 'p'), paid('m1', 'p'), paid('m2', 'p')]);
    await last.opened;
    await bank.settled();

    expect(seen).toEqual(['m1', 'm2']);
  });

  test('is given a message again for which it failed, and nothing of the failure stays', async () => {
    const attempts: number[] = [];
    const taken = newGate();
    const { bank, Open, Account } = newListener(async (_message, { attempt, process }) => {
      attempts.push(attempt);
      await process(new Open({ accountId: 'p' }));
      if (attempt < 3) throw new Error('not yet');
      taken.open();
    });
    await bank.init({ logger: newLog(), retry: { delay: 0 } });

    await bank.broker().publish('payments', [paid('m1', 'p')]);
    await taken.opened;
    await bank.settled();

    expect(attempts).toEqual([1, 2, 3]);
    expect(await bank.repositoryFor(Account).has('p')).toBe(true);
  });

  test('that fails for good leaves the message to the dead letters and goes on', async () => {
    const next = newGate();
    let works = false;
    const { bank } = newListener(({ id }) => {
      if (id === 'bad' && !works) throw new Error('unreadable');
      if (id === 'good') next.open();
    });
    await bank.init({ logger: newLog(), retry: { attempts: 2, delay: 0 } });

    await bank.broker().publish('payments', [paid('bad', 'p'), paid('good', 'p')]);
    await next.opened;
    await bank.settled();

    const [letter] = bank.deadLetters.list();
    expect(letter).toMatchObject({ handler: 'Payments.receive', metadata: { id: 'bad' }, attempts: 2 });
    works = true;
    expect(await bank.deadLetters.retry(letter!.id)).toBe(true);
  });

  test('says itself how often it is worth a try, before the domain does', async () => {
    const attempts: number[] = [];
    const next = newGate();
    const { bank } = newListener(
      ({ id }, { attempt }) => {
        if (id === 'good') return next.open();
        attempts.push(attempt);
        throw new Error('unreadable');
      },
      { attempts: 3 },
    );
    await bank.init({ logger: newLog(), retry: { attempts: 9, delay: 0 } });

    await bank.broker().publish('payments', [paid('bad', 'p'), paid('good', 'p')]);
    await next.opened;
    await bank.settled();

    expect(attempts).toEqual([1, 2, 3]);
    expect(bank.deadLetters.list()).toMatchObject([{ metadata: { id: 'bad' }, attempts: 3 }]);
  });

  test('is not given again what fails in a way that another try does not mend, as event handlers are not', async () => {
    const seen: string[] = [];
    const next = newGate();
    const { bank } = newListener(
      ({ id }) => {
        seen.push(id);
        if (id === 'good') next.open();
        else throw id === 'bad' ? new RangeError('unreadable') : new TypeError('unreachable');
      },
      { attempts: 2, delay: 0, on: [TypeError] },
    );
    await bank.init({ logger: newLog() });

    await bank.broker().publish('payments', [paid('bad', 'p'), paid('away', 'p'), paid('good', 'p')]);
    await next.opened;
    await bank.settled();

    expect(seen).toEqual(['bad', 'away', 'away', 'good']);
    expect(bank.deadLetters.list()).toMatchObject([
      { metadata: { id: 'bad' }, attempts: 1, error: { name: 'RangeError' } },
      { metadata: { id: 'away' }, attempts: 2, error: { name: 'TypeError' } },
    ]);
  });

  test('has all its tries again when somebody sends it a dead letter', async () => {
    const attempts: number[] = [];
    const next = newGate();
    const { bank } = newListener(
      ({ id }, { attempt }) => {
        if (id === 'good') return next.open();
        attempts.push(attempt);
        if (attempts.length < 4) throw new Error('not yet');
      },
      { attempts: 2, delay: 0 },
    );
    await bank.init({ logger: newLog() });
    await bank.broker().publish('payments', [paid('bad', 'p'), paid('good', 'p')]);
    await next.opened;
    await bank.settled();

    const [letter] = bank.deadLetters.list();

    expect(await bank.deadLetters.retry(letter!.id)).toBe(true);
    expect(attempts).toEqual([1, 2, 1, 2]);
    expect(bank.deadLetters.list()).toEqual([]);
  });

  test('that has taken a message is not given it again, whatever fails after the commit', async () => {
    const seen: string[] = [];
    const next = newGate();
    const log = newLog();
    const { bank } = newListener(({ id }) => {
      seen.push(id);
      if (id === 'm2') next.open();
    });
    await bank.init({ logger: log });
    const stop = armFaultPoints((name) => {
      if (name === 'unit.settled' && seen.length === 1) throw new Error('too late');
    });

    await bank.broker().publish('payments', [paid('m1', 'p'), paid('m2', 'p')]);
    await next.opened;
    await bank.settled();
    stop();

    expect(seen).toEqual(['m1', 'm2']);
    expect(log.lines).toEqual([
      'error Payments.receive has taken m1 of payments; what came after that failed.',
    ]);
    expect(bank.deadLetters.list()).toEqual([]);
  });

  test('misses nothing that is published while its domain is closed', async () => {
    const broker = memoryBroker();
    const seen: string[] = [];
    let taken = newGate();
    const { bank } = newListener(({ id }) => {
      seen.push(id);
      taken.open();
    });
    const other = newBank().bank;
    await other.init({ brokers: { default: broker } });
    await bank.init({ brokers: { default: broker } });
    await other.broker().publish('payments', [paid('m1', 'p')]);
    await taken.opened;
    await bank.close();
    taken = newGate();

    await other.broker().publish('payments', [paid('m2', 'p')]);
    await bank.init({ brokers: { default: broker } });
    await taken.opened;

    expect(seen).toEqual(['m1', 'm2']);
    await bank.close();
    await other.close();
  });

  test('without a method that takes messages is reported, and so is one of an unknown broker', async () => {
    const { bank } = newBank();
    bank.register(class Deaf {}, { kind: 'subscriber', stream: 'payments' } as never);
    expect(bank.check()).toMatchObject([{ code: 'HANDLER_MISSING', element: 'Deaf' }]);

    const other = newBank();
    @other.bank.subscriber({ stream: 'payments', broker: 'defualt' })
    class Lost {
      receive(): void {}
    }
    expect(Lost).toBeDefined();
    await expect(other.bank.init()).rejects.toMatchObject({
      code: 'CONFIGURATION_INVALID',
      message: expect.stringContaining('Did you mean default?'),
    });
    expect(() => other.bank.broker()).toThrow('not initialised');
  });

  test('publishes to a broker that is there', async () => {
    const { bank } = newBank();
    await bank.init();

    expect(() => bank.broker('events')).toThrow('There is no broker events');
  });
});
