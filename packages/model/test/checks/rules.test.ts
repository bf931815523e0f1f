import { describe, expect, test } from '@jest/globals';
import {
  checkModels,
  landscapeOf,
  type ElementDocument,
  type ModelDocument,
  type CheckOptions,
} from '@domainry/model';
import { contextOf, edge, element, field, machine, rule } from '../documents.js';

/** What one rule finds, as place and message. */
function found(
  code: string,
  documents: readonly ModelDocument[],
  options: CheckOptions = {},
): readonly string[] {
  return checkModels(landscapeOf(documents), { ...options, only: [code] }).map(
    ({ context, element: id = context, field: of, method, message }) =>
      `${id}${of === undefined ? '' : `.${of}`}${method === undefined ? '' : `#${method}`}: ${message}`,
  );
}

function ordering(
  elements: readonly ElementDocument[],
  parts: Partial<ModelDocument> = {},
): readonly ModelDocument[] {
  return [contextOf('Ordering', elements, parts)];
}

const aMethod = (name: string, changes: readonly string[] = []): ElementDocument['methods'][number] => ({
  name,
  parameters: [],
  raises: [],
  throws: [],
  changes,
});

/** An aggregate whose source was read. */
const order = element('aggregate', 'Order', { aggregate: 'Ordering.Order', methods: [aMethod('place')] });
const placed = element('event', 'OrderPlaced', { belongsTo: 'Ordering.Order', aggregate: 'Ordering.Order' });
const place = element('command', 'PlaceOrder', { belongsTo: 'Ordering.Order' });

describe('Messages that lead nowhere', () => {
  test('UNHANDLED_COMMAND: a command needs a handler', () => {
    const handled = edge('Ordering.OrderCommands', 'handles', 'Ordering.PlaceOrder', { method: 'place' });
    const handler = element('commandHandler', 'OrderCommands');

    expect(found('UNHANDLED_COMMAND', ordering([place, handler]))).toEqual([
      'Ordering.PlaceOrder: Nobody handles the command PlaceOrder.',
    ]);
    expect(found('UNHANDLED_COMMAND', ordering([place, handler], { edges: [handled] }))).toEqual([]);
  });

  test('UNHANDLED_COMMAND: former versions and abstract commands need none', () => {
    const former = element('command', 'PlaceOrder.v1');
    const shared = element('command', 'AnyCommand', { abstract: true });

    expect(found('UNHANDLED_COMMAND', ordering([former, shared]))).toEqual([]);
  });

  test('UNUSED_COMMAND: an internal command is sent by somebody inside', () => {
    const internal = element('command', 'CloseOrder', { documentation: { hidden: true } });
    const sent = edge('Ordering.Fulfilment', 'sends', 'Ordering.CloseOrder', { method: 'close' });
    const process = element('processManager', 'Fulfilment');

    expect(found('UNUSED_COMMAND', ordering([internal, order]))).toEqual([
      'Ordering.CloseOrder: Nobody sends the internal command CloseOrder.',
    ]);
    expect(found('UNUSED_COMMAND', ordering([internal, order, process], { edges: [sent] }))).toEqual([]);
    expect(found('UNUSED_COMMAND', ordering([place, order]))).toEqual([]);
  });

  test('UNRAISED_EVENT: an event happens somewhere', () => {
    const raises = edge('Ordering.Order', 'raises', 'Ordering.OrderPlaced', { method: 'place' });

    expect(found('UNRAISED_EVENT', ordering([order, placed]))).toEqual([
      'Ordering.OrderPlaced: No method of Order raises OrderPlaced.',
    ]);
    expect(found('UNRAISED_EVENT', ordering([order, placed], { edges: [raises] }))).toEqual([]);
  });

  test('UNRAISED_EVENT: says nothing where the source was not read, and nothing of derived and deprecated events', () => {
    const unread = { ...order, methods: [] };
    const derived = element('event', 'OrderFact', { belongsTo: 'Ordering.Order', derived: 'factEvents' });
    const old = element('event', 'OrderSent', { belongsTo: 'Ordering.Order', deprecated: { since: '1.2' } });

    expect(found('UNRAISED_EVENT', ordering([unread, placed]))).toEqual([]);
    expect(found('UNRAISED_EVENT', ordering([order, derived, old]))).toEqual([]);
  });

  test('UNHANDLED_EVENT: an internal event concerns somebody', () => {
    const reacts = edge('Ordering.Mailer', 'reacts', 'Ordering.OrderPlaced', { method: 'mail' });
    const mailer = element('eventHandler', 'Mailer');
    const published = { ...placed, message: { ...placed.message!, published: true as const } };
    const applies = edge('Ordering.Order', 'applies', 'Ordering.OrderPlaced', { method: 'placed' });

    expect(found('UNHANDLED_EVENT', ordering([placed]))).toEqual([
      'Ordering.OrderPlaced: Nobody handles the event OrderPlaced.',
    ]);
    expect(found('UNHANDLED_EVENT', ordering([placed, mailer], { edges: [reacts] }))).toEqual([]);
    expect(found('UNHANDLED_EVENT', ordering([published]))).toEqual([]);
    expect(found('UNHANDLED_EVENT', ordering([order, placed], { edges: [applies] }))).toEqual([]);
  });

  test('UNHANDLED_EVENT: a handler of every event handles it', () => {
    const journal = element('eventHandler', 'Journal', {
      handlers: [{ method: 'write', by: 'handle', everyEvent: true, options: {} }],
    });

    expect(found('UNHANDLED_EVENT', ordering([placed, journal]))).toEqual([]);
  });

  test('QUERY_WITHOUT_HANDLER: a query is answered', () => {
    const query = element('query', 'OpenOrders');
    const answers = edge('Ordering.Orders', 'answers', 'Ordering.OpenOrders', { method: 'open' });

    expect(found('QUERY_WITHOUT_HANDLER', ordering([query]))).toEqual([
      'Ordering.OpenOrders: Nobody answers the query OpenOrders.',
    ]);
    expect(
      found(
        'QUERY_WITHOUT_HANDLER',
        ordering([query, element('queryHandler', 'Orders')], { edges: [answers] }),
      ),
    ).toEqual([]);
  });
});

describe('Handlers and read models without use', () => {
  test('UNREACHABLE_HANDLER: a handler of what nothing raises', () => {
    const reacts = edge('Ordering.Mailer', 'reacts', 'Ordering.OrderPlaced', { method: 'mail' });
    const documents = ordering([order, placed, element('eventHandler', 'Mailer')], { edges: [reacts] });

    expect(found('UNREACHABLE_HANDLER', documents)).toEqual([
      'Ordering.Mailer#mail: Mailer.mail handles OrderPlaced, which nothing raises.',
    ]);
  });

  test('UNREACHABLE_HANDLER: a subscriber of a stream that a known context does not have', () => {
    const subscriber = element('subscriber', 'Billing.Orders', { options: { stream: 'Ordering.Cart' } });
    const elsewhere = element('subscriber', 'Billing.Payments', { options: { stream: 'Bank.Payment' } });
    const billing = contextOf('Billing', [subscriber, elsewhere]);

    expect(found('UNREACHABLE_HANDLER', [billing, contextOf('Ordering', [order])])).toEqual([
      'Billing.Orders: Orders listens to Ordering.Cart, and Ordering has no such stream.',
    ]);
    expect(found('UNREACHABLE_HANDLER', [billing])).toEqual([]);
  });

  test('EMPTY_HANDLER: a handler handles something', () => {
    expect(found('EMPTY_HANDLER', ordering([element('commandHandler', 'OrderCommands')]))).toEqual([
      'Ordering.OrderCommands: No method of OrderCommands handles anything.',
    ]);
  });

  test('PROCESS_WITHOUT_END: a process ends', () => {
    const step = {
      method: 'begin',
      by: 'handle',
      message: 'Ordering.OrderPlaced',
      start: true as const,
      options: {},
    };
    const manager = (end?: true) =>
      element('processManager', 'Fulfilment', { handlers: [{ ...step, ...(end ? { end } : {}) }] });

    expect(found('PROCESS_WITHOUT_END', ordering([manager()]))).toEqual([
      'Ordering.Fulfilment: No event ends the process Fulfilment.',
    ]);
    expect(found('PROCESS_WITHOUT_END', ordering([manager(true)]))).toEqual([]);
  });

  test('PROJECTION_WITHOUT_PROJECTOR and PROJECTION_WITHOUT_QUERY: a projection is filled, and read', () => {
    const projection = element('projection', 'OrderList');
    const filled = edge('Ordering.OrderListing', 'maintains', 'Ordering.OrderList', { basis: 'declared' });
    const query = element('query', 'OpenOrders', { belongsTo: 'Ordering.OrderList' });

    expect(found('PROJECTION_WITHOUT_PROJECTOR', ordering([projection]))).toEqual([
      'Ordering.OrderList: No projector fills OrderList.',
    ]);
    expect(found('PROJECTION_WITHOUT_PROJECTOR', ordering([projection], { edges: [filled] }))).toEqual([]);
    expect(found('PROJECTION_WITHOUT_QUERY', ordering([projection]))).toEqual([
      'Ordering.OrderList: No query asks for OrderList.',
    ]);
    expect(found('PROJECTION_WITHOUT_QUERY', ordering([projection, query]))).toEqual([]);
  });

  test('AGGREGATE_WITHOUT_COMMANDS: an aggregate is used', () => {
    const handler = element('commandHandler', 'OrderCommands', { belongsTo: 'Ordering.Order' });
    const loads = edge('Ordering.Mailer', 'loads', 'Ordering.Order', { method: 'mail' });

    expect(found('AGGREGATE_WITHOUT_COMMANDS', ordering([order]))).toEqual([
      'Ordering.Order: Nothing uses the aggregate Order.',
    ]);
    expect(found('AGGREGATE_WITHOUT_COMMANDS', ordering([order, handler]))).toEqual([]);
    expect(found('AGGREGATE_WITHOUT_COMMANDS', ordering([order], { edges: [loads] }))).toEqual([]);
    expect(found('AGGREGATE_WITHOUT_COMMANDS', ordering([{ ...order, methods: [] }]))).toEqual([]);
  });

  test('EVENT_SOURCED_WITHOUT_EVENTS: what follows from events has some', () => {
    const sourced = { ...order, storage: { eventSourced: true as const } };

    expect(found('EVENT_SOURCED_WITHOUT_EVENTS', ordering([sourced]))).toEqual([
      'Ordering.Order: Order follows from events, and has none.',
    ]);
    expect(found('EVENT_SOURCED_WITHOUT_EVENTS', ordering([sourced, placed]))).toEqual([]);
  });

  test('UNREACHABLE_STATE: every state but the first is led to', () => {
    const withStates = (initial: string | undefined) => ({
      ...order,
      stateMachines: [
        machine('status', ['Draft → Sent', 'Lost → Sent'], initial === undefined ? {} : { initial }),
      ],
    });

    expect(found('UNREACHABLE_STATE', ordering([withStates('Draft')]))).toEqual([
      'Ordering.Order.status: No transition of Order.status leads to Lost.',
    ]);
    expect(found('UNREACHABLE_STATE', ordering([withStates(undefined)]))).toEqual([]);
  });
});

describe('Borders', () => {
  test('CROSS_AGGREGATE_OBJECT_REFERENCE: aggregates hold no objects of each other', () => {
    const customer = element('aggregate', 'Customer', { aggregate: 'Ordering.Customer' });
    const address = element('entity', 'Address', { aggregate: 'Ordering.Customer' });
    const holding = (target: string, kind = 'list') => ({
      ...order,
      fields: [
        kind === 'list'
          ? field('others', 'list', { items: field('item', 'valueObject', { target }) })
          : field('others', kind, { target }),
      ],
    });

    expect(
      found('CROSS_AGGREGATE_OBJECT_REFERENCE', ordering([holding('Ordering.Customer'), customer])),
    ).toEqual(['Ordering.Order.others: Order.others holds Customer, which is an aggregate.']);
    expect(
      found('CROSS_AGGREGATE_OBJECT_REFERENCE', ordering([holding('Ordering.Address'), customer, address])),
    ).toEqual(['Ordering.Order.others: Order.others holds Address, which belongs to Customer.']);
    expect(
      found(
        'CROSS_AGGREGATE_OBJECT_REFERENCE',
        ordering([holding('Ordering.Customer', 'reference'), customer]),
      ),
    ).toEqual([]);
  });

  test('CLUSTER_CYCLE: references of aggregates run in no circle', () => {
    const customer = element('aggregate', 'Customer', { aggregate: 'Ordering.Customer' });
    const there = edge('Ordering.Order', 'references', 'Ordering.Customer', { method: 'customerId' });
    const back = edge('Ordering.Customer', 'references', 'Ordering.Order', { method: 'lastOrderId' });

    expect(found('CLUSTER_CYCLE', ordering([order, customer], { edges: [there, back] }))).toEqual([
      'Ordering.Customer: Customer and Order refer to each other.',
    ]);
    expect(found('CLUSTER_CYCLE', ordering([order, customer], { edges: [there] }))).toEqual([]);
  });

  /** Two contexts that react to an event of each other. */
  const crossing = (partners: boolean, published: boolean) => {
    const message = published ? { published } : {};
    const paid = element('event', 'Billing.InvoicePaid', { message });
    const billing = contextOf('Billing', [paid, element('eventHandler', 'Billing.Invoicing')], {
      edges: [edge('Billing.Invoicing', 'reacts', 'Ordering.OrderPlaced', { method: 'invoice' })],
    });
    const relationships = partners ? [{ to: 'Billing', as: 'partnership' }] : [];
    return [
      billing,
      contextOf('Ordering', [placed, element('eventHandler', 'Dunning')], {
        edges: [edge('Ordering.Dunning', 'reacts', 'Billing.InvoicePaid', { method: 'stop' })],
        context: { name: 'Ordering', owners: [], relationships },
      }),
    ];
  };

  test('CONTEXT_CYCLE: contexts depend on each other in no circle, unless by what they publish or as partners', () => {
    expect(found('CONTEXT_CYCLE', crossing(false, false))).toEqual([
      'Billing: Billing and Ordering depend on each other.',
    ]);
    expect(found('CONTEXT_CYCLE', crossing(false, true))).toEqual([]);
    expect(found('CONTEXT_CYCLE', crossing(true, false))).toEqual([]);
  });

  test('UNDECLARED_RELATIONSHIP: who relies on whom is said', () => {
    expect(found('UNDECLARED_RELATIONSHIP', crossing(false, true))).toEqual([
      'Billing: Billing relies on Ordering, and neither says how they relate.',
      'Ordering: Ordering relies on Billing, and neither says how they relate.',
    ]);
    expect(found('UNDECLARED_RELATIONSHIP', crossing(true, true))).toEqual([]);
  });

  test('UNPUBLISHED_EVENT_CONSUMED_ELSEWHERE: others rely on what is published', () => {
    expect(found('UNPUBLISHED_EVENT_CONSUMED_ELSEWHERE', crossing(false, true))).toEqual([
      'Ordering.OrderPlaced: Billing.Invoicing relies on OrderPlaced, which is not published.',
    ]);
  });

  test('UNPUBLISHED_EVENT_CONSUMED_ELSEWHERE: a stream that others listen to has published events', () => {
    const subscriber = element('subscriber', 'Billing.Orders');
    const billing = contextOf('Billing', [subscriber], {
      edges: [edge('Billing.Orders', 'subscribes', 'Ordering.Order', { basis: 'declared' })],
    });
    const published = { ...placed, message: { ...placed.message!, published: true as const } };

    expect(found('UNPUBLISHED_EVENT_CONSUMED_ELSEWHERE', [billing, ...ordering([order, placed])])).toEqual([
      'Ordering.Order: Billing.Orders listen to Order, none of whose events is published.',
    ]);
    expect(found('UNPUBLISHED_EVENT_CONSUMED_ELSEWHERE', [billing, ...ordering([order, published])])).toEqual(
      [],
    );
  });

  test('TWO_AGGREGATES_IN_ONE_UNIT: a handler changes one of them, whatever it calls for that', () => {
    const handles = { method: 'place', by: 'handle', message: 'Ordering.PlaceOrder', options: {} };
    const stock = element('aggregate', 'Stock', {
      aggregate: 'Ordering.Stock',
      methods: [aMethod('reserve', ['free']), aMethod('available')],
    });
    const changing = { ...order, methods: [aMethod('place', ['status'])] };
    const elements = [
      changing,
      stock,
      element('domainService', 'Placing'),
      element('commandHandler', 'OrderCommands', { handlers: [handles], methods: [aMethod('place')] }),
    ];
    const via = (stockMethod: string) => [
      edge('Ordering.OrderCommands', 'invokes', 'Ordering.Placing', { method: 'place', via: 'run' }),
      edge('Ordering.Placing', 'invokes', 'Ordering.Order', { method: 'run', via: 'place' }),
      edge('Ordering.Placing', 'invokes', 'Ordering.Stock', { method: 'run', via: stockMethod }),
    ];

    expect(found('TWO_AGGREGATES_IN_ONE_UNIT', ordering(elements, { edges: via('reserve') }))).toEqual([
      'Ordering.OrderCommands#place: OrderCommands.place changes Order and Stock in one unit of work.',
    ]);
    expect(found('TWO_AGGREGATES_IN_ONE_UNIT', ordering(elements, { edges: via('available') }))).toEqual([]);
  });

  test('TWO_AGGREGATES_IN_ONE_UNIT: what other methods of the handler change is their own unit of work', () => {
    const handles = (method: string) => ({
      method,
      by: 'handle',
      message: `Ordering.${method}`,
      options: {},
    });
    const stock = element('aggregate', 'Stock', {
      aggregate: 'Ordering.Stock',
      methods: [aMethod('reserve', ['free'])],
    });
    const elements = [
      { ...order, methods: [aMethod('place', ['status'])] },
      stock,
      element('commandHandler', 'Commands', { handlers: [handles('place'), handles('reserve')] }),
    ];
    const edges = [
      edge('Ordering.Commands', 'invokes', 'Ordering.Order', { method: 'place', via: 'place' }),
      edge('Ordering.Commands', 'invokes', 'Ordering.Stock', { method: 'reserve', via: 'reserve' }),
    ];

    expect(found('TWO_AGGREGATES_IN_ONE_UNIT', ordering(elements, { edges }))).toEqual([]);
  });

  test('LARGE_AGGREGATE and BROAD_HANDLER: sizes have limits, which can be set', () => {
    const parts = ['Line', 'Note'].map((name) => element('entity', name, { aggregate: 'Ordering.Order' }));
    const handlers = ['A', 'B'].map((name) => ({
      method: name,
      by: 'handle',
      message: `Ordering.${name}`,
      options: {},
    }));
    const documents = ordering([order, ...parts, element('commandHandler', 'OrderCommands', { handlers })]);
    const limits = { entities: 1, messages: 1 };

    expect(found('LARGE_AGGREGATE', documents, { limits })).toEqual([
      'Ordering.Order: Order has 2 kinds of entity (limit: 1).',
    ]);
    expect(found('BROAD_HANDLER', documents, { limits })).toEqual([
      'Ordering.OrderCommands: OrderCommands handles 2 messages (limit: 1).',
    ]);
    expect(found('LARGE_AGGREGATE', documents)).toEqual([]);
    expect(found('BROAD_HANDLER', documents)).toEqual([]);
  });

  test('AGGREGATE_WITHOUT_RULES: a rule anywhere in the cluster is enough', () => {
    const money = (min: object) =>
      element('valueObject', 'Money', { fields: [field('amount', 'float', min)] });
    const total = { ...order, fields: [field('total', 'valueObject', { target: 'Ordering.Money' })] };

    expect(found('AGGREGATE_WITHOUT_RULES', ordering([total, money({})]))).toEqual([
      'Ordering.Order: Order keeps no rule.',
    ]);
    expect(found('AGGREGATE_WITHOUT_RULES', ordering([total, money({ constraints: { min: 0 } })]))).toEqual(
      [],
    );
    expect(
      found('AGGREGATE_WITHOUT_RULES', ordering([{ ...order, invariants: [rule('hasLines')] }])),
    ).toEqual([]);
    expect(
      found(
        'AGGREGATE_WITHOUT_RULES',
        ordering([{ ...order, stateMachines: [machine('status', ['A → B'])] }]),
      ),
    ).toEqual([]);
  });

  test('EVENT_WITHOUT_DATA: an event says what it was about', () => {
    const full = element('event', 'OrderSent', { fields: [field('orderId', 'identifier')] });

    expect(found('EVENT_WITHOUT_DATA', ordering([placed, full]))).toEqual([
      'Ordering.OrderPlaced: OrderPlaced carries no data.',
    ]);
  });
});

describe('Data', () => {
  test('PUBLISHED_PERSONAL_DATA: published events carry none, not in value objects either', () => {
    const person = element('valueObject', 'Person', {
      fields: [field('email', 'string', { personal: 'contact' })],
    });
    const joined = (message: object) =>
      element('event', 'CustomerJoined', {
        message,
        fields: [field('who', 'valueObject', { target: 'Ordering.Person' })],
      });

    expect(found('PUBLISHED_PERSONAL_DATA', ordering([person, joined({ published: true })]))).toEqual([
      'Ordering.CustomerJoined.who: CustomerJoined is published with who.email, which is personal data (contact).',
    ]);
    expect(found('PUBLISHED_PERSONAL_DATA', ordering([person, joined({})]))).toEqual([]);
  });

  test('UNBOUNDED_INDEXED_TEXT: what is indexed has a greatest length', () => {
    const indexed = (constraints: object) => ({
      ...order,
      fields: [field('note', 'text', { constraints } as object), field('remark', 'text')],
      storage: { indexes: [['-note', 'total']] },
    });

    expect(found('UNBOUNDED_INDEXED_TEXT', ordering([indexed({})]))).toEqual([
      'Ordering.Order.note: Order.note is indexed, and may be of any length.',
    ]);
    expect(found('UNBOUNDED_INDEXED_TEXT', ordering([indexed({ maxLength: 80 })]))).toEqual([]);
  });
});

describe('Versions', () => {
  const versions = (version: number, ...steps: readonly (readonly [number, number])[]) =>
    element('event', 'OrderPlaced', {
      message: {
        version,
        upcasters: steps.map(([from, to]) => ({ from, to, upcaster: `Ordering.From${from}` })),
      },
    });

  test('UPCASTER_GAP: every former version leads to that of today', () => {
    expect(found('UPCASTER_GAP', ordering([versions(3, [1, 2])]))).toEqual([
      'Ordering.OrderPlaced: OrderPlaced has version 3, and no upcaster leads there from version 1.',
      'Ordering.OrderPlaced: OrderPlaced has version 3, and no upcaster leads there from version 2.',
    ]);
    expect(found('UPCASTER_GAP', ordering([versions(3, [1, 3], [2, 3])]))).toEqual([]);
    expect(found('UPCASTER_GAP', ordering([versions(2), element('event', 'OrderPlaced.v1')]))).toEqual([]);
  });

  test('DEPRECATED_IN_USE: what goes away is used by nothing that stays', () => {
    const old = element('command', 'SendOrder', {
      deprecated: { since: '2.0', removal: '3.0', use: 'ShipOrder' },
    });
    const process = element('processManager', 'Fulfilment', { methods: [aMethod('send')] });
    const edges = [edge('Ordering.Fulfilment', 'sends', 'Ordering.SendOrder', { method: 'send' })];

    expect(found('DEPRECATED_IN_USE', ordering([old, process], { edges }))).toEqual([
      'Ordering.Fulfilment#send: Fulfilment.send sends SendOrder, which is deprecated and goes away at 3.0. Use ShipOrder.',
    ]);
    const leaving = { ...process, deprecated: { since: '2.0' } };
    expect(found('DEPRECATED_IN_USE', ordering([old, leaving], { edges }))).toEqual([]);
  });

  test('DEPRECATED_WITHOUT_SUCCESSOR: what goes away says what to use', () => {
    const old = element('command', 'SendOrder', { deprecated: { since: '2.0' } });
    const led = element('command', 'ShipOrder', { deprecated: { since: '2.0' }, supersededBy: 'Ordering.X' });
    const withField = element('command', 'PackOrder', {
      fields: [field('by', 'string', { deprecated: { since: '2' } })],
    });

    expect(found('DEPRECATED_WITHOUT_SUCCESSOR', ordering([old, led, withField]))).toEqual([
      'Ordering.PackOrder.by: PackOrder.by is deprecated, and nothing is named in its place.',
      'Ordering.SendOrder: SendOrder is deprecated, and nothing is named in its place.',
    ]);
  });
});

describe('Language', () => {
  const named = (kind: 'event' | 'command', names: string) =>
    found(
      kind === 'event' ? 'EVENT_NOT_PAST_TENSE' : 'COMMAND_NOT_IMPERATIVE',
      ordering(names.split(' ').map((name) => element(kind, name))),
    ).map((line) => line.split(':')[0]!.replace('Ordering.', ''));

  test('EVENT_NOT_PAST_TENSE: only what is certain is said', () => {
    expect(named('event', 'PlaceOrder OrderPlacing CancelSubscription PaymentCapturing')).toEqual([
      'CancelSubscription',
      'OrderPlacing',
      'PaymentCapturing',
      'PlaceOrder',
    ]);
    expect(
      named(
        'event',
        'OrderPlaced MoneyWithdrawn CardPINReset FundsHeld BookReadByCustomer PaymentOverdue Timeout',
      ),
    ).toEqual([]);
    expect(
      named('event', 'InvoiceBecameOverdue OrderSentToWarehouse ReadingTaken LinePaid2 StockRanOut2Sold'),
    ).toEqual([]);
  });

  test('COMMAND_NOT_IMPERATIVE: only what is certain is said', () => {
    expect(named('command', 'AccountOpened PlacingOrder MoneyWithdrawn PaidInvoice')).toEqual([
      'AccountOpened',
      'MoneyWithdrawn',
      'PaidInvoice',
      'PlacingOrder',
    ]);
    expect(
      named(
        'command',
        'PlaceOrder MarkOrderPaid SetLimit ReadMeter BringForward PutOnHold Reprice JoinBank FlagAsReviewed',
      ),
    ).toEqual([]);
  });

  test('TECHNICAL_NAME: kinds are no words of the domain', () => {
    const elements = [
      element('aggregate', 'OrderAggregate'),
      element('event', 'OrderPlacedEvent'),
      element('command', 'Command'),
      element('valueObject', 'Money'),
    ];

    expect(found('TECHNICAL_NAME', ordering(elements))).toEqual([
      'Ordering.OrderAggregate: OrderAggregate says Aggregate, which is no word of the domain.',
      'Ordering.OrderPlacedEvent: OrderPlacedEvent says Event, which is no word of the domain.',
    ]);
  });

  test('HOMONYM: a word means one thing, or both meanings are told apart', () => {
    const invoice = (context: string, description: string) =>
      contextOf(context, [element('aggregate', `${context}.Customer`, { description })]);

    expect(found('HOMONYM', [invoice('Billing', 'Who pays'), invoice('Ordering', 'Who orders')])).toEqual([
      'Ordering.Customer: Customer means something else here than in Billing.',
    ]);
    expect(found('HOMONYM', [invoice('Billing', 'Who pays'), invoice('Ordering', 'Who pays')])).toEqual([]);
    const silent = contextOf('Ordering', [element('aggregate', 'Customer')]);
    expect(found('HOMONYM', [invoice('Billing', 'Who pays'), silent])).toEqual([]);
  });
});

describe('Comments', () => {
  test('UNDOCUMENTED_ELEMENT: every element is described, where comments could be read', () => {
    const told = element('command', 'SendOrder', { documentation: { summary: 'Hands it to the carrier.' } });

    expect(found('UNDOCUMENTED_ELEMENT', ordering([order, told]))).toEqual([
      'Ordering.Order: Order has no description.',
    ]);
    expect(found('UNDOCUMENTED_ELEMENT', ordering([{ ...order, methods: [] }]))).toEqual([]);
  });

  test('BROKEN_LINK: links lead to elements, wherever they are written', () => {
    const documentation = { brokenLinks: ['Basket'] };
    const linked = element('aggregate', 'Cart', {
      documentation,
      fields: [field('lines', 'json', { documentation })],
      methods: [{ ...aMethod('add'), documentation, source: { file: 'src/cart.ts', line: 9 } }],
    });
    const documents = ordering([linked], {
      context: { name: 'Ordering', owners: [], relationships: [], documentation: { brokenLinks: ['Shop'] } },
    });

    expect(found('BROKEN_LINK', documents)).toEqual([
      'Ordering: The comment of Ordering links to Shop, which the model does not know.',
      'Ordering.Cart: The comment of Cart links to Basket, which the model does not know.',
      'Ordering.Cart#add: The comment of Cart.add links to Basket, which the model does not know.',
      'Ordering.Cart.lines: The comment of Cart.lines links to Basket, which the model does not know.',
    ]);
    expect(checkModels(landscapeOf(documents), { only: ['BROKEN_LINK'] })[2]!.source).toEqual({
      file: 'src/cart.ts',
      line: 9,
    });
  });
});
