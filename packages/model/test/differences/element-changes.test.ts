import { describe, expect, test } from '@jest/globals';
import {
  compareModels,
  type CompareOptions,
  type ElementDocument,
  type ModelChange,
  type ModelDocument,
} from '@domainry/model';
import { contextOf, edge, element, field, machine, rule } from '../documents.js';

function changes(
  before: readonly ElementDocument[],
  after: readonly ElementDocument[],
  options: CompareOptions = {},
): readonly ModelChange[] {
  return compareModels(contextOf('Ordering', before), contextOf('Ordering', after), options).changes;
}

function told(...given: Parameters<typeof changes>): readonly string[] {
  return changes(...given).map(({ path, code, impact }) => `${path} ${code} ${impact}`);
}

const required = { presence: 'required' };

describe('Elements', () => {
  test('that are added are safe', () => {
    expect(told([], [element('event', 'Placed')])).toEqual(['Ordering.Placed ELEMENT_ADDED safe']);
  });

  test.each([
    ['event', 'breaking'],
    ['command', 'breaking'],
    ['query', 'breaking'],
    ['projection', 'breaking'],
    ['aggregate', 'breaking'],
    ['processManager', 'breaking'],
    ['valueObject', 'safe'],
    ['domainService', 'safe'],
    ['eventHandler', 'safe'],
  ] as const)('of kind %s that are removed are %s', (kind, impact) => {
    expect(told([element(kind, 'Subject')], [])).toEqual([`Ordering.Subject ELEMENT_REMOVED ${impact}`]);
  });

  test('that are removed when that was announced are expected to go, and not before', () => {
    const leaving = element('command', 'Place', { deprecated: { since: '1.4', removal: '2.0.0' } });

    expect(changes([leaving], [], { version: '2.0.0' })).toMatchObject([
      { impact: 'safe', mitigation: 'Its removal was announced for 2.0.0.' },
    ]);
    expect(changes([leaving], [], { version: '2.1' })).toMatchObject([{ impact: 'safe' }]);
    expect(changes([leaving], [], { version: '1.10.0' })).toMatchObject([
      { impact: 'breaking', why: 'Whoever sends it is refused. It was announced to stay until 2.0.0.' },
    ]);
    expect(changes([leaving], [])).toMatchObject([{ impact: 'breaking' }]);
  });

  test('are compared by dates when their removal was announced for one', () => {
    const leaving = element('command', 'Place', { deprecated: { since: '1', removal: '2026-06-01' } });

    expect(changes([leaving], [], { version: '2026-06-01' })).toMatchObject([{ impact: 'safe' }]);
    expect(changes([leaving], [], { version: '2026-05-31' })).toMatchObject([{ impact: 'breaking' }]);
    expect(changes([leaving], [], { version: '9.0.0' })).toMatchObject([{ impact: 'breaking' }]);
  });

  test('fields go as announced, too', () => {
    const leaving = field('note', 'string', { deprecated: { since: '1', removal: '2' } });
    const [before, after] = [element('event', 'Placed', { fields: [leaving] }), element('event', 'Placed')];

    expect(changes([before], [after], { version: '2' })).toMatchObject([{ impact: 'safe' }]);
    expect(changes([before], [after], { version: '1' })).toMatchObject([{ impact: 'breaking' }]);
  });

  test('that become something else, or abstract, are not what they were', () => {
    expect(told([element('entity', 'Line')], [element('valueObject', 'Line')])).toEqual([
      'Ordering.Line ELEMENT_KIND_CHANGED breaking',
    ]);
    expect(told([element('event', 'Sent')], [element('event', 'Sent', { abstract: true })])).toEqual([
      'Ordering.Sent ELEMENT_MADE_ABSTRACT breaking',
    ]);
  });

  test('that are deprecated, described, moved or given other options stay what they were', () => {
    const before = element('event', 'Placed');
    const after = element('event', 'Placed', {
      deprecated: { since: '2', use: 'Ordered' },
      description: 'It was placed.',
      belongsTo: 'Ordering.Order',
      options: { retry: 3 },
    });

    expect(told([before], [after])).toEqual([
      'Ordering.Placed DESCRIPTION_CHANGED informational',
      'Ordering.Placed ELEMENT_DEPRECATED informational',
      'Ordering.Placed ELEMENT_MOVED informational',
      'Ordering.Placed.retry OPTION_CHANGED informational',
    ]);
    expect(told([after], [before])).toContain('Ordering.Placed ELEMENT_REINSTATED informational');
  });
});

describe('Messages', () => {
  const versions = (version: number, parts: object = {}, ...fields: ElementDocument['fields']) =>
    element('event', 'Placed', { message: { version, ...parts }, fields });
  const upcasters = [{ from: 1, to: 2, upcaster: 'Ordering.PlacedFrom1' }];

  test('that are renamed and say so are still known', () => {
    const renamed = element('event', 'Ordered', { message: { renamedFrom: ['Placed'] } });

    expect(told([element('event', 'Placed')], [renamed])).toEqual([
      'Ordering.Ordered ELEMENT_RENAMED safe',
      'Ordering.Ordered TYPE_CHANGED safe',
    ]);
  });

  test('that are renamed and do not say so are gone', () => {
    expect(told([element('event', 'Placed')], [element('event', 'Ordered')])).toEqual([
      'Ordering.Ordered ELEMENT_ADDED safe',
      'Ordering.Placed ELEMENT_REMOVED breaking',
    ]);
  });

  test('that are stored under another name are not found, unless they say their former one', () => {
    const stored = (type: string, renamedFrom: readonly string[] = []) =>
      element('event', 'Placed', { message: { type, renamedFrom } });

    expect(changes([stored('Ordering.Placed.v1')], [stored('Sales.Placed.v1')])).toMatchObject([
      { code: 'TYPE_CHANGED', impact: 'breaking', compatibility: 'none' },
    ]);
    expect(
      changes([stored('Ordering.Placed.v1')], [stored('Sales.Placed.v1', ['Ordering.Placed'])]),
    ).toMatchObject([{ code: 'TYPE_CHANGED', impact: 'safe', compatibility: 'backward' }]);
  });

  test('of a new version need an upcaster, which makes up for other fields', () => {
    const without = told([versions(1)], [versions(2, {}, field('note', 'string', required))]);
    const covered = changes([versions(1)], [versions(2, { upcasters }, field('note', 'string', required))]);

    expect(without).toEqual([
      'Ordering.Placed VERSION_RAISED breaking',
      'Ordering.Placed.note FIELD_ADDED breaking',
    ]);
    expect(covered).toMatchObject([
      { code: 'VERSION_RAISED', impact: 'safe', mitigation: 'Ordering.PlacedFrom1' },
      { code: 'FIELD_ADDED', impact: 'safe', compatibility: 'none', mitigation: 'Ordering.PlacedFrom1' },
    ]);
  });

  test('may keep the class of their former version instead', () => {
    const former = element('event', 'Placed.v1');

    expect(told([versions(1)], [versions(2), former])).toEqual(['Ordering.Placed VERSION_RAISED safe']);
  });

  test('of a new version are news to readers in other contexts, upcasters or not', () => {
    const published = { published: true };

    expect(told([versions(1, published)], [versions(2, { ...published, upcasters })])).toEqual([
      'Ordering.Placed VERSION_RAISED breaking',
    ]);
  });

  test('keep the upcasters of all former versions, and never go back', () => {
    expect(changes([versions(2, { upcasters })], [versions(2)])).toMatchObject([
      { code: 'UPCASTER_REMOVED', impact: 'breaking', before: '1 → 2' },
    ]);
    expect(told([versions(2, { upcasters })], [versions(1)])).toEqual([
      'Ordering.Placed VERSION_LOWERED breaking',
    ]);
  });

  test('may lose the class of a former version when an upcaster covers it', () => {
    const former = element('event', 'Placed.v1');

    expect(told([versions(2), former], [versions(2, { upcasters })])).toEqual([
      'Ordering.Placed.v1 ELEMENT_REMOVED safe',
    ]);
    expect(told([versions(2), former], [versions(2)])).toEqual([
      'Ordering.Placed.v1 ELEMENT_REMOVED breaking',
    ]);
  });

  test('may be published, and not be withdrawn', () => {
    expect(told([versions(1)], [versions(1, { published: true })])).toEqual([
      'Ordering.Placed MESSAGE_PUBLISHED safe',
    ]);
    expect(told([versions(1, { published: true })], [versions(1)])).toEqual([
      'Ordering.Placed MESSAGE_WITHDRAWN breaking',
    ]);
  });

  test('may become lenient, and not strict', () => {
    expect(told([versions(1)], [versions(1, { lenient: true })])).toEqual([
      'Ordering.Placed LENIENCY_CHANGED safe',
    ]);
    expect(told([versions(1, { lenient: true })], [versions(1)])).toEqual([
      'Ordering.Placed LENIENCY_CHANGED breaking',
    ]);
  });
});

describe('Storage', () => {
  test.each([
    [{ storedAs: 'orders' }, { storedAs: 'sales' }],
    [{ stream: 'Order' }, { stream: 'Sale' }],
    [{}, { database: 'archive' }],
  ])('%j stays where it is: %j is elsewhere', (before, after) => {
    const kept = (storage: object) => element('aggregate', 'Order', { storage });

    expect(told([kept(before)], [kept(after)])).toEqual(['Ordering.Order STORED_ELSEWHERE breaking']);
  });

  test('stays what it is: rows, or events', () => {
    const [rows, events] = [
      element('aggregate', 'Order'),
      element('aggregate', 'Order', { storage: { eventSourced: true } }),
    ];

    expect(told([rows], [events])).toEqual(['Ordering.Order EVENT_SOURCING_CHANGED breaking']);
    expect(told([events], [rows])).toEqual(['Ordering.Order EVENT_SOURCING_CHANGED breaking']);
  });

  test('may hold twice what was not unique before', () => {
    const unique = (...keys: readonly string[]) =>
      element('aggregate', 'Order', { storage: { unique: keys } });

    expect(told([unique()], [unique('number')])).toEqual(['Ordering.Order UNIQUENESS_ADDED breaking']);
    expect(told([unique('number')], [unique()])).toEqual(['Ordering.Order UNIQUENESS_REMOVED safe']);
  });

  test('holds fields that become unique', () => {
    const number = (parts: object) =>
      element('aggregate', 'Order', { fields: [field('number', 'string', parts)] });

    expect(told([number({})], [number({ unique: true })])).toEqual([
      'Ordering.Order.number UNIQUENESS_ADDED breaking',
    ]);
    expect(told([number({})], [number({ identifier: true })])).toContain(
      'Ordering.Order.number FIELD_IDENTITY_CHANGED breaking',
    );
  });
});

describe('Rules', () => {
  const ruled = (kind: 'aggregate' | 'command', ...invariants: ElementDocument['invariants']) =>
    element(kind, 'Subject', { invariants });

  test('that are added refuse what is sent, and are no matter of what is stored', () => {
    expect(told([ruled('command')], [ruled('command', rule('paid'))])).toEqual([
      'Ordering.Subject.paid INVARIANT_ADDED breaking',
    ]);
    expect(told([ruled('aggregate')], [ruled('aggregate', rule('paid'))])).toEqual([
      'Ordering.Subject.paid INVARIANT_ADDED safe',
    ]);
    expect(told([ruled('command', rule('paid'))], [ruled('command')])).toEqual([
      'Ordering.Subject.paid INVARIANT_REMOVED safe',
    ]);
  });

  test('keep the codes that callers act on', () => {
    const before = ruled('aggregate', rule('paid', { code: 'unpaid' }));
    const after = ruled('aggregate', rule('paid', { code: 'notPaid', message: 'Other words' }));

    expect(told([before], [after])).toEqual([
      'Ordering.Subject.paid INVARIANT_CHANGED informational',
      'Ordering.Subject.paid INVARIANT_CODE_CHANGED breaking',
    ]);
  });

  test('of states: steps that are removed were relied on', () => {
    const states = (steps: readonly string[], parts: object = {}) =>
      element('aggregate', 'Order', { stateMachines: [machine('status', steps, parts)] });
    const [few, more] = [states(['Draft → Sent']), states(['Draft → Sent', 'Sent → Paid'])];
    const open = states([], { open: true });

    expect(told([few], [more])).toEqual(['Ordering.Order.status TRANSITION_ADDED safe']);
    expect(told([more], [few])).toEqual(['Ordering.Order.status TRANSITION_REMOVED breaking']);
    expect(told([few], [open])).toEqual(['Ordering.Order.status TRANSITIONS_OPENED safe']);
    expect(told([open], [few])).toEqual(['Ordering.Order.status TRANSITIONS_DECLARED breaking']);
  });
});

describe('Handlers', () => {
  const calls = (message: string, parts: object = {}) => ({
    method: 'on',
    by: 'handle',
    message: `Ordering.${message}`,
    options: {},
    ...parts,
  });
  const handling = (kind: ElementDocument['kind'], ...handlers: ElementDocument['handlers']) =>
    element(kind, 'Handler', { handlers });
  const [command, event] = [element('command', 'Place'), element('event', 'Placed')];

  test('of a command that stays are needed, wherever', () => {
    const mine = handling('commandHandler', calls('Place'));
    const other = element('commandHandler', 'Other', { handlers: [calls('Place')] });

    expect(told([command, mine], [command, handling('commandHandler')])).toEqual([
      'Ordering.Handler.on HANDLER_REMOVED breaking',
    ]);
    expect(told([command, mine], [command, other])).toEqual([
      'Ordering.Handler ELEMENT_REMOVED safe',
      'Ordering.Handler.on HANDLER_REMOVED safe',
      'Ordering.Other ELEMENT_ADDED safe',
    ]);
    expect(told([mine, command], [handling('commandHandler')])).toEqual([
      'Ordering.Handler.on HANDLER_REMOVED informational',
      'Ordering.Place ELEMENT_REMOVED breaking',
    ]);
  });

  test.each([
    ['aggregate', 'breaking'],
    ['decider', 'breaking'],
    ['processManager', 'breaking'],
    ['eventHandler', 'safe'],
    ['projector', 'safe'],
  ] as const)('of an event in a %s that go are %s', (kind, impact) => {
    expect(told([event, handling(kind, calls('Placed'))], [event, handling(kind)])).toEqual([
      `Ordering.Handler.on HANDLER_REMOVED ${impact}`,
    ]);
  });

  test('may have another method', () => {
    expect(
      told(
        [event, handling('eventHandler', calls('Placed'))],
        [event, handling('eventHandler', calls('Placed', { method: 'other' }))],
      ),
    ).toEqual([]);
  });

  test('of a process tell it by the same field as before', () => {
    const step = (parts: object) => handling('processManager', calls('Placed', parts));

    expect(
      told([event, step({ correlate: 'orderId' })], [event, step({ correlate: 'id', end: true })]),
    ).toEqual([
      'Ordering.Handler.on PROCESS_CORRELATION_CHANGED breaking',
      'Ordering.Handler.on PROCESS_END_CHANGED safe',
    ]);
    expect(told([event, step({})], [event, step({ start: true })])).toEqual([
      'Ordering.Handler.on PROCESS_START_CHANGED safe',
    ]);
  });
});

describe('Who is affected', () => {
  const placed = (...fields: ElementDocument['fields']) =>
    element('event', 'Placed', { message: { published: true }, fields });
  const mailer = element('eventHandler', 'Mailer');
  const reacts = edge('Ordering.Mailer', 'reacts', 'Ordering.Placed', { method: 'mail', basis: 'declared' });

  test('is told by element and method, in other contexts too', () => {
    const billing = contextOf('Billing', [element('eventHandler', 'Billing.Invoicing')], {
      edges: [edge('Billing.Invoicing', 'reacts', 'Ordering.Placed', { method: 'invoice' })],
    });
    const [change] = compareModels(
      contextOf('Ordering', [placed(field('note')), mailer], { edges: [reacts] }),
      contextOf('Ordering', [placed(), mailer], { edges: [reacts] }),
      { others: [billing] },
    ).changes;

    expect(change!.affected).toEqual([
      { element: 'Billing.Invoicing', method: 'invoice' },
      { element: 'Ordering.Mailer', method: 'mail' },
    ]);
  });

  test('is told of what is gone as well', () => {
    const { changes: found } = compareModels(
      contextOf('Ordering', [placed(), mailer], { edges: [reacts] }),
      contextOf('Ordering', [mailer]),
    );

    expect(found.find(({ code }) => code === 'ELEMENT_REMOVED')!.affected).toEqual([
      { element: 'Ordering.Mailer', method: 'mail' },
    ]);
  });

  test('of a projection are those who ask for it', () => {
    const list = (...fields: ElementDocument['fields']) => element('projection', 'List', { fields });
    const query = element('query', 'Open', { belongsTo: 'Ordering.List' });
    const answers = edge('Ordering.Reader', 'answers', 'Ordering.Open', {
      method: 'open',
      basis: 'declared',
    });
    const elements = [query, element('queryHandler', 'Reader')];

    const [change] = compareModels(
      contextOf('Ordering', [list(field('note')), ...elements], { edges: [answers] }),
      contextOf('Ordering', [list(), ...elements], { edges: [answers] }),
    ).changes;

    expect(change!.affected).toEqual([
      { element: 'Ordering.Open' },
      { element: 'Ordering.Reader', method: 'open' },
    ]);
  });
});

describe('The context as a whole', () => {
  const compared = (before: Partial<ModelDocument>, after: Partial<ModelDocument>) =>
    compareModels(contextOf('Ordering', [], before), contextOf('Ordering', [], after)).changes.map(
      ({ code, impact }) => `${code} ${impact}`,
    );
  const context = { name: 'Ordering', owners: ['a'], relationships: [{ to: 'Billing', as: 'conformist' }] };
  const term = { name: 'Order', aliases: [], examples: [], usedBy: [], from: 'file' as const };
  const decision = { id: '7', title: 'Use it', file: '7.md', text: '', elements: [] };

  test('may say more of itself, and other things', () => {
    expect(compared({}, { context, glossary: [term], decisions: [decision] })).toEqual([
      'DECISION_ADDED informational',
      'OWNERS_CHANGED informational',
      'RELATIONSHIP_ADDED informational',
      'TERM_ADDED informational',
    ]);
    expect(
      compared(
        { context, glossary: [term] },
        {
          context: {
            ...context,
            description: 'Orders',
            relationships: [{ to: 'Billing', as: 'partnership' }],
          },
          glossary: [{ ...term, definition: 'What is ordered' }],
        },
      ),
    ).toEqual([
      'DESCRIPTION_CHANGED informational',
      'RELATIONSHIP_CHANGED informational',
      'TERM_CHANGED informational',
    ]);
    expect(compared({ context, glossary: [term] }, { context: { ...context, relationships: [] } })).toEqual([
      'RELATIONSHIP_REMOVED informational',
      'TERM_REMOVED informational',
    ]);
  });

  test('keeps its name', () => {
    const { changes: found, impact } = compareModels(
      contextOf('Ordering', [element('event', 'Placed')]),
      contextOf('Sales', [element('event', 'Sales.Placed')]),
    );

    expect(impact).toBe('breaking');
    expect(found).toMatchObject([
      { code: 'CONTEXT_RENAMED', path: 'Sales', before: 'Ordering', after: 'Sales' },
    ]);
  });

  test('tells other connections, where both sources were read', () => {
    const elements = [element('aggregate', 'Order'), element('event', 'Placed'), element('event', 'Sent')];
    const raises = (event: string) =>
      edge('Ordering.Order', 'raises', `Ordering.${event}`, { method: 'place' });
    const withEdges = (...edges: ModelDocument['edges']) => contextOf('Ordering', elements, { edges });

    expect(compareModels(withEdges(raises('Placed')), withEdges(raises('Sent'))).changes).toMatchObject([
      { code: 'CONNECTION_ADDED', why: 'It raises Ordering.Sent now.', impact: 'informational' },
      { code: 'CONNECTION_REMOVED', why: 'It no longer raises Ordering.Placed.', impact: 'informational' },
    ]);
    expect(compareModels(withEdges(raises('Placed')), withEdges()).changes).toEqual([]);
  });
});
