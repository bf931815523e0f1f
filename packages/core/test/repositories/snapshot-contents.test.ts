import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import {
  Aggregate,
  Domain,
  Event,
  apply,
  encryption,
  factEventOf,
  field,
  memory,
  type InitOptions,
} from '@domainry/core';
import type { Database } from '@domainry/core/ports';

function newBank() {
  const bank = new Domain('Bank');
  const replayed: string[] = [];
  @bank.event('Ledger')
  class Renamed extends Event<Renamed> {
    @field.string({ required: true }) readonly owner!: string;
  }
  @bank.aggregate({ eventSourced: true, snapshotEvery: 2, factEvents: true })
  class Ledger extends Aggregate<Ledger> {
    @field.string({ required: true }) owner!: string;
    rename(owner: string): void {
      this.raise_(new Renamed({ owner }));
    }
    @apply(Renamed)
    renamed({ owner }: Renamed): void {
      replayed.push(owner);
      this.owner = owner;
    }
  }
  return { bank, Ledger, Renamed, replayed };
}

/** A ledger that was renamed once, and the database it lies in. */
async function withLedger(messages: NonNullable<InitOptions['messages']>) {
  const world = newBank();
  const adapter = memory();
  let database!: Database;
  const open: typeof adapter.open = async (model) => (database = await adapter.open(model));
  await world.bank.init({ databases: { default: { name: 'memory', open } }, messages });
  const ledger = world.Ledger.createFrom(new world.Renamed({ owner: 'Ann' }), '1');
  ledger.rename('Grace Hopper');
  await world.bank.repositoryFor(world.Ledger).add(ledger);
  world.replayed.length = 0;
  return { ...world, database };
}

test('A snapshot goes through the codecs of messages, and is read without its events', async () => {
  const codecs = [encryption({ keys: { k: randomBytes(32) }, current: 'k' })];
  const { bank, Ledger, database, replayed } = await withLedger({ codecs });

  const snapshot = await database.snapshots.load('Ledger-1');
  const ledger = await bank.repositoryFor(Ledger).get('1');

  expect(snapshot).toMatchObject({ version: 1, data: expect.not.stringContaining('Hopper') });
  expect(ledger.owner).toBe('Grace Hopper');
  expect(replayed).toEqual([]);
});

test('Facts of an event-sourced aggregate hold its whole state after each save, in a stream of their own', async () => {
  const { bank, Ledger, database } = await withLedger({});
  const ledgers = bank.repositoryFor(Ledger);
  const ledger = await ledgers.get('1');
  ledger.rename('Ada');
  await ledgers.add(ledger);

  const facts = await database.events.readStream('Ledger:fact-1', { limit: 10 });

  expect(facts.map(({ data }) => (JSON.parse(data) as { owner: string }).owner)).toEqual([
    'Grace Hopper',
    'Ada',
  ]);
  const { events } = await bank.events.read({ types: [factEventOf(ledger).constructor as never] });
  expect(events).toHaveLength(2);
  expect(await ledgers.get('1')).toMatchObject({ owner: 'Ada' });
});
