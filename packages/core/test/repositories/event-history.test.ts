import { randomBytes } from 'node:crypto';
import { afterEach, expect, test } from '@jest/globals';
import {
  Aggregate,
  Command,
  Domain,
  Event,
  apply,
  encryption,
  field,
  handle,
  memory,
  metadataOf,
  type Defaulted,
  type HandlerContext,
  type ReadEvent,
} from '@domainry/core';

const open: Domain[] = [];
afterEach(() => Promise.all(open.splice(0).map((domain) => domain.close())));

/** A wallet that is event-sourced, and a customer that is not and is kept elsewhere. */
function newWallets(version: 1 | 2 = 1) {
  const wallets = new Domain('Wallets');
  open.push(wallets);

  @wallets.event('Wallet', { version })
  class Filled extends Event<Filled> {
    @field.integer({ required: true }) readonly cents!: number;
  }
  @wallets.event('Wallet')
  class Spent extends Event<Spent> {
    @field.integer({ required: true }) readonly cents!: number;
  }
  @wallets.aggregate({ eventSourced: true })
  class Wallet extends Aggregate<Wallet, number> {
    @field.identifier({ type: 'integer', identifier: true, required: true }) readonly number!: number;
    @field.integer({ default: 0 }) cents!: Defaulted<number>;
    fill(cents: number) {
      this.raise_(new Filled({ cents }));
    }
    spend(cents: number) {
      this.raise_(new Spent({ cents }));
    }
    @apply(Filled) filled({ cents }: Filled) {
      this.cents += cents;
    }
    @apply(Spent) spent({ cents }: Spent) {
      this.cents -= cents;
    }
  }
  if (version === 2) {
    wallets.upcaster(Filled, { from: 1, to: 2 })(
      class FilledInCents {
        upcast({ cents }: { cents: number }) {
          return { cents: cents * 100 };
        }
      },
    );
  }

  @wallets.event('Customer')
  class Renamed extends Event<Renamed> {
    @field.string({ required: true }) readonly name!: string;
  }
  @wallets.aggregate({ database: 'crm' })
  class Customer extends Aggregate<Customer> {
    @field.string({ required: true }) name!: string;
    rename(name: string) {
      this.name = name;
      this.raise_(new Renamed({ name }));
    }
  }

  @wallets.command(Wallet)
  class Spend extends Command<Spend, readonly number[]> {
    @field.integer({ required: true }) readonly cents!: number;
  }
  @wallets.commandHandler(Wallet)
  class Spending {
    @handle(Spend)
    async spend({ cents }: Spend, { repository, events }: HandlerContext) {
      const wallet = await repository(Wallet).get(7);
      wallet.spend(cents);
      await repository(Wallet).add(wallet);
      return versionsOf(await all(events.historyOf(Wallet, 7)));
    }
  }
  return { wallets, Wallet, Filled, Spent, Customer, Renamed, Spend, Spending };
}

const databases = () => ({ default: memory({ keep: true }), crm: memory() });

async function all(history: AsyncIterable<ReadEvent>): Promise<ReadEvent[]> {
  const read: ReadEvent[] = [];
  for await (const each of history) read.push(each);
  return read;
}

const versionsOf = (history: readonly ReadEvent[]) => history.map(({ version }) => version);

async function withWallet(made = newWallets(), options: Parameters<Domain['init']>[0] = {}) {
  await made.wallets.init({ databases: databases(), ...options });
  const wallet = made.Wallet.createFrom(new made.Filled({ cents: 5 }), 7);
  wallet.spend(1);
  wallet.fill(3);
  await made.wallets.repositoryFor(made.Wallet).add(wallet);
  return made;
}

test('The history of an aggregate are its events, in order, with where they lie and what is known of them', async () => {
  const { wallets, Wallet, Filled, Spent } = await withWallet();

  const history = await all(wallets.events.historyOf(Wallet, 7));

  expect(history.map(({ event }) => event.constructor)).toEqual([Filled, Spent, Filled]);
  expect(history.map(({ event }) => event.toDict())).toEqual([{ cents: 5 }, { cents: 1 }, { cents: 3 }]);
  expect(history[1]).toMatchObject({ stream: 'Wallet-7', version: 1, position: 2, tags: [] });
  expect(metadataOf(history[1]!.event)).toMatchObject({ type: 'Wallets.Spent.v1', stream: 'Wallet-7' });
});

test('A part of a history is read by versions, and backwards', async () => {
  const { wallets, Wallet } = await withWallet();
  const { events } = wallets;

  expect(versionsOf(await all(events.historyOf(Wallet, 7, { from: 1 })))).toEqual([1, 2]);
  expect(versionsOf(await all(events.historyOf(Wallet, 7, { to: 1 })))).toEqual([0, 1]);
  expect(versionsOf(await all(events.historyOf(Wallet, 7, { backwards: true })))).toEqual([2, 1, 0]);
  expect(await all(events.historyOf(Wallet, 8))).toEqual([]);
});

test('Events are decrypted, and upcast to the form of today', async () => {
  const messages = { codecs: [encryption({ keys: { k: randomBytes(32) }, current: 'k' })] };
  const kept = databases();
  const before = await withWallet(newWallets(1), { databases: kept, messages });
  await before.wallets.close();
  const { wallets, Wallet } = newWallets(2);
  await wallets.init({ databases: kept, messages });

  const history = await all(wallets.events.historyOf(Wallet, 7));

  expect(history.map(({ event }) => event.toDict())).toEqual([{ cents: 500 }, { cents: 1 }, { cents: 300 }]);
});

test('Events of an aggregate that is stored as state are read from its own database', async () => {
  const { wallets, Customer, Renamed } = await withWallet();
  const customer = new Customer({ id: 'c', name: 'Ann' });
  customer.rename('Anne');
  await wallets.repositoryFor(Customer).add(customer);

  const [renamed] = await all(wallets.events.historyOf(Customer, 'c'));

  expect(renamed).toMatchObject({ stream: 'Customer-c', version: 0, position: 1 });
  expect(renamed!.event).toBeInstanceOf(Renamed);
});

test('A handler sees what was handed to a repository in its own unit of work', async () => {
  const { wallets, Spend, Wallet } = await withWallet();

  expect(await wallets.process(new Spend({ cents: 2 }))).toEqual([0, 1, 2, 3]);
  expect(versionsOf(await all(wallets.events.historyOf(Wallet, 7)))).toEqual([0, 1, 2, 3]);
});

test('Events that no class reads are refused, or left out', async () => {
  const kept = databases();
  const before = await withWallet(newWallets(2), { databases: kept });
  await before.wallets.close();
  const { wallets, Wallet } = newWallets(1);
  await wallets.init({ databases: kept });

  await expect(all(wallets.events.historyOf(Wallet, 7))).rejects.toMatchObject({
    code: 'MESSAGE_VERSION_UNKNOWN',
  });
  expect(versionsOf(await all(wallets.events.historyOf(Wallet, 7, { onUnknown: 'skip' })))).toEqual([1]);
});

test('Only aggregates and deciders have a history, and identities have to be possible', async () => {
  const { wallets, Filled, Wallet } = await withWallet();

  expect(() => wallets.events.historyOf(Filled as never, 7 as never)).toThrow(
    'Filled is no aggregate or decider of Wallets',
  );
  expect(() => wallets.events.historyOf('Wallet' as never, 7 as never)).toThrow('"Wallet" is no aggregate');
  expect(() => wallets.events.historyOf(Wallet, 'seven' as never)).toThrow('number');
});

test('A decider has a history', async () => {
  const counters = new Domain('Counters');
  open.push(counters);
  @counters.event('Counter')
  class Counted extends Event<Counted> {}
  @counters.command('Counter')
  class Count extends Command<Count> {
    @field.identifier({ required: true }) readonly counter!: string;
  }
  const counter = counters.decider('Counter', {
    commands: [Count],
    events: [Counted],
    initial: () => 0,
    decide: () => [new Counted(), new Counted()],
    evolve: (count) => count + 1,
    id: (command) => command.counter,
  });
  await counters.init();
  await counters.process(new Count({ counter: 'c' }));

  expect(versionsOf(await all(counters.events.historyOf(counter, 'c')))).toEqual([0, 1]);
});

test('A version or moment at which there was nothing is named', async () => {
  const { wallets, Wallet } = await withWallet();
  const repository = wallets.repositoryFor(Wallet);

  await expect(repository.get(7, { atVersion: 99 })).rejects.toThrow(
    'No Wallet with number 7 was there at version 99.',
  );
  await expect(repository.get(7, { asOf: new Date(0) })).rejects.toThrow('at 1970-01-01T00:00:00.000Z.');
});
