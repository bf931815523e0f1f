import { describe, expect, test } from '@jest/globals';
import { Aggregate, Event } from '@domainry/core';
import { NotOpen, newLedgers, newLog, withLedger } from './ledger.js';

test('a command is decided, its events are stored, and the state follows from them', async () => {
  const { banking, ledger, Deposit, stored } = await withLedger(newLedgers());

  await banking.process(new Deposit({ ledgerId: 'a', amount: 5, times: 3 }));

  expect(await banking.stateOf(ledger, 'a')).toEqual({
    balance: 15,
    isOpen: true,
    isClosed: false,
    owner: 'Ann',
  });
  expect((await stored('Ledger-a')).map(({ version, type, data }) => [version, type, data])).toEqual([
    [0, 'Banking.Opened.v1', '{"owner":"Ann"}'],
    [1, 'Banking.Deposited.v1', '{"amount":5}'],
    [2, 'Banking.Deposited.v1', '{"amount":5}'],
    [3, 'Banking.Deposited.v1', '{"amount":5}'],
  ]);
});

test('processing gives nothing, and the report tells what happened', async () => {
  const { banking, Deposit } = await withLedger(newLedgers());

  const result = await banking.process(new Deposit({ ledgerId: 'a', amount: 5 }));
  const report = await banking.processWithReport(new Deposit({ ledgerId: 'a', amount: 5 }));

  expect(result).toBeUndefined();
  expect(report.attempts).toBe(1);
  expect(report.events).toEqual([
    { id: expect.any(String), type: 'Banking.Deposited.v1', stream: 'Ledger-a', version: 2, position: 3 },
  ]);
});

test('what decide throws reaches the sender, and nothing is stored', async () => {
  const { banking, ledger, Deposit, stored, watched } = newLedgers();
  await banking.init({ databases: { default: watched } });

  await expect(banking.process(new Deposit({ ledgerId: 'b', amount: 5 }))).rejects.toThrow(NotOpen);

  expect(await stored('Ledger-b')).toEqual([]);
  expect(await banking.stateOf(ledger, 'b')).toEqual({ balance: 0, isOpen: false, isClosed: false });
});

test('nothing happens when nothing is decided on', async () => {
  const { banking, Open, stored } = await withLedger(newLedgers());

  await banking.process(new Open({ ledgerId: 'a', owner: 'Bob' }));

  expect(await stored('Ledger-a')).toHaveLength(1);
});

test('a decider that has come to its end decides nothing any more', async () => {
  const { banking, Close, Deposit, probe } = await withLedger(newLedgers());
  await banking.process(new Close({ ledgerId: 'a' }));
  let decided = 0;
  probe.onDecide = () => (decided += 1);

  const late = banking.process(new Deposit({ ledgerId: 'a', amount: 5 }));

  await expect(late).rejects.toMatchObject({
    code: 'DECIDER_TERMINAL',
    message:
      'Deposit was refused: Ledger-a has come to its end, after which Ledger decides nothing. Begin another with an identity of its own.',
  });
  expect(decided).toBe(0);
});

test('event handlers are told what was decided, with lineage from the command', async () => {
  const { banking, probe, Deposit, stored } = await withLedger(newLedgers());

  const { id } = await banking.processWithReport(new Deposit({ ledgerId: 'a', amount: 5 }), {
    correlationId: 'c-1',
  });

  expect(probe.told).toEqual([{ amount: 5, metadata: expect.objectContaining({ id: expect.any(String) }) }]);
  const [, event] = await stored('Ledger-a');
  expect(JSON.parse(event!.metadata)).toMatchObject({ causationId: id, correlationId: 'c-1' });
});

test('enrichers of events are called without an aggregate', async () => {
  const seen: unknown[] = [];
  const event = (given: object, aggregate: unknown) => {
    seen.push([given.constructor.name, aggregate]);
    return { user: 'ann' };
  };

  const { stored } = await withLedger(newLedgers(), { enrich: { event } });

  expect(seen).toEqual([['Opened', undefined]]);
  const [opened] = await stored('Ledger-a');
  expect(JSON.parse(opened!.metadata)).toMatchObject({ extensions: { user: 'ann' } });
});

test('the sender may say which version it saw', async () => {
  const { banking, Deposit } = await withLedger(newLedgers());
  await banking.process(new Deposit({ ledgerId: 'a', amount: 5 }), { expectedVersion: 0 });

  const outdated = banking.process(new Deposit({ ledgerId: 'a', amount: 5 }), { expectedVersion: 0 });

  await expect(outdated).rejects.toMatchObject({ code: 'COMMAND_OUTDATED' });
});

test('a command with an idempotency key is decided once', async () => {
  const { banking, ledger, Deposit } = await withLedger(newLedgers());
  const command = new Deposit({ ledgerId: 'a', amount: 5 });

  await banking.process(command, { idempotencyKey: 'k' });
  const again = await banking.processWithReport(command, { idempotencyKey: 'k' });

  expect(again.isReplay).toBe(true);
  expect((await banking.stateOf(ledger, 'a')).balance).toBe(5);
});

describe('at the same time', () => {
  test('commands that collide are decided again with what the other one did', async () => {
    const { banking, ledger, Deposit, stored } = await withLedger(newLedgers());

    const reports = await Promise.all(
      Array.from({ length: 8 }, () => banking.processWithReport(new Deposit({ ledgerId: 'a', amount: 1 }))),
    );

    expect((await banking.stateOf(ledger, 'a')).balance).toBe(8);
    expect(Math.max(...reports.map(({ attempts }) => attempts))).toBeGreaterThan(1);
    expect((await stored('Ledger-a')).map(({ version }) => version)).toEqual([...Array(9).keys()]);
  });

  test('two that begin the same stream end with one decision each', async () => {
    const { banking, ledger, Open, stored, watched } = newLedgers();
    await banking.init({ logger: newLog(), databases: { default: watched } });

    await Promise.all([
      banking.process(new Open({ ledgerId: 'n', owner: 'Ann' })),
      banking.process(new Open({ ledgerId: 'n', owner: 'Bob' })),
    ]);

    expect(await stored('Ledger-n')).toHaveLength(1);
    expect((await banking.stateOf(ledger, 'n')).isOpen).toBe(true);
  });

  test('commands of one unit of work are decided one after the other', async () => {
    const { banking, ledger, Deposit } = await withLedger(newLedgers());

    await banking.unitOfWork(async () => {
      await Promise.all([1, 2, 3].map((amount) => banking.process(new Deposit({ ledgerId: 'a', amount }))));
      expect((await banking.stateOf(ledger, 'a')).balance).toBe(6);
    });

    expect((await banking.stateOf(ledger, 'a')).balance).toBe(6);
  });
});

test('nothing of a unit of work that fails is stored', async () => {
  const { banking, ledger, probe, Deposit } = await withLedger(newLedgers());

  const failed = banking.unitOfWork(async () => {
    await banking.process(new Deposit({ ledgerId: 'a', amount: 5 }));
    throw new Error('Changed my mind.');
  });

  await expect(failed).rejects.toThrow('Changed my mind.');
  expect((await banking.stateOf(ledger, 'a')).balance).toBe(0);
  expect(probe.told).toEqual([]);
});

test('an event that cannot be evolved is not stored', async () => {
  const { banking, probe, Deposit, stored } = await withLedger(newLedgers());
  let evolved = 0;
  probe.onEvolve = () => {
    if (++evolved === 2) throw new Error('Cannot evolve.');
  };

  await expect(banking.process(new Deposit({ ledgerId: 'a', amount: 5 }))).rejects.toThrow('Cannot evolve.');

  expect(await stored('Ledger-a')).toHaveLength(1);
});

describe('what decide gives is refused', () => {
  test.each([
    ['a promise', () => Promise.resolve([]), /Ledger\.decide gave a Promise for Deposit\. Give an event/],
    ['nothing', () => undefined, /Ledger\.decide gave nothing for Deposit/],
    ['plain data', () => [{ amount: 3 }], /Ledger\.decide gave an object for Deposit/],
  ])('when it is %s', async (_what, decision, message) => {
    const { banking, probe, Deposit } = await withLedger(newLedgers());
    probe.decision = decision;

    await expect(banking.process(new Deposit({ ledgerId: 'a', amount: 5 }))).rejects.toMatchObject({
      code: 'DECISION_INVALID',
      message: expect.stringMatching(message),
    });
  });

  test('when it is an event of somebody else', async () => {
    const made = newLedgers();
    const { banking, probe, Deposit } = made;
    @banking.aggregate
    class Account extends Aggregate<Account> {}
    @banking.event(Account)
    class Frozen extends Event<Frozen> {}
    await withLedger(made);
    probe.decision = () => new Frozen();

    await expect(banking.process(new Deposit({ ledgerId: 'a', amount: 5 }))).rejects.toMatchObject({
      code: 'EVENT_NOT_OWNED',
      message:
        "Ledger decided on Frozen, which is not among its events. Declare it with @domain.event('Ledger'), and add it to { events }.",
    });
  });

  test('when it is an event that was given before', async () => {
    const { banking, probe, Deposit, Deposited } = await withLedger(newLedgers());
    const event = new Deposited({ amount: 5 });
    probe.decision = () => [event, event];
    await expect(banking.process(new Deposit({ ledgerId: 'a', amount: 5 }))).rejects.toMatchObject({
      code: 'EVENT_ALREADY_RAISED',
    });
    probe.decision = () => event;
    await banking.process(new Deposit({ ledgerId: 'a', amount: 5 }));

    await expect(banking.process(new Deposit({ ledgerId: 'a', amount: 5 }))).rejects.toMatchObject({
      code: 'EVENT_ALREADY_RAISED',
    });
  });
});

test('an identity that is no text is refused', async () => {
  const { banking, ledger, watched } = newLedgers();
  await banking.init({ databases: { default: watched } });

  await expect(banking.stateOf(ledger, '')).rejects.toMatchObject({ code: 'DECISION_INVALID' });
  await expect(banking.stateOf(class Other {} as never, 'a')).rejects.toMatchObject({
    code: 'CLASS_NOT_REGISTERED',
  });
});

test('the past can be asked for, by version and by moment', async () => {
  let now = 1_000;
  const { banking, ledger, Deposit } = await withLedger(newLedgers({}, { clock: () => new Date(now) }));
  for (const amount of [1, 2, 3]) {
    now += 1_000;
    await banking.process(new Deposit({ ledgerId: 'a', amount }));
  }

  expect((await banking.stateOf(ledger, 'a', { atVersion: 2 })).balance).toBe(3);
  expect((await banking.stateOf(ledger, 'a', { asOf: new Date(2_500) })).balance).toBe(1);
  expect((await banking.stateOf(ledger, 'a', { asOf: new Date(500) })).isOpen).toBe(false);
});

test('a version that never was is refused, and not taken for the latest', async () => {
  const { banking, ledger, Deposit } = await withLedger(newLedgers());
  await banking.process(new Deposit({ ledgerId: 'a', amount: 1 }));
  const { version } = (await banking.streams.of(ledger, 'a').describe())!;

  await expect(banking.stateOf(ledger, 'a', { atVersion: version })).resolves.toMatchObject({ balance: 1 });
  await expect(banking.stateOf(ledger, 'a', { atVersion: version + 1 })).rejects.toMatchObject({
    code: 'AGGREGATE_NOT_FOUND',
    message: expect.stringContaining(
      `There is no version ${version + 1} of Ledger a: its last event is version ${version}.`,
    ),
  });
  await expect(banking.stateOf(ledger, 'never', { atVersion: 0 })).rejects.toMatchObject({
    message: expect.stringContaining('There is no version 0 of Ledger never: it has no events.'),
  });
});

test('all events of a stream are read, however many there are', async () => {
  const { banking, ledger, Deposit } = await withLedger(newLedgers());

  await banking.process(new Deposit({ ledgerId: 'a', amount: 1, times: 2_500 }));

  expect((await banking.stateOf(ledger, 'a')).balance).toBe(2_500);
});
