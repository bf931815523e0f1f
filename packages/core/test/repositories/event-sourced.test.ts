import {
  Aggregate,
  Domain,
  DomainryError,
  Entity,
  Event,
  apply,
  field,
  invariant,
  memory,
  versionOf,
  type Children,
  type Defaulted,
} from '@domainry/core';
import { describe, expect, test } from '@jest/globals';

function newBank(options: { snapshotEvery?: number; cache?: number; hashChain?: boolean } = {}) {
  const bank = new Domain('Bank');

  @bank.event('Ledger')
  class LedgerOpened extends Event<LedgerOpened> {
    @field.string({ required: true }) readonly owner!: string;
  }

  @bank.event('Ledger')
  class Deposited extends Event<Deposited> {
    @field.float({ required: true }) readonly amount!: number;
    @field.dateTime() readonly at?: Date;
  }

  @bank.event('Ledger')
  class Noted extends Event<Noted> {
    @field.string({ required: true }) readonly text!: string;
  }

  @bank.entity('Ledger')
  class Note extends Entity<Note> {
    @field.string({ required: true }) text!: string;
  }

  @bank.aggregate({ eventSourced: true, ...options })
  class Ledger extends Aggregate<Ledger> {
    @field.string({ required: true }) owner!: string;
    @field.float({ default: 0 }) balance!: Defaulted<number>;
    @field.hasMany(() => Note) readonly notes!: Children<Note>;

    @invariant.post('The balance is not negative')
    balanceIsNotNegative() {
      return this.balance >= 0;
    }

    static open(id: string, owner = 'Ada') {
      return this.createFrom(new LedgerOpened({ owner }), id);
    }

    deposit(amount: number) {
      this.raise_(new Deposited({ amount, at: new Date(0) }));
    }

    note(text: string) {
      this.raise_(new Noted({ text }));
    }

    @apply(LedgerOpened)
    opened(event: LedgerOpened) {
      this.owner = event.owner;
    }

    @apply(Deposited)
    deposited(event: Deposited) {
      this.balance += event.amount;
    }

    @apply(Noted)
    noted(event: Noted) {
      this.notes.add(new Note({ id: `n${this.notes.size}`, text: event.text }));
    }
  }

  return { bank, Ledger, Deposited };
}

async function failureOf(act: () => Promise<unknown>): Promise<unknown> {
  try {
    await act();
  } catch (error) {
    return error;
  }
  throw new Error('nothing failed');
}

describe.each([
  ['plain', {}],
  ['with snapshots', { snapshotEvery: 3 }],
  ['with a cache', { cache: 10 }],
  ['with both, and a hash chain', { snapshotEvery: 2, cache: 1, hashChain: true }],
])('an event-sourced aggregate in a repository, %s', (_name, options) => {
  test('is loaded as it was saved, with its version', async () => {
    const { bank, Ledger } = newBank(options);
    await bank.init();
    const ledgers = bank.repositoryFor(Ledger);
    const ledger = Ledger.open('l-1');
    ledger.deposit(20);
    await ledgers.add(ledger);
    expect(versionOf(ledger)).toBe(1);

    for (let round = 0; round < 5; round++) {
      const again = await ledgers.get('l-1');
      again.deposit(1);
      again.note(`round ${round}`);
      await ledgers.add(again);
    }

    const loaded = await ledgers.get('l-1');
    expect(versionOf(loaded)).toBe(11);
    expect(loaded.balance).toBe(25);
    expect(loaded.notes.map(({ text }) => text)).toEqual([0, 1, 2, 3, 4].map((round) => `round ${round}`));
    expect(loaded.pendingEvents).toEqual([]);
    await bank.close();
  });

  test('is loaded as it was at a version or moment, and only shows that', async () => {
    const { bank, Ledger } = newBank(options);
    const clock = { now: Date.parse('2026-01-01T00:00:00Z') };
    const timed = bank.fork({ clock: () => new Date(clock.now) });
    await timed.init();
    await timed.run(async () => {
      const ledgers = timed.repositoryFor(Ledger);
      const ledger = Ledger.open('l1');
      for (let amount = 1; amount <= 6; amount++) {
        clock.now += 60_000;
        ledger.deposit(amount);
        await ledgers.add(ledger);
      }

      expect((await ledgers.get('l1', { atVersion: 3 })).balance).toBe(6);
      expect((await ledgers.get('l1', { atVersion: 0 })).balance).toBe(0);
      expect((await ledgers.get('l1', { asOf: new Date('2026-01-01T00:02:30Z') })).balance).toBe(3);
      expect(await ledgers.getOrNull('l1', { asOf: new Date('2025-01-01') })).toBeNull();
      expect(await ledgers.getOrNull('l1', { atVersion: 7 })).toBeNull();
      const past = await ledgers.get('l1', { atVersion: 2 });
      expect(versionOf(past)).toBe(2);
      expect(await failureOf(async () => past.deposit(1))).toMatchObject({ code: 'AGGREGATE_READ_ONLY' });
      expect(await failureOf(() => ledgers.add(past))).toMatchObject({ code: 'AGGREGATE_READ_ONLY' });
    });
  });

  test('is never written over what somebody else wrote', async () => {
    const { bank, Ledger } = newBank(options);
    await bank.init();
    const ledgers = bank.repositoryFor(Ledger);
    await ledgers.add(Ledger.open('l1'));
    const mine = await ledgers.get('l1');
    const theirs = await ledgers.get('l1');
    mine.deposit(1);
    theirs.deposit(2);
    await ledgers.add(theirs);

    expect(await failureOf(() => ledgers.add(mine))).toMatchObject({ code: 'VERSION_CONFLICT' });

    // Its events are lost, so it cannot go on from there and leave a gap.
    expect(await failureOf(async () => mine.deposit(3))).toMatchObject({ code: 'AGGREGATE_STALE' });
    expect(await failureOf(() => ledgers.add(mine))).toMatchObject({ code: 'AGGREGATE_STALE' });
    expect((await ledgers.get('l1')).balance).toBe(2);
  });

  test('cannot be begun twice with one identity', async () => {
    const { bank, Ledger } = newBank(options);
    await bank.init();
    const ledgers = bank.repositoryFor(Ledger);
    await ledgers.add(Ledger.open('l1'));

    const error = await failureOf(() => ledgers.add(Ledger.open('l1')));

    expect(error).toMatchObject({ violations: [{ path: ['id'], code: 'unique' }] });
  });

  test('is there or not', async () => {
    const { bank, Ledger } = newBank(options);
    await bank.init();
    const ledgers = bank.repositoryFor(Ledger);
    await ledgers.add(Ledger.open('l1'), Ledger.open('l2', 'Bob'));

    expect(await ledgers.has('l1')).toBe(true);
    expect(await ledgers.has('l3')).toBe(false);
    expect(await ledgers.getOrNull('l3')).toBeNull();
    expect((await ledgers.getMany(['l2', 'l1'])).map(({ owner }) => owner)).toEqual(['Bob', 'Ada']);
    expect(await failureOf(() => ledgers.get('l3'))).toMatchObject({ code: 'AGGREGATE_NOT_FOUND' });
  });

  test('is not queried, for its states are not kept', async () => {
    const { bank, Ledger } = newBank(options);
    await bank.init();
    const ledgers = bank.repositoryFor(Ledger);

    for (const asked of [() => ledgers.find({}), () => ledgers.query.count(), () => ledgers.exists({})])
      expect(await failureOf(async () => asked())).toMatchObject({
        code: 'NOT_QUERYABLE',
        message: expect.stringContaining('keep a projection of its events'),
      });
  });

  test('is not saved when its events were taken out, for its state would not follow from what is stored', async () => {
    const { bank, Ledger } = newBank(options);
    await bank.init();
    const ledgers = bank.repositoryFor(Ledger);
    await ledgers.add(Ledger.open('l1'));
    const ledger = await ledgers.get('l1');
    ledger.deposit(5);
    ledger.collectEvents();
    ledger.deposit(1);

    expect(await failureOf(() => ledgers.add(ledger))).toMatchObject({ code: 'EVENTS_TAKEN' });
    expect((await ledgers.get('l1')).balance).toBe(0);
  });
});

describe('snapshots', () => {
  test('of another form of the class, or that cannot be read, are ignored', async () => {
    const { bank, Ledger } = newBank({ snapshotEvery: 1 });
    const database = memory();
    let opened: Awaited<ReturnType<typeof database.open>> | undefined;
    await bank.init({
      databases: {
        default: { name: 'memory', open: async (model) => (opened = await database.open(model)) },
      },
      logger: { debug() {}, info() {}, warn() {}, error() {} },
    });
    const ledgers = bank.repositoryFor(Ledger);
    const ledger = Ledger.open('l1');
    ledger.deposit(7);
    await ledgers.add(ledger);
    const snapshot = (await opened!.snapshots.load('Ledger-l1'))!;
    expect(snapshot.version).toBe(1);
    expect((await ledgers.get('l1')).balance).toBe(7);

    await opened!.snapshots.save({ ...snapshot, data: snapshot.data.replace('7', '8') });
    expect((await ledgers.get('l1')).balance).toBe(8);
    await opened!.snapshots.save({ ...snapshot, format: 'another', data: '{}' });
    expect((await ledgers.get('l1')).balance).toBe(7);
    await opened!.snapshots.save({ ...snapshot, data: '{"owner":' });
    expect((await ledgers.get('l1')).balance).toBe(7);
  });
});

describe('an event-sourced aggregate with a lifecycle', () => {
  test('is gone once it was discarded, and its identity with it', async () => {
    const bank = new Domain('Bank');
    @bank.aggregate({ eventSourced: true, lifecycleEvents: true })
    class Vault extends Aggregate<Vault> {
      @field.string({ required: true }) label!: string;
    }
    await bank.init();
    const vaults = bank.repositoryFor(Vault);
    const vault = new Vault({ id: 'v1', label: 'gold' });
    await vaults.add(vault);
    vault.changeAttribute('label', 'silver');
    await vaults.add(vault);
    expect((await vaults.get('v1')).label).toBe('silver');

    vault.discard();
    await vaults.add(vault);

    expect(await vaults.getOrNull('v1')).toBeNull();
    expect(await vaults.has('v1')).toBe(false);
    expect(await failureOf(() => vaults.get('v1'))).toMatchObject({
      code: 'AGGREGATE_NOT_FOUND',
      details: { discarded: true },
    });
    const error = await failureOf(() => vaults.add(new Vault({ id: 'v1', label: 'lead' })));
    expect(DomainryError.is(error)).toBe(true);
    expect(error).toMatchObject({ violations: [{ code: 'unique' }] });
  });
});

test('of event-sourced aggregates none is removed, so that none is to be forgotten: their streams are deleted', async () => {
  const { bank, Ledger } = newBank();
  await bank.init();
  const ledgers = bank.repositoryFor(Ledger);
  await ledgers.add(Ledger.open('l-1'));

  expect(await failureOf(() => ledgers.forgetRemoved('l-1'))).toMatchObject({
    code: 'NOT_REMOVABLE',
    message: expect.stringContaining('domain.streams.of(Ledger, id).delete()'),
  });
});
