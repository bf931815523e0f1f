import { expect, test } from '@jest/globals';
import {
  Aggregate,
  Command,
  Domain,
  Event,
  ModelError,
  describeRegistry,
  field,
  handle,
} from '@domainry/core';
import { newLedgers } from './ledger.js';

/** The least that a decider is made of. */
const functions = {
  initial: () => 0,
  decide: () => [],
  evolve: (state: number) => state + 1,
  id: () => 'one',
};

test('the summary shows a decider with what it decides and evolves by', () => {
  const { banking } = newLedgers({ snapshotEvery: 50 });

  const summary = describeRegistry(banking.registry);

  const ledger = summary.elements.find(({ kind }) => kind === 'decider')!;
  expect(summary.counts.decider).toBe(1);
  expect(ledger).toMatchObject({ name: 'Ledger', stream: 'Ledger', options: { snapshotEvery: 50 } });
  expect(ledger.options).toEqual({ snapshotEvery: 50 });
  expect(ledger.place).toContain('ledger.ts');
  expect(ledger.handles.map(({ by, message }) => `${by} ${message!}`)).toEqual([
    'decide Open',
    'decide Deposit',
    'decide Close',
    'evolve Opened',
    'evolve Deposited',
    'evolve Closed',
  ]);
  expect(summary.elements.find(({ name }) => name === 'Opened')).toMatchObject({ belongsTo: 'Ledger' });
});

test('a model with a decider in order has no problems', () => {
  expect(newLedgers().banking.check()).toEqual([]);
});

test('messages that are part of it and not among its own are reported', () => {
  const domain = new Domain('Banking');
  @domain.event('Counter')
  class Counted extends Event<Counted> {}
  @domain.event('Counter')
  class Reset extends Event<Reset> {}
  @domain.command('Counter')
  class Count extends Command<Count> {}
  @domain.command('Counter')
  class Clear extends Command<Clear> {}
  domain.decider('Counter', { ...functions, commands: [Count], events: [Counted] });

  expect(problemsOf(domain)).toEqual([
    expect.stringMatching(
      /^HANDLER_MISSING Counter: Clear \(.*\) is part of it and not among its commands\. Add Clear to \{ commands \}, and decide what happens\.$/,
    ),
    expect.stringMatching(
      /^HANDLER_MISSING Counter: Reset \(.*\) is part of it and not among its events\. Add Reset to \{ events \}, and say how the state evolves\.$/,
    ),
  ]);
});

test('messages that are part of something else are reported, and those it names twice', () => {
  const domain = new Domain('Banking');
  @domain.aggregate
  class Account extends Aggregate<Account> {}
  @domain.event(Account)
  class Frozen extends Event<Frozen> {}
  @domain.command('Counter')
  class Count extends Command<Count> {}
  domain.decider('Counter', { ...functions, commands: [Count, Count], events: [Frozen] });

  expect(problemsOf(domain)).toEqual([
    'DUPLICATE_HANDLER Counter: it names Count twice among its commands. Name it once.',
    "WRONG_CLUSTER Counter.evolve: it names Frozen, which belongs to Account. Declare it with @domain.event('Counter'), or leave it out.",
  ]);
});

test('a command that a decider decides has no other handler', () => {
  const made = newLedgers();
  const { banking, Deposit } = made;
  @banking.aggregate
  class Account extends Aggregate<Account> {}
  @banking.commandHandler(Account)
  class AccountCommands {
    @handle(Deposit)
    deposit(_command: InstanceType<typeof Deposit>): void {}
  }
  void AccountCommands;

  expect(problemsOf(banking)).toEqual([
    'WRONG_CLUSTER AccountCommands.deposit: it handles Deposit, which belongs to Ledger, and this is the handler of Account. Remove @handle: Ledger is a decider, and handles its commands by itself.',
  ]);
});

test('kinds of message that are mixed up are reported', () => {
  const domain = new Domain('Banking');
  @domain.event('Counter')
  class Counted extends Event<Counted> {}
  @domain.command('Counter')
  class Count extends Command<Count> {}
  domain.decider('Counter', { ...functions, commands: [Counted], events: [Count] } as never);

  expect(problemsOf(domain)).toEqual([
    expect.stringContaining('HANDLER_TARGET Counter.decide: it names Counted'),
    expect.stringContaining('HANDLER_TARGET Counter.evolve: it names Count'),
  ]);
});

test('a decider without functions is reported when the domain is initialised', async () => {
  const domain = new Domain('Banking');
  domain.decider('Counter', { commands: [], events: [] } as never);

  const error = await domain.init().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );

  expect(error).toBeInstanceOf(ModelError);
  expect((error as ModelError).problems.map(({ code, cause }) => `${code} ${cause}`)).toEqual([
    'OPTION_INVALID the option commands is not an array of classes, thunks or names',
    'OPTION_INVALID the option events is not an array of classes, thunks or names',
    'OPTION_INVALID the option initial is missing',
    'OPTION_INVALID the option decide is missing',
    'OPTION_INVALID the option evolve is missing',
    'OPTION_INVALID the option id is missing',
  ]);
});

test('its messages may refer to it lazily, and its database has to be there', async () => {
  const domain = new Domain('Banking');
  @domain.event(() => counter)
  class Counted extends Event<Counted> {
    @field.integer({ required: true }) readonly by!: number;
  }
  @domain.command(() => counter)
  class Count extends Command<Count> {}
  const counter = domain.decider('Counter', {
    ...functions,
    commands: [Count],
    events: [Counted],
    database: 'ledgers',
  });

  expect(domain.check()).toEqual([]);
  await expect(domain.init()).rejects.toMatchObject({
    code: 'CONFIGURATION_INVALID',
    message: expect.stringContaining('Counter is kept in the database ledgers, which is not there'),
  });
});

test('a fork may put another in its place', async () => {
  const made = newLedgers();
  const fork = made.banking.fork();
  fork.decider('Ledger', {
    commands: [made.Open, made.Deposit, made.Close],
    events: [made.Opened, made.Deposited, made.Closed],
    initial: () => ({ balance: 7 }),
    decide: () => [],
    evolve: (state) => state,
    id: ({ ledgerId }) => ledgerId,
  });
  await fork.init();

  expect(await fork.stateOf(made.ledger, 'a')).toEqual({ balance: 7 });
  expect(made.banking.check()).toEqual([]);
});

function problemsOf(domain: Domain): readonly string[] {
  return domain.check().map(({ code, element, cause, fix }) => `${code} ${element}: ${cause}. ${fix}`);
}
