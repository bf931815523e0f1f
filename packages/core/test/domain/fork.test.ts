import { describe, expect, test } from '@jest/globals';
import {
  Aggregate,
  Command,
  Domain,
  DomainryError,
  Event,
  Repository,
  ValueObject,
  field,
  handle,
  metadataOf,
} from '@domainry/core';
import { thrownBy } from '../elements/compilations.js';

function newBank() {
  const bank = new Domain('Bank', { clock: () => new Date(1000) });
  @bank.event('Account')
  class Opened extends Event<Opened> {}
  @bank.command('Account')
  class Close extends Command<Close> {}
  @bank.commandHandler('Account')
  class Commands {
    @handle('Close') close(): void {}
  }
  @bank.aggregate
  class Account extends Aggregate<Account> {
    open(): void {
      this.raise_(new Opened());
    }
  }
  const openedAt = (): number => {
    const account = new Account();
    account.open();
    return metadataOf(account.pendingEvents[0]!)!.time.getTime();
  };
  return { bank, Account, Close, Commands, openedAt };
}

const ticks = async (count: number): Promise<void> => {
  for (let tick = 0; tick < count; tick++) await Promise.resolve();
};

describe('a fork', () => {
  test('knows the same elements, and what is added to it is not in the domain', async () => {
    const { bank, Account } = newBank();
    await bank.init();
    const fork = bank.fork();

    fork.register(class Extra extends ValueObject {});
    await fork.init();

    expect(fork.name).toBe('Bank');
    expect(fork.registry.find(Account)).toBe(bank.registry.find(Account));
    expect(fork.registry.find('Extra')).toBeDefined();
    expect(bank.registry.find('Extra')).toBeUndefined();
    expect(fork.registry.isFrozen).toBe(true);
  });

  test('lets an element take the place of the one of its kind and name', () => {
    const { bank, Account, Close, Commands } = newBank();
    const fork = bank.fork();

    @fork.commandHandler(Account, { name: 'Commands' })
    class FakeCommands {
      @handle(Close) close(_command: InstanceType<typeof Close>): void {}
    }

    expect(fork.check()).toEqual([]);
    expect(fork.registry.ofKind('commandHandler').map(({ cls }) => cls)).toEqual([FakeCommands]);
    expect(fork.registry.find(Commands)!.cls).toBe(FakeCommands);
    expect(bank.registry.find('Commands')!.cls).toBe(Commands);
  });

  test('replaces a copied element once: a second one of the name is reported', () => {
    const { bank, Account } = newBank();
    const fork = bank.fork();

    for (const Handler of [class {}, class {}])
      fork.register(Handler, { kind: 'commandHandler', partOf: Account, name: 'Commands' });

    expect(fork.check().map(({ code }) => code)).toEqual(['DUPLICATE_NAME']);
  });

  test('takes with it what is wrong with the elements, until they are replaced', () => {
    const bank = new Domain('Bank');
    bank.register(class Money extends ValueObject {}, { name: 3 } as never);
    bank.register(class Rate extends ValueObject {}, { description: 3 } as never);
    const fork = bank.fork();

    fork.register(class Rate extends ValueObject {});

    expect(fork.check().map(({ element }) => element)).toEqual(['Money']);
  });

  test('has options of its own, checked like those of a domain', () => {
    const { bank } = newBank();

    const fork = bank.fork({ description: 'For a test' });

    expect(fork.options.description).toBe('For a test');
    expect(fork.registry.description).toEqual({ description: 'For a test' });
    expect(fork.options.clock).toBe(bank.options.clock);
    expect(() => bank.fork({ clok: 1 } as never)).toThrow('Did you mean clock?');
  });

  test('keeps the type of identities, for the classes are shared', () => {
    const { bank } = newBank();
    const counting = new Domain('Counting', { identity: 'integer' });

    expect(() => bank.fork({ identity: 'integer' })).toThrow('its classes have texts');
    expect(() => counting.fork({ identity: () => 'x' })).toThrow('its classes have integers');
    expect(bank.fork({ identity: () => 'x' }).name).toBe('Bank');
  });

  test('lets one class be registered with several forks', () => {
    const { bank, Account } = newBank();
    class Fake extends Repository<InstanceType<typeof Account>> {}

    const problems = [bank.fork(), bank.fork()].map((fork) => {
      fork.register(Fake, { kind: 'repository', partOf: Account });
      return fork.check();
    });

    expect(problems).toEqual([[], []]);
  });
});

describe('running in a fork', () => {
  test('gives the classes of the domain its clock and identities, and nothing outside', () => {
    const { bank, Account, openedAt } = newBank();
    const fork = bank.fork({ clock: () => new Date(2000), identity: () => 'fixed' });

    expect(openedAt()).toBe(1000);
    expect(fork.run(openedAt)).toBe(2000);
    expect(fork.run(() => new Account().id)).toBe('fixed');
    expect(openedAt()).toBe(1000);
    expect(new Account().id).not.toBe('fixed');
  });

  test('follows what the function awaits, while others run in other forks', async () => {
    const { bank, openedAt } = newBank();
    const runs = [2000, 3000, 4000].map(async (time, index) =>
      bank.fork({ clock: () => new Date(time) }).run(async () => {
        const seen = [openedAt()];
        await ticks(index + 1);
        seen.push(openedAt());
        await new Promise((resolve) => setTimeout(resolve, 5 - index));
        return [...seen, openedAt()];
      }),
    );

    expect(openedAt()).toBe(1000);
    expect(await Promise.all(runs)).toEqual([
      [2000, 2000, 2000],
      [3000, 3000, 3000],
      [4000, 4000, 4000],
    ]);
    expect(openedAt()).toBe(1000);
  });

  test('nests: the innermost fork of a domain counts, and other domains are left alone', () => {
    const one = newBank();
    const other = newBank();
    const outer = one.bank.fork({ clock: () => new Date(2000) });
    const inner = outer.fork({ clock: () => new Date(3000) });

    const seen = outer.run(() => [
      one.openedAt(),
      inner.run(() => [one.openedAt(), other.openedAt(), one.bank.run(one.openedAt)]),
    ]);

    expect(seen).toEqual([2000, [3000, 1000, 1000]]);
  });

  test('ends when the function throws', () => {
    const { bank, openedAt } = newBank();

    expect(() =>
      bank.fork({ clock: () => new Date(2000) }).run(() => {
        throw new Error('no');
      }),
    ).toThrow('no');

    expect(openedAt()).toBe(1000);
  });

  test('is not needed for classes that were registered with the fork itself', () => {
    const { bank } = newBank();
    const fork = bank.fork({ identity: () => 'fixed' });
    @fork.aggregate
    class Extra extends Aggregate<Extra> {
      @field.string() note?: string;
    }

    expect(new Extra().id).toBe('fixed');
  });
});

test('an identity function that gives no identity is refused where it is used', () => {
  const bank = new Domain('Bank', { identity: () => undefined as never });
  @bank.aggregate
  class Account extends Aggregate<Account> {}

  const error = thrownBy(() => new Account());

  expect(DomainryError.is(error, 'IDENTITY_FUNCTION')).toBe(true);
  expect((error as Error).message).toBe(
    'The function identity of Bank gave nothing. It gives a text that is not empty, another one each time.',
  );
});
