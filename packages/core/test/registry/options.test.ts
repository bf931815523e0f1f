import { describe, expect, test } from '@jest/globals';
import {
  Aggregate,
  ApplicationService,
  Command,
  Domain,
  DomainService,
  Entity,
  Event,
  Projection,
  Query,
  Repository,
  ValueObject,
  describeRegistry,
  field,
  type ElementKind,
} from '@domainry/core';
import type { AnyClass } from '../../src/metadata.js';
import { elementKinds } from '../../src/registry/element-kinds.js';
import { problemsWith } from './model-problems.js';

const texts = { right: 'a text', wrong: ['', 3] };
const flags = { right: true, wrong: ['yes', 1] };
const counts = { right: 7, wrong: [0, 1.5, '7'] };
const functions = { right: () => 'a', wrong: ['a', {}] };
const targets = { right: ['Root'], wrong: ['Root', [], [3]] };

interface Values {
  readonly right: unknown;
  readonly wrong: readonly unknown[];
}

/** What an option takes, and what not; by kind where the name alone does not say. */
const values: Readonly<Record<string, Values>> = {
  name: texts,
  description: texts,
  storedAs: texts,
  stream: texts,
  originStream: texts,
  database: texts,
  broker: texts,
  table: texts,
  abstract: flags,
  eventSourced: flags,
  hashChain: flags,
  factEvents: flags,
  lifecycleEvents: flags,
  removable: flags,
  tags: { right: () => ['account:1'], wrong: [['account:1'], 'account:1'] },
  published: flags,
  lenient: flags,
  renamedFrom: { right: ['Former', 'Elsewhere.Former'], wrong: ['', 5, [5], 'a.b.c', 'a b'] },
  snapshotEvery: counts,
  cache: counts,
  version: counts,
  retry: {
    right: { attempts: 2, delay: 5, maxDelay: 50, on: ['UNIQUE_CONFLICT', TypeError] },
    wrong: [3, { attempts: 0 }, { delay: -1 }, { on: ['NO_CODE'] }, { tries: 2 }],
  },
  onFailure: { right: 'stop', wrong: ['halt', true] },
  from: { right: 1, wrong: [0, '1'] },
  to: { right: 2, wrong: [0, '2'] },
  deprecated: {
    right: { since: '1', removal: '2', use: 'That' },
    wrong: [true, '', {}, { since: 1 }, { since: '1', until: '2' }],
  },
  validation: { right: { groups: ['draft'] }, wrong: [true, { groups: 'draft' }] },
  unique: {
    right: [{ fields: ['id'], where: { id: { gt: 'a' } }, name: 'late' }],
    wrong: ['id', [['id']], [{ fields: [] }]],
  },
  indexes: {
    right: ['id', ['id'], { fields: ['id'], where: { id: { gt: 'a' } }, name: 'late' }],
    wrong: ['id', [[]], [3], [{ fields: ['id'], unique: true }]],
  },
  columns: {
    right: { id: { name: 'root_id', type: { postgres: 'varchar(80)' } } },
    wrong: [
      'id',
      { id: 'root_id' },
      { id: { nome: 'root_id' } },
      { id: { name: '_id' } },
      { id: { name: 'a__b' } },
      { id: { type: "text); drop table 'x'" } },
      { id: { type: { mysql: 'text' } } },
      { id: { json: false } },
      { id: { codec: { name: 'a', kind: 'text' } } },
    ],
  },
  aggregates: targets,
  commands: targets,
  events: targets,
  initial: functions,
  decide: functions,
  evolve: functions,
  id: functions,
  isTerminal: functions,
  stateVersion: counts,
  partOf: { right: 'Root', wrong: [3, {}] },
  projection: { right: 'View', wrong: [3, {}] },
  event: { right: 'Happened', wrong: [3, {}] },
  supersededBy: { right: 'Other', wrong: [3, {}] },
};

const bases: Readonly<Partial<Record<ElementKind, AnyClass>>> = {
  aggregate: Aggregate,
  entity: Entity,
  valueObject: ValueObject,
  event: Event,
  command: Command,
  query: Query,
  projection: Projection,
  domainService: DomainService,
  applicationService: ApplicationService,
  repository: Repository,
};

/** A domain with something to refer to. */
function newDomain(): Domain {
  const domain = new Domain('Test');
  domain.register(class Root extends Aggregate {});
  domain.register(class Happened extends Event {}, { partOf: 'Root', version: 2 });
  @domain.projection
  class View extends Projection<View> {
    @field.identifier({ required: true, identifier: true }) key!: string;
  }
  return domain;
}

/** Registers a class of a kind with what the kind needs, and one option. */
function register(domain: Domain, kind: ElementKind, option: string, value: unknown): void {
  const { belongsTo, required = [] } = elementKinds[kind];
  const Base = (bases[kind] ?? class {}) as new () => object;
  const Subject = class Subject extends Base {};
  if (kind === 'projection')
    field.identifier({ required: true, identifier: true })(Subject.prototype as never, 'id' as never);
  if (kind === 'upcaster') Object.assign(Subject.prototype, { upcast: () => ({}) });
  const needed = [...required, ...(belongsTo?.required === true ? [belongsTo.option] : [])];
  const given = Object.fromEntries(needed.map((name) => [name, values[name]!.right]));
  if (kind === 'databaseModel' || kind === 'entity') given['partOf'] = 'Root';
  domain.register(Subject as never, { ...given, [option]: value, kind } as never);
}

const cases = Object.entries(elementKinds).flatMap(([kind, { options }]) =>
  Object.keys(options).map((option) => [kind as ElementKind, option] as const),
);

describe.each(cases)('of @domain.%s, the option %s', (kind, option) => {
  test('is refused with a value that it cannot have', () => {
    for (const wrong of values[option]!.wrong) {
      const domain = newDomain();
      register(domain, kind, option, wrong);

      const problems = [...domain.registry.problems].filter(({ code }) => code === 'OPTION_INVALID');

      expect(problems.map(({ cause }) => cause)).toEqual([
        expect.stringMatching(new RegExp(`^the option ${option} is not `)),
      ]);
    }
  });

  test('is recorded, and shown by the summary', () => {
    const domain = newDomain();
    const { right } = values[option]!;
    register(domain, kind, option, right);
    const name = option === 'name' ? (right as string) : 'Subject';

    const element = domain.registry.find(name)!;
    const summary = describeRegistry(domain.registry).elements.find((each) => each.name === name);

    expect(element.kind).toBe(kind);
    expect(element.options[option]).toEqual(right);
    // What a decider handles is shown as such, one by one.
    const shown = option === 'commands' || option === 'events' ? (right as readonly string[])[0] : right;
    // Functions are no data.
    const written = typeof right === 'function' ? '' : JSON.stringify(shown);
    expect(JSON.stringify(summary)).toContain(written);
    expect(problemsWith(domain, name).filter((problem) => problem.startsWith('OPTION'))).toEqual([]);
  });

  test('is recognised when it is misspelt', () => {
    const domain = newDomain();
    const misspelt = `${option.slice(0, -1)}${option.at(-1)!}x`;
    register(domain, kind, misspelt, values[option]!.right);

    const problems = domain.registry.problems.filter(({ code }) => code === 'OPTION_UNKNOWN');

    expect(problems.map(({ cause, fix }) => `${cause}. ${fix}`)).toEqual([
      `the option ${misspelt} is unknown. Did you mean ${option}?`,
    ]);
  });
});

test('an option that is nothing like any is reported with those there are', () => {
  const domain = newDomain();
  register(domain, 'subscriber', 'constructor', 1);

  expect(domain.registry.problems.map(({ cause, fix }) => `${cause}. ${fix}`)).toEqual([
    'the option constructor is unknown. Options of subscriber: name, description, deprecated, stream, broker, retry.',
  ]);
});

test.each(
  Object.entries(elementKinds)
    .filter(([, { belongsTo }]) => belongsTo?.required === true)
    .map(([kind]) => kind as ElementKind),
)('%s must say what it belongs to', (kind) => {
  const domain = newDomain();
  const Base = (bases[kind] ?? class {}) as new () => object;
  domain.register(class Subject extends Base {} as never, { kind } as never);

  expect(problemsWith(domain, 'Subject').join()).toContain('it does not say what it belongs to');
});
