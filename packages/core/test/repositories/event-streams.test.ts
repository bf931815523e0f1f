import { describe, expect, test } from '@jest/globals';
import {
  Aggregate,
  Command,
  Domain,
  Event,
  apply,
  field,
  memory,
  metadataOf,
  type Defaulted,
} from '@domainry/core';

async function newBank() {
  const bank = new Domain('Bank');
  @bank.event('Ledger')
  class Counted extends Event<Counted> {}
  @bank.aggregate({ eventSourced: true, factEvents: true, snapshotEvery: 2 })
  class Ledger extends Aggregate<Ledger> {
    @field.integer({ default: 0 }) count!: Defaulted<number>;
    add(): void {
      this.raise_(new Counted());
    }
    @apply(Counted)
    counted(): void {
      this.count += 1;
    }
  }
  @bank.event('Account')
  class Opened extends Event<Opened> {}
  @bank.aggregate({ database: 'accounts' })
  class Account extends Aggregate<Account> {
    open(): void {
      this.raise_(new Opened());
    }
  }
  @bank.event('Counter')
  class Ticked extends Event<Ticked> {}
  @bank.command('Counter')
  class Tick extends Command<Tick> {
    @field.identifier({ required: true }) readonly counterId!: string;
  }
  const counter = bank.decider('Counter', {
    commands: [Tick],
    events: [Ticked],
    initial: () => 0,
    decide: () => new Ticked(),
    evolve: (count) => count + 1,
    id: ({ counterId }) => counterId,
  });
  await bank.init({ databases: { default: memory(), accounts: memory() } });
  const ledgers = bank.repositoryFor(Ledger);
  const ledger = Ledger.createFrom(new Counted(), 'l-1');
  ledger.add();
  ledger.add();
  await ledgers.add(ledger);
  const accounts = bank.repositoryFor(Account);
  const account = new Account({ id: 'a' });
  account.open();
  await accounts.add(account);
  await bank.process(new Tick({ counterId: 'c' }));
  return { bank, ledgers, Ledger, Counted, accounts, Account, Tick, counter };
}

const positionsIn = async (bank: Domain): Promise<readonly number[]> =>
  (await bank.log.read({ limit: 100 })).map(({ position }) => position);

describe('a stream', () => {
  test('is found by what its events are about, or by its name', async () => {
    const { bank, Ledger, Account, counter } = await newBank();
    const [first] = await bank.log.read({ limit: 1 });

    const { name } = bank.streams.of(Ledger, 'l-1');

    expect(name).toBe(first!.stream);
    expect(metadataOf(first!.event as never)).toMatchObject({ stream: name });
    expect(await bank.streams.named(name).describe()).toEqual({
      stream: name,
      version: 2,
      firstVersion: 0,
      isArchived: false,
      metadata: {},
    });
    expect(await bank.streams.of(Account, 'a').describe()).toMatchObject({ version: 0 });
    expect(await bank.streams.of(counter, 'c').describe()).toMatchObject({ version: 0 });
    expect(await bank.streams.of(Ledger, 'nobody').describe()).toMatchObject({ version: -1 });
    expect((await bank.streams.list({ limit: 10 })).map(({ stream }) => stream).sort()).toEqual([
      'Counter-c',
      'Ledger-l-1',
      'Ledger:fact-l-1',
    ]);
  });

  test('of nothing that has one, or with an identity that none can have, is refused', async () => {
    const { bank, Counted, Ledger } = await newBank();

    expect(() => bank.streams.of(Counted as never, 'l-1' as never)).toThrow(
      expect.objectContaining({ code: 'CLASS_NOT_REGISTERED' }),
    );
    expect(() => bank.streams.of(Ledger, 5 as never)).toThrow('Ledger.id');
  });

  test('has metadata of its own', async () => {
    const { bank, Account } = await newBank();
    const stream = bank.streams.of(Account, 'a');

    await stream.setMetadata({ keep: 'until 2040' });

    expect(await stream.describe()).toMatchObject({ metadata: { keep: 'until 2040' } });
  });

  test('that is archived takes no further events', async () => {
    const { bank, ledgers, Ledger, Tick, counter } = await newBank();
    const ledger = await ledgers.get('l-1');
    await bank.streams.of(Ledger, 'l-1').archive();
    await bank.streams.of(counter, 'c').archive();

    ledger.add();

    await expect(ledgers.add(ledger)).rejects.toMatchObject({ code: 'STREAM_ARCHIVED' });
    await expect(bank.process(new Tick({ counterId: 'c' }))).rejects.toMatchObject({
      code: 'STREAM_ARCHIVED',
      message: expect.stringContaining("Restore it, domain.streams.named('Counter-c').restore()"),
    });
  });

  test('that is archived is not found, also where a snapshot of it is left, unless it is asked for', async () => {
    const { bank, ledgers, Ledger, Counted, counter } = await newBank();
    await bank.streams.of(Ledger, 'l-1').archive();
    await bank.streams.of(counter, 'c').archive();

    expect(await ledgers.getOrNull('l-1')).toBeNull();
    expect(await ledgers.has('l-1')).toBe(false);
    await expect(ledgers.get('l-1')).rejects.toMatchObject({
      code: 'AGGREGATE_NOT_FOUND',
      details: { archived: true },
      message: expect.stringContaining('is archived. Restore it'),
    });
    await expect(ledgers.get('l-1', { atVersion: 2 })).rejects.toMatchObject({ code: 'AGGREGATE_NOT_FOUND' });
    const former = await ledgers.get('l-1', { atVersion: 2, includeArchived: true });
    expect(former).toMatchObject({ count: 3 });
    expect(() => former.add()).toThrow(expect.objectContaining({ code: 'AGGREGATE_READ_ONLY' }));
    const whole = { asOf: new Date(Date.now() + 1000), includeArchived: true };
    expect(await ledgers.get('l-1', whole)).toMatchObject({ count: 3 });
    await expect(bank.stateOf(counter, 'c')).rejects.toMatchObject({ code: 'STREAM_ARCHIVED' });
    expect(await bank.stateOf(counter, 'c', whole)).toBe(1);
    await expect(ledgers.add(Ledger.createFrom(new Counted(), 'l-1'))).rejects.toMatchObject({
      violations: [{ code: 'unique', path: ['id'] }],
    });
  });

  test('that is archived keeps its place in the log, in histories that ask for it, and is verified', async () => {
    const { bank, Ledger } = await newBank();
    const before = await positionsIn(bank);
    await bank.streams.of(Ledger, 'l-1').archive();

    const versionsIn = async (options: object): Promise<readonly number[]> => {
      const seen: number[] = [];
      for await (const { version } of bank.events.historyOf(Ledger, 'l-1', options)) seen.push(version);
      return seen;
    };

    expect(await positionsIn(bank)).toEqual(before);
    expect(await versionsIn({})).toEqual([]);
    expect(await versionsIn({ includeArchived: true, backwards: true })).toEqual([2, 1, 0]);
    expect(await bank.verify()).toMatchObject({ isSound: true, events: 5, streams: 3 });
    expect(await bank.streams.named('Ledger:fact-l-1').describe()).toMatchObject({ isArchived: true });
  });

  test('that is restored goes on where it was', async () => {
    const { bank, ledgers, Ledger, Tick, counter } = await newBank();
    for (const stream of [bank.streams.of(Ledger, 'l-1'), bank.streams.of(counter, 'c')]) {
      await stream.archive();
      await stream.restore();
      await stream.restore();
    }

    const ledger = await ledgers.get('l-1');
    ledger.add();
    await ledgers.add(ledger);
    await bank.process(new Tick({ counterId: 'c' }));

    expect(await ledgers.get('l-1')).toMatchObject({ count: 4 });
    expect(await bank.stateOf(counter, 'c')).toBe(2);
    expect(await bank.verify()).toMatchObject({ isSound: true });
  });

  test('that was deleted is not restored', async () => {
    const { bank, Ledger } = await newBank();
    await bank.streams.of(Ledger, 'l-1').delete();

    await expect(bank.streams.of(Ledger, 'l-1').restore()).rejects.toMatchObject({
      code: 'STREAM_DELETED',
      details: { stream: 'Ledger-l-1' },
    });
  });

  test('loses its first events when no state is built from them', async () => {
    const { bank, accounts, Account } = await newBank();
    const account = await accounts.get('a');
    account.open();
    await accounts.add(account);
    const stream = bank.streams.of(Account, 'a');

    await stream.truncateBefore(1);

    expect(await stream.describe()).toMatchObject({ firstVersion: 1, version: 1 });
    expect(await accounts.has('a')).toBe(true);
  });

  test('keeps them when a state is built from them', async () => {
    const { bank, Ledger, counter } = await newBank();
    const before = await positionsIn(bank);

    await expect(bank.streams.of(Ledger, 'l-1').truncateBefore(1)).rejects.toThrow(
      'Ledger-l-1 cannot lose its first events: the state of Ledger is built from all of them.',
    );
    await expect(bank.streams.of(counter, 'c').truncateBefore(1)).rejects.toMatchObject({
      code: 'STREAM_NEEDED',
      details: { stream: 'Counter-c', element: 'Counter' },
    });
    await expect(bank.streams.named('Ledger-l-1').truncateBefore(1)).rejects.toMatchObject({
      code: 'STREAM_NEEDED',
    });
    expect(await positionsIn(bank)).toEqual(before);

    await bank.streams.named('Ledger:fact-l-1').truncateBefore(1);
    expect(await positionsIn(bank)).not.toEqual(before);
  });

  test('that is deleted is gone with all that repeats it, and its identity with it', async () => {
    const { bank, ledgers, Ledger, Counted } = await newBank();
    expect(await ledgers.get('l-1')).toMatchObject({ count: 3 });

    await bank.streams.of(Ledger, 'l-1').delete();

    expect(await ledgers.getOrNull('l-1')).toBeNull();
    expect((await bank.log.read({ limit: 10 })).map(({ stream }) => stream)).toEqual(['Counter-c']);
    const again = ledgers.add(Ledger.createFrom(new Counted(), 'l-1'));
    await expect(again).rejects.toMatchObject({ violations: [{ code: 'unique', path: ['id'] }] });
    expect((await bank.verify()).isSound).toBe(true);
  });

  test('is verified in the database where it lies', async () => {
    const { bank } = await newBank();

    expect(await bank.verify()).toMatchObject({ isSound: true, events: 5, streams: 3 });
    expect(await bank.verify({ database: 'accounts' })).toMatchObject({
      isSound: true,
      events: 1,
      streams: 1,
    });
    await expect(bank.verify({ database: 'account' })).rejects.toThrow(
      'There is no database account. Give it to init({ databases }), which has default, accounts.',
    );
  });

  test('is looked after within a unit of work, or not at all', async () => {
    const { bank, Ledger } = await newBank();
    const stream = bank.streams.of(Ledger, 'l-1');

    const failed = bank.unitOfWork(async () => {
      await stream.archive();
      expect(await stream.describe()).toMatchObject({ isArchived: true });
      throw new RangeError('afterwards');
    });

    await expect(failed).rejects.toThrow(RangeError);
    expect(await stream.describe()).toMatchObject({ isArchived: false });
  });
});
