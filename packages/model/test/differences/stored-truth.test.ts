import { Domain, Event, describeRegistry, field, memory, type FieldSummary } from '@domainry/core';
import { describe, expect, test } from '@jest/globals';
import { compareModels, type FieldDocument } from '@domainry/model';
import { contextOf, element } from '../documents.js';

type Declarations = Readonly<Record<string, () => unknown>>;

/** How an event may change from one release to the next: its fields before and after, and values that were written. */
interface Release {
  readonly what: string;
  readonly before: Declarations;
  readonly written: readonly object[];
  readonly after: Declarations;
  readonly options?: object;
  readonly isRead: boolean;
}

const releases: readonly Release[] = [
  {
    what: 'an optional field is added',
    before: { id: () => field.string({ required: true }) },
    written: [{ id: 'a' }],
    after: { id: () => field.string({ required: true }), note: () => field.string() },
    isRead: true,
  },
  {
    what: 'a field with a default is added',
    before: { id: () => field.string({ required: true }) },
    written: [{ id: 'a' }],
    after: { id: () => field.string({ required: true }), note: () => field.string({ default: 'none' }) },
    isRead: true,
  },
  {
    what: 'a required field is added',
    before: { id: () => field.string({ required: true }) },
    written: [{ id: 'a' }],
    after: { id: () => field.string({ required: true }), note: () => field.string({ required: true }) },
    isRead: false,
  },
  {
    what: 'a generated identity is added',
    before: { note: () => field.string() },
    written: [{ note: 'a' }],
    after: { note: () => field.string(), id: () => field.identifier({ identifier: true }) },
    isRead: false,
  },
  {
    what: 'a field is removed',
    before: { id: () => field.string(), note: () => field.string() },
    written: [{ id: 'a', note: 'b' }],
    after: { id: () => field.string() },
    isRead: false,
  },
  {
    what: 'a field is removed, and the event is lenient',
    before: { id: () => field.string(), note: () => field.string() },
    written: [{ id: 'a', note: 'b' }],
    after: { id: () => field.string() },
    options: { lenient: true },
    isRead: true,
  },
  {
    what: 'a field becomes required',
    before: { note: () => field.string() },
    written: [{ note: 'a' }, {}],
    after: { note: () => field.string({ required: true }) },
    isRead: false,
  },
  {
    what: 'a field becomes optional',
    before: { note: () => field.string({ required: true }) },
    written: [{ note: 'a' }],
    after: { note: () => field.string() },
    isRead: true,
  },
  {
    what: 'a nullable field gets a default',
    before: { note: () => field.string({ nullable: true }) },
    written: [{ note: 'a' }, {}],
    after: { note: () => field.string({ default: 'none' }) },
    isRead: true,
  },
  {
    what: 'a field is renamed and says so',
    before: { customer: () => field.string({ required: true }) },
    written: [{ customer: 'a' }],
    after: { buyer: () => field.string({ required: true, renamedFrom: 'customer' }) },
    isRead: true,
  },
  {
    what: 'a field is renamed and does not say so',
    before: { customer: () => field.string() },
    written: [{ customer: 'a' }],
    after: { buyer: () => field.string() },
    isRead: false,
  },
  {
    what: 'a field gets a stored name',
    before: { customer: () => field.string({ required: true }) },
    written: [{ customer: 'a' }],
    after: { customer: () => field.string({ required: true, storedAs: 'cust' }) },
    isRead: true,
  },
  {
    what: 'a field loses its stored name',
    before: { customer: () => field.string({ storedAs: 'cust' }) },
    written: [{ customer: 'a' }],
    after: { customer: () => field.string() },
    isRead: false,
  },
  {
    what: 'a property is renamed under its stored name',
    before: { customer: () => field.string({ required: true }) },
    written: [{ customer: 'a' }],
    after: { buyer: () => field.string({ required: true, storedAs: 'customer' }) },
    isRead: true,
  },
  {
    what: 'an integer becomes a decimal',
    before: { total: () => field.integer({ required: true }) },
    written: [{ total: 5 }],
    after: { total: () => field.decimal({ required: true }) },
    isRead: true,
  },
  {
    what: 'a number becomes a text',
    before: { total: () => field.float({ required: true }) },
    written: [{ total: 5 }],
    after: { total: () => field.string({ required: true }) },
    isRead: false,
  },
  {
    what: 'a day becomes an instant',
    before: { at: () => field.date({ required: true }) },
    written: [{ at: '2024-02-29' }],
    after: { at: () => field.dateTime({ required: true }) },
    isRead: false,
  },
];

/** A release of the domain, with one event of these fields. */
function releaseOf(declarations: Declarations, options: object = {}) {
  const domain = new Domain('Ordering');
  class Placed extends Event<Placed> {}
  for (const [name, declare] of Object.entries(declarations)) {
    (declare() as (target: object, key: string) => void)(Placed.prototype, name);
  }
  const Registered = domain.register(Placed, { tags: () => ['all:1'], ...options });
  const { fields } = describeRegistry(domain.registry).elements.find(({ name }) => name === 'Placed')!;
  return { domain, Placed: Registered, fields: fields.map(toDocument) };
}

function toDocument({
  kind,
  name,
  presence,
  constraints,
  identifier,
  storedAs,
  renamedFrom,
}: FieldSummary): FieldDocument {
  return {
    name,
    kind,
    presence,
    constraints,
    ...(identifier === undefined ? {} : { identifier }),
    ...(storedAs === undefined ? {} : { storedAs }),
    ...(renamedFrom === undefined ? {} : { renamedFrom }),
  };
}

/** Whether the next release reads what the one before stored, and whether comparing their models says that it does. */
async function tell({ before, written, after, options = {} }: Omit<Release, 'what' | 'isRead'>) {
  const [was, is] = [releaseOf(before), releaseOf(after, options)];
  const database = memory({ keep: true });
  await was.domain.init({ databases: { default: database } });
  for (const values of written) await was.domain.events.append(new was.Placed(values as never));
  await was.domain.close();
  await is.domain.init({ databases: { default: database } });
  const isRead = await is.domain.events.read({ types: [is.Placed] }).then(
    ({ events }) => events.length === written.length,
    () => false,
  );
  const { contracts } = compareModels(
    contextOf('Ordering', [element('event', 'Placed', { fields: was.fields })]),
    contextOf('Ordering', [element('event', 'Placed', { fields: is.fields, message: options })]),
  );
  return { isRead, isSafe: contracts.every(({ impact }) => impact === 'safe') };
}

describe('What was stored by the release before', () => {
  test.each(releases)(
    'is read ($isRead) when $what, and the verdict says so',
    async ({ isRead, ...release }) => {
      expect(await tell(release)).toEqual({ isRead, isSafe: isRead });
    },
  );

  test('is loaded when its rules are narrower, for reading does not check them; the verdict warns of it', async () => {
    const release = {
      before: { code: () => field.string() },
      written: [{ code: 'abcdef' }],
      after: { code: () => field.string({ maxLength: 5 }) },
    };

    expect(await tell(release)).toEqual({ isRead: true, isSafe: false });
  });
});
