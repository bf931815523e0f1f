import { expect, test } from '@jest/globals';
import { DomainryError, memory, type JsonValue } from '@domainry/core';
import type {
  Calculation,
  Database,
  Predicate,
  StateQuery,
  StateRecord,
  StateShape,
  StateWriter,
} from '@domainry/core/ports';
import fc from 'fast-check';
import { sqlite } from '../../src/index.js';
import { findDrivers } from '../drivers.js';
import { newFile } from '../files.js';
import { makeModel, modelPlans } from './random-model.js';
import { calculationsOf, conditionsOf, queriesOf } from './random-queries.js';
import { dataOf, identities, recordsOf } from './random-values.js';
import '../same-cases-in-ci.js';

const { found: drivers } = await findDrivers();

type Step =
  | { readonly kind: 'insert'; readonly record: StateRecord }
  | { readonly kind: 'update'; readonly record: StateRecord; readonly isKnown: boolean }
  | { readonly kind: 'remove'; readonly id: string; readonly version: number }
  | {
      readonly kind: 'updateAll';
      readonly where: Predicate;
      readonly changes: Readonly<Record<string, JsonValue>>;
    }
  | { readonly kind: 'removeAll' | 'count'; readonly where: Predicate }
  | { readonly kind: 'find'; readonly query: StateQuery }
  | { readonly kind: 'calculate'; readonly where: Predicate; readonly calculations: readonly Calculation[] };

interface Turn {
  readonly steps: readonly Step[];
  readonly isCommitted: boolean;
}

function stepsOf(shape: StateShape): fc.Arbitrary<Step> {
  const conditions = conditionsOf(shape);
  const changes = dataOf(shape).map((data) => {
    const entries = Object.entries(data).filter(([name]) => name !== 'id' && !shape.nested.has(name));
    return Object.fromEntries(entries.slice(0, 2));
  });
  return fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('insert'), record: recordsOf(shape) }) },
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant('update'), record: recordsOf(shape), isKnown: fc.boolean() }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove'), id: identities, version: fc.nat(2) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('updateAll'), where: conditions, changes }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('removeAll', 'count'), where: conditions }) },
    { weight: 8, arbitrary: fc.record({ kind: fc.constant('find'), query: queriesOf(shape) }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('calculate'),
        where: conditions,
        calculations: calculationsOf(shape),
      }),
    },
  ) as fc.Arbitrary<Step>;
}

/** Shapes come to be with a domain, for which one has to wait; so what is done with them is generated afterwards. */
const histories = fc.record({ plan: modelPlans, seed: fc.integer() });

async function act(states: StateWriter, shape: StateShape, step: Step): Promise<unknown> {
  switch (step.kind) {
    case 'insert':
      return await states.insert(shape, step.record);
    case 'update': {
      const { record, isKnown } = step;
      const before = await states.get(shape, record.id);
      const expected = isKnown ? (before?.version ?? 0) : record.version;
      const next = { ...record, version: expected + 1 };
      return await states.update(shape, next, expected, isKnown ? before : undefined);
    }
    case 'remove':
      return await states.remove(shape, step.id, step.version);
    case 'updateAll':
      return await states.updateAll(shape, step.where, step.changes);
    case 'removeAll':
    case 'count':
      return await states[step.kind](shape, step.where);
    case 'find':
      return await states.find(shape, step.query);
    case 'calculate':
      return await states.calculate(shape, step.where, step.calculations);
  }
}

/** What a step came to, as text that two stores must have in common. */
async function outcomeOf(attempt: Promise<unknown>): Promise<string> {
  try {
    return canonical((await attempt) ?? 'done');
  } catch (error) {
    if (!DomainryError.is(error)) throw error;
    return `${error.code}: ${error.message} ${canonical(error.details)}`;
  }
}

/** Empty collections of children may be left out of what is read; keys have no order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}

/** Without the collections of children that are empty, at any depth. */
function withoutEmptyChildren(record: StateRecord, shape: StateShape): StateRecord {
  type Data = Readonly<Record<string, JsonValue>>;
  const clean = (data: Data, within: Pick<StateShape, 'nested'>): Data =>
    Object.fromEntries(
      Object.entries(data).flatMap(([name, value]): [string, JsonValue][] => {
        const nested = within.nested.get(name);
        if (nested === undefined || nested.kind === 'valueObjects') return [[name, value]];
        if (nested.kind !== 'children') return [[name, clean(value as Data, nested.shape())]];
        const children = (value as readonly Data[]).map((child) => clean(child, nested.shape()));
        return children.length === 0 ? [] : [[name, children]];
      }),
    );
  return { ...record, data: clean(record.data, shape) };
}

function cleaned(step: Step, shape: StateShape): Step {
  return step.kind === 'insert' || step.kind === 'update'
    ? { ...step, record: withoutEmptyChildren(step.record, shape) }
    : step;
}

async function play(
  database: Database,
  shape: StateShape,
  turns: readonly Turn[],
): Promise<readonly string[]> {
  const outcomes: string[] = [];
  for (const { steps, isCommitted } of turns) {
    const transaction = await database.begin();
    for (const step of steps) {
      const outcome = await outcomeOf(act(transaction.states, shape, cleaned(step, shape)));
      outcomes.push(`${canonical(step)} → ${outcome}`);
    }
    await (isCommitted ? transaction.commit() : transaction.rollback());
    outcomes.push(
      `then there is ${await outcomeOf(database.states.find(shape, { where: { kind: 'everything' }, orderBy: [] }))}`,
    );
    // Outside of transactions, too, questions have the same answers.
    for (const step of steps)
      if (step.kind === 'find') outcomes.push(await outcomeOf(database.states.find(shape, step.query)));
  }
  return outcomes;
}

test.each(drivers)(
  'Whatever a model holds, and whatever is done and asked, %s answers as memory does',
  async (driver) => {
    await fc.assert(
      fc.asyncProperty(histories, async ({ plan, seed }) => {
        const { root, ...model } = await makeModel(plan);
        const turns = fc.array(
          fc.record<Turn>({
            steps: fc.array(stepsOf(root), { minLength: 1, maxLength: 8 }),
            isCommitted: fc.boolean().map((isRolledBack) => !isRolledBack),
          }),
          { minLength: 3, maxLength: 6 },
        );
        await fc.assert(
          fc.asyncProperty(turns, async (history) => {
            const expected = await memory().open(model);
            const actual = await sqlite(newFile(), { driver, synchronous: 'normal' }).open(model);
            try {
              expect(await play(actual, root, history)).toEqual(await play(expected, root, history));
            } finally {
              await actual.close();
              await expected.close();
            }
          }),
          { seed, numRuns: 4, endOnFailure: false },
        );
      }),
      { numRuns: Number(process.env['DIFFERENTIAL_RUNS'] ?? 25), endOnFailure: true },
    );
  },
);
