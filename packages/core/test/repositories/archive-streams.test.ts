import { describe, expect, test } from '@jest/globals';
import { Aggregate, Command, Domain, Event, apply, field, memory, type Defaulted } from '@domainry/core';

async function newBank() {
  let now = Date.parse('2030-01-01T00:00:00Z');
  const bank = new Domain('Bank', { clock: () => new Date(now) });
  @bank.event('Ledger')
  class Counted extends Event<Counted> {}
  @bank.event('Ledger')
  class Closed extends Event<Closed> {}
  @bank.aggregate({ eventSourced: true, snapshotEvery: 100, factEvents: true })
  class Ledger extends Aggregate<Ledger> {
    @field.integer({ default: 0 }) count!: Defaulted<number>;
    add(): void {
      this.raise_(new Counted());
    }
    close(): void {
      this.raise_(new Closed());
    }
    @apply(Counted)
    counted(): void {
      this.count += 1;
    }
    @apply(Closed)
    closed(): void {}
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
    snapshotEvery: 50,
  });
  const database = memory();
  await bank.init({ databases: { default: database } });
  const ledgers = bank.repositoryFor(Ledger);
  const open = async (id: string, year: number, isClosed = false): Promise<void> => {
    now = Date.parse(`${year}-01-01T00:00:00Z`);
    const ledger = Ledger.createFrom(new Counted(), id);
    if (isClosed) ledger.close();
    await ledgers.add(ledger);
  };
  const archived = async (): Promise<readonly string[]> =>
    (await bank.streams.list({ limit: 500 }))
      .filter(({ isArchived }) => isArchived)
      .map(({ stream }) => stream)
      .sort();
  return { bank, ledgers, Ledger, Closed, Counted, Tick, counter, open, archived };
}

describe('streams are archived', () => {
  test('that had their last event before a moment', async () => {
    const { bank, Ledger, open, archived, ledgers } = await newBank();
    await open('old', 2020);
    await open('young', 2029);
    await open('woken', 2020);
    await open('other', 2029);
    const woken = await ledgers.get('woken');
    woken.add();
    await ledgers.add(woken);

    const selection = { of: Ledger, lastBefore: new Date('2025-01-01') };
    expect(await bank.streams.archive({ ...selection, dryRun: true })).toEqual({ streams: 1, missed: 0 });
    expect(await archived()).toEqual([]);

    expect(await bank.streams.archive(selection)).toEqual({ streams: 1, missed: 0 });
    expect(await archived()).toEqual(['Ledger-old', 'Ledger:fact-old']);
    expect(await bank.streams.archive(selection)).toEqual({ streams: 0, missed: 0 });
    expect((await bank.verify()).isSound).toBe(true);
  });

  test('that have come to an end, as far as both conditions hold', async () => {
    const { bank, Ledger, Closed, open, archived } = await newBank();
    await open('ended', 2020, true);
    await open('ended lately', 2029, true);
    await open('open', 2020);

    await bank.streams.archive({ of: Ledger, endedBy: [Closed], lastBefore: new Date('2025-01-01') });
    expect(await archived()).toEqual(['Ledger-ended', 'Ledger:fact-ended']);

    expect(await bank.streams.archive({ of: 'Ledger', endedBy: [Closed] })).toEqual({
      streams: 1,
      missed: 0,
    });
    expect(await archived()).toHaveLength(4);
  });

  test('more than one page of them, of a decider as well', async () => {
    const { bank, Tick, counter, archived } = await newBank();
    for (let count = 0; count < 205; count++) await bank.process(new Tick({ counterId: `c${count}` }));

    const selection = { of: counter, lastBefore: new Date('2031-01-01') };

    expect(await bank.streams.archive(selection)).toEqual({ streams: 205, missed: 0 });
    expect(await archived()).toHaveLength(205);
  });

  test('unless somebody writes to one after it was looked at', async () => {
    const { bank, Ledger, open, ledgers, archived } = await newBank();
    await open('l', 2020);
    const stream = bank.streams.of(Ledger, 'l');
    const { version } = await stream.describe();
    const ledger = await ledgers.get('l');
    ledger.add();
    await ledgers.add(ledger);

    await expect(stream.archive({ expectedVersion: version })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
    });
    expect(await archived()).toEqual([]);
  });

  test.each<[object, string]>([
    [{ of: 'Ledger' }, 'Say lastBefore, endedBy, or both.'],
    [{ lastBefore: new Date() }, 'of has to be an aggregate, a decider, or the name of a category'],
    [{ of: 'Ledger', lastbefore: new Date() }, 'Did you mean lastBefore?'],
    [{ of: 'Ledger', lastBefore: new Date(Number.NaN) }, 'lastBefore, which has to be a date'],
    [{ of: 'Ledger', endedBy: [] }, 'endedBy, which has to be an array of classes of events'],
  ])('and %j is refused', async (selection, message) => {
    const { bank } = await newBank();

    expect(() => bank.streams.archive(selection as never)).toThrow(message);
  });
});

describe('a snapshot is taken when somebody asks for it', () => {
  test('of an aggregate and of a decider, at the version they have', async () => {
    const { bank, Ledger, Tick, counter, open, ledgers } = await newBank();
    await open('l', 2020);
    await bank.process(new Tick({ counterId: 'c' }));
    await bank.process(new Tick({ counterId: 'c' }));

    expect(await bank.streams.of(Ledger, 'l').takeSnapshot()).toBe(0);
    expect(await bank.streams.named('Counter-c').takeSnapshot()).toBe(1);

    const ledger = await ledgers.get('l');
    ledger.add();
    await ledgers.add(ledger);
    expect(await ledgers.get('l')).toMatchObject({ count: 2 });
    expect(await bank.stateOf(counter, 'c')).toBe(2);
    expect((await bank.verify()).isSound).toBe(true);
  });

  test('of nothing, there is none; of what is archived neither', async () => {
    const { bank, Ledger, open } = await newBank();
    await open('l', 2020);
    await bank.streams.of(Ledger, 'l').archive();

    expect(await bank.streams.of(Ledger, 'nobody').takeSnapshot()).toBeUndefined();
    expect(await bank.streams.of(Ledger, 'l').takeSnapshot()).toBeUndefined();
  });

  test('of what is not loaded from snapshots, it is refused', async () => {
    const { bank, open } = await newBank();
    await open('l', 2020);

    await expect(bank.streams.named('Ledger:fact-l').takeSnapshot()).rejects.toMatchObject({
      code: 'SNAPSHOT_UNUSED',
      details: { stream: 'Ledger:fact-l' },
    });
  });
});
