import { describe, expect, test } from '@jest/globals';
import {
  Aggregate,
  ApplicationService,
  Command,
  Domain,
  Event,
  Query,
  handle,
  memory,
  read,
  useCase,
  type DomainryError,
  type HandlerContext,
} from '@domainry/core';
import { newBank, newGate, newLog, withAccount } from './bank.js';
import { oneWriter } from './one-writer.js';

const refused = { code: 'WAITS_FOR_ITSELF' };

describe.each(['settled', 'close'] as const)('%s()', (method) => {
  test('is refused in the handler of a command, which goes on', async () => {
    const { bank, probe, Withdraw } = await withAccount(newBank());
    let outcome: unknown;
    probe.onWithdraw = async () => {
      outcome = await bank[method]().catch((error: unknown) => error);
    };

    expect(await bank.process(new Withdraw({ accountId: 'a', amount: 1 }))).toBe(99);

    expect(outcome).toMatchObject({
      ...refused,
      message: `Banking.${method}() was called by something that it waits for, so that neither would ever end. Call it where nothing of Banking is going on: not in handlers, middleware, use cases or units of work.`,
      details: { domain: 'Banking', method },
    });
    await bank.close();
  });

  test('is refused in middleware and in the handler of an event', async () => {
    const made = newBank();
    const outcomes: unknown[] = [];
    const tryIt = () => made.bank[method]().catch((error: unknown) => outcomes.push(error));
    @made.bank.eventHandler(made.Account)
    class Listener {
      @handle(made.Withdrawn)
      async withdrawn(): Promise<void> {
        await tryIt();
      }
    }
    expect(Listener).toBeDefined();
    await withAccount(made, {
      middleware: [
        {
          name: 'curious',
          around: ['command'],
          handle: async (_context, next) => {
            await tryIt();
            return next();
          },
        },
      ],
    });
    outcomes.length = 0;

    await made.bank.process(new made.Withdraw({ accountId: 'a', amount: 1 }));

    expect(outcomes).toEqual([expect.objectContaining(refused), expect.objectContaining(refused)]);
  });

  test('is refused where another domain was called on the way', async () => {
    const { bank, probe, Withdraw } = await withAccount(newBank());
    const other = new Domain('Other');
    const outcomes: unknown[] = [];
    @other.event('Thing')
    class Done extends Event<Done> {}
    @other.aggregate
    class Thing extends Aggregate<Thing> {
      finish(): void {
        this.raise_(new Done());
      }
    }
    @other.command(Thing)
    class Finish extends Command<Finish> {}
    @other.commandHandler(Thing)
    class Things {
      @handle(Finish)
      async finish(_command: Finish, { repository }: HandlerContext): Promise<void> {
        outcomes.push(await bank[method]().catch((error: unknown) => error));
        const thing = new Thing({ id: '1' });
        thing.finish();
        await repository(Thing).add(thing);
      }
    }
    @other.eventHandler(Thing)
    class Listener {
      @handle(Done)
      async done(): Promise<void> {
        outcomes.push(await bank[method]().catch((error: unknown) => error));
      }
    }
    expect([Things, Listener]).toHaveLength(2);
    await other.init({ logger: newLog() });
    probe.onWithdraw = async () => {
      await other.process(new Finish({}));
      // What happened there waits for the end of this.
      outcomes.push(await other[method]().catch((error: unknown) => error));
      throw new Error('enough');
    };

    await expect(bank.process(new Withdraw({ accountId: 'a', amount: 1 }))).rejects.toThrow('enough');

    expect(outcomes).toEqual([
      expect.objectContaining({ ...refused, details: { domain: 'Banking', method } }),
      expect.objectContaining({ ...refused, details: { domain: 'Other', method } }),
      expect.objectContaining({ ...refused, details: { domain: 'Banking', method } }),
    ]);
  });

  test('is refused in use cases and in the handlers of queries', async () => {
    const made = newBank();
    const { bank } = made;
    const attempt = () => bank[method]().catch((error: unknown) => error);
    @bank.applicationService()
    class Closing extends ApplicationService {
      @useCase
      async tryIt(): Promise<unknown> {
        return attempt();
      }
    }
    @bank.query
    class HowIsIt extends Query<HowIsIt, string> {}
    @bank.queryHandler()
    class Curious {
      @read(HowIsIt)
      async tryIt(): Promise<string> {
        return ((await attempt()) as DomainryError).code;
      }
    }
    expect(Curious).toBeDefined();
    await withAccount(made);

    expect(await bank.service(Closing).tryIt()).toMatchObject(refused);
    expect(await bank.ask(new HowIsIt({}))).toBe('WAITS_FOR_ITSELF');

    await bank.close();
  });

  test('is refused in a unit of work, which others wait for, and the unit goes on', async () => {
    const { bank, Account, Withdraw, BalanceOf } = await withAccount(newBank(), {
      databases: { default: oneWriter(memory()) },
    });

    const writing = newGate();
    // Somebody else's, which cannot write before the unit has ended.
    const handled = writing.opened.then(() => bank.process(new Withdraw({ accountId: 'a', amount: 1 })));

    await bank.unitOfWork(async ({ repository }) => {
      await repository(Account).add(new Account({ id: 'b' }));
      await repository(Account).query.count();
      writing.open();
      await new Promise((resolve) => setTimeout(resolve, 10));
      await expect(bank[method]()).rejects.toMatchObject(refused);
    });
    await handled;

    expect(await bank.repositoryFor(Account).has('b')).toBe(true);
    expect(await bank.ask(new BalanceOf({ accountId: 'a' }))).toBe(99);
    await bank.close();
  });

  test('may be called by what a handler began and nobody waited for, once the handler has ended', async () => {
    const { bank, probe, Withdraw } = await withAccount(newBank());
    const [ended, waited] = [newGate(), newGate()];
    probe.onWithdraw = () => {
      void ended.opened.then(() => bank[method]()).then(waited.open);
    };

    await bank.process(new Withdraw({ accountId: 'a', amount: 1 }));
    ended.open();

    await expect(waited.opened).resolves.toBeUndefined();
  });
});
