import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { landscapeOf, readModel, type EdgeKind } from '@domainry/model';
import { shop } from '../fixtures/shop/shop.js';

const root = fileURLToPath(new URL('../fixtures', import.meta.url));
const model = readModel(shop, { root });
const landscape = landscapeOf([model]);
const elementOf = (name: string) => landscape.find(`Shop.${name}`)!;
const methodOf = (name: string, method: string) =>
  elementOf(name).methods.find((each) => each.name === method)!;
/** `method > to` of the edges of an element, those that were read with a `?`. */
const edgesOf = (name: string, ...kinds: EdgeKind[]) =>
  landscape.edgesFrom(`Shop.${name}`, ...kinds).map(({ method, to, via, basis }) => {
    const called = via === undefined ? '' : `.${via}`;
    return `${method ?? ''} > ${to.slice('Shop.'.length)}${called}${basis === 'read' ? ' ?' : ''}`;
  });

test('the fixture is a model without problems, and every element of it has a source', () => {
  expect(shop.check()).toEqual([]);
  expect(model.provenance.gaps).toEqual([]);
});

describe('doc comments', () => {
  test('are taken apart by their tags', () => {
    expect(elementOf('Order').documentation).toEqual({
      summary: 'What a customer wants, line by line.',
      remarks: [
        'Until it is placed it may be changed, see {@link Line} and {@link Order.addLine | adding lines}; afterwards',
        '{@link OrderPlaced} stands. Not to be confused with {@link Basket}, nor with the `OrderStatus`.',
        '',
        '- a list',
        '- of two',
        '',
        'Carts are orders, too.',
      ].join('\n'),
      examples: ["```ts\nOrder.start('c-1');\n```"],
      see: ['adr:7', '{@link Money}'],
      since: '1.2',
      why: ['Two models of the same thing differed after a week.'],
      questions: ['Who may cancel after shipping?'],
      assumptions: ['Nobody orders more than a hundred things.'],
      metrics: ['Orders that are cancelled, per week.'],
      aliases: ['Purchase', 'Sales order'],
      owners: ['Checkout', 'Fulfilment'],
      namespace: 'checkout',
      links: ['Shop.Line', 'Shop.Money', 'Shop.Order', 'Shop.OrderPlaced'],
      brokenLinks: ['Basket'],
    });
    expect(elementOf('Order').suppressions).toEqual([
      { code: 'UNDOCUMENTED_FIELD', reason: 'the names say it all' },
    ]);
  });

  test('are found above decorators, and between them and the class; other comments are none', () => {
    expect(elementOf('OrderShipped').documentation).toEqual({ summary: 'What the comment says.' });
    expect(elementOf('Stock').documentation).toBeUndefined();
    expect(elementOf('Counter').documentation).toEqual({ summary: 'Counts what comes.' });
    expect(model.context.documentation).toEqual({
      summary: 'What customers order, from the cart to the door.',
    });
  });

  test('describe, where the decorator does not', () => {
    expect(elementOf('OrderShipped').description).toBe('What the decorator says.');
    expect(elementOf('Order').description).toBe('What a customer wants, line by line.');
    const [customer, , , , total] = elementOf('Order').fields;
    expect(customer?.description).toBe('Who it is for.');
    expect(total?.description).toBe('Of all lines.');
    expect(elementOf('OrderCancelled').fields[0]?.description).toBe('Why it is not wanted any more.');
    expect(model.context.description).toBe('What customers order, from the cart to the door.');
  });

  test('of invariants, methods, inherited fields and overloads belong to those', () => {
    expect(elementOf('Order').invariants[0]?.documentation).toEqual({
      summary: 'There is something to ship.',
    });
    expect(methodOf('Order', 'cancel').documentation).toEqual({ summary: 'Gives up.' });
    expect(elementOf('Stock').fields.find(({ name }) => name === 'counted')).toMatchObject({
      description: 'How often it was counted.',
      source: { file: 'shop/stock.ts' },
    });
  });

  test('name owners; the context answers for the rest', () => {
    expect(elementOf('Order').owners).toEqual(['Checkout', 'Fulfilment']);
    expect(elementOf('Line').owners).toEqual(['Sales']);
  });
});

describe('methods', () => {
  test('are the public ones as they are written, in the order of the source, and then those that are inherited', () => {
    expect(elementOf('Order').methods.map(({ name }) => name)).toEqual([
      'start',
      'addLine',
      'place',
      'ship',
      'cancel',
      'rename',
    ]);
    expect(methodOf('Order', 'start')).toMatchObject({
      static: true,
      parameters: ['customerId: string'],
      returns: 'Order',
    });
    expect(methodOf('Order', 'cancel').parameters).toEqual(['reason: string', 'at?: Date']);
    expect(elementOf('Stock').methods.map(({ name }) => name)).toEqual([
      'begin',
      'fill',
      'begun',
      'filled',
      'count',
    ]);
  });

  test('throw what they throw, what they call throws, and what their comments say', () => {
    expect(methodOf('Order', 'addLine').throws).toEqual([
      { error: 'CurrencyMismatch', message: '… is not …' },
      { error: 'OrderClosed', message: 'The order … is closed' },
    ]);
    expect(methodOf('Order', 'cancel').throws).toEqual([
      { error: 'TooManyLines', message: '… lines are too many' },
      { error: 'NotAllowed' },
    ]);
    expect(methodOf('Orders', 'open').throws).toEqual([{ error: 'NoSuchOrder', message: '… is unknown' }]);
  });

  test('change fields of their own element, through private methods too', () => {
    expect(methodOf('Order', 'addLine').changes).toEqual(['lines', 'total']);
    expect(methodOf('Order', 'ship').changes).toEqual(['notes', 'status']);
    expect(methodOf('Order', 'rename').changes).toEqual([]);
    expect(methodOf('Stock', 'count').changes).toEqual(['counted']);
  });

  test('lead from state to state', () => {
    const [machine] = elementOf('Order').stateMachines;
    expect(machine?.transitions.map(({ from, to, methods }) => `${from} > ${to}: ${methods.join()}`)).toEqual(
      [
        'draft > placed: place',
        'draft > cancelled: cancel',
        'placed > shipped: ship',
        'placed > cancelled: cancel',
      ],
    );
    expect(machine?.initial).toBe('draft');
    expect(machine?.final).toEqual(['shipped', 'cancelled']);
  });

  test('of event-sourced aggregates lead where their events are applied', () => {
    expect(elementOf('Stock').stateMachines[0]?.transitions).toEqual([
      { from: 'waiting', to: 'available', methods: ['fill'] },
    ]);
  });
});

describe('edges', () => {
  test('tell which method raises what: read, declared in a comment, or done by the framework', () => {
    expect(edgesOf('Order', 'raises')).toEqual([
      'addLine > LineAdded ?',
      'changeAttribute > OrderAttributeChanged',
      'rename > OrderAttributeChanged ?',
      'cancel > OrderCancelled ?',
      'constructor > OrderCreated',
      'start > OrderCreated ?',
      'discard > OrderDiscarded',
      ' > OrderFact',
      'place > OrderPlaced ?',
      'ship > OrderShipped ?',
    ]);
    expect(edgesOf('Line', 'raises')).toEqual(['change > LineChanged']);
    expect(edgesOf('Stock', 'raises')).toEqual([
      'fill > StockFilled ?',
      'begin > Stocked ?',
      'fill > Stocked ?',
    ]);
    expect(edgesOf('Counter')).toEqual(['evolve > Counted', 'decide > Count', 'decide > Counted']);
  });

  test('follow what handlers call: aliases, helpers, inferred results, lists and loops', () => {
    expect(edgesOf('OrderCommands', 'invokes')).toEqual([
      'cancelAll > Closing.run ?',
      'addLine > Line.release ?',
      'addLine > Order.addLine ?',
      'cancelAll > Order.cancel ?',
      'cancelAll > Order.rename ?',
      'place > Order.place ?',
      'start > Order.start ?',
      'addLine > Orders.open ?',
      'cancelAll > Orders.ofCustomer ?',
    ]);
    expect(edgesOf('Closing', 'invokes')).toEqual(['run > Order.cancel ?']);
    expect(edgesOf('OrderCommands', 'loads')).toEqual([
      'addLine > Order ?',
      'cancelAll > Order ?',
      'place > Order ?',
      'start > Order ?',
    ]);
  });

  test('tell what is sent and asked, whatever carries it', () => {
    expect(edgesOf('OrderCommands', 'sends', 'asks')).toEqual([
      'start > OpenOrders ?',
      'place > NotifyCustomer ?',
    ]);
    expect(edgesOf('Delivery', 'sends')).toEqual(['begin > NotifyCustomer ?']);
    expect(edgesOf('Checkout', 'sends')).toEqual(['buy > PlaceOrder ?', 'buy > StartOrder ?']);
    expect(edgesOf('Returns')).toEqual(['receive > CancelOrders ?', 'receive > Order']);
  });

  test('tell what is handled, by whom; every event means those that no other method names', () => {
    expect(edgesOf('Delivery', 'reacts')).toEqual(['begin > OrderPlaced', 'finish > OrderShipped']);
    expect(edgesOf('OrderListing')).toEqual([' > OrderList', 'placed > OrderPlaced']);
    expect(edgesOf('OrderQueries', 'answers')).toEqual(['open > OpenOrders']);
    expect(edgesOf('Follow', 'reacts')).toEqual([
      'added > LineAdded',
      'any > LineChanged',
      'any > OrderAttributeChanged',
      'any > OrderCancelled',
      'any > OrderCreated',
      'any > OrderDiscarded',
      'any > OrderPlaced',
      'any > OrderShipped',
    ]);
  });

  test('tell what holds and refers to what', () => {
    expect(edgesOf('Order', 'contains')).toEqual(['lines > Line', 'total > Money']);
    expect(edgesOf('AddLine', 'references', 'contains')).toEqual(['price > Money', 'orderId > Order']);
  });

  test('have places in the sources', () => {
    const [raised] = landscape.edgesFrom('Shop.OrderCommands', 'sends');
    expect(raised?.source?.file).toBe('shop/handlers.ts');
  });
});

describe('elements', () => {
  test('of processes say where they begin and end, and what tells them apart', () => {
    expect(elementOf('Delivery').handlers).toEqual([
      {
        method: 'begin',
        by: 'handle',
        message: 'Shop.OrderPlaced',
        start: true,
        correlate: 'orderId',
        options: {},
      },
      {
        method: 'finish',
        by: 'handle',
        message: 'Shop.OrderShipped',
        end: true,
        correlate: 'orderId',
        options: {},
      },
    ]);
  });

  test('that travel say how, and how old versions become new ones', () => {
    expect(elementOf('OrderPlaced').message).toEqual({
      type: 'Shop.OrderPlaced.v2',
      version: 2,
      published: true,
      upcasters: [{ from: 1, to: 2, upcaster: 'Shop.PlacedWithMoney', description: 'Totals were numbers' }],
    });
    expect(edgesOf('PlacedWithMoney')).toEqual(['upcast > OrderPlaced']);
  });

  test('that are kept say where', () => {
    expect(elementOf('Stock').storage).toEqual({
      storedAs: 'Stock',
      stream: 'stock',
      eventSourced: true,
      snapshotEvery: 10,
    });
    expect(elementOf('Stock').options).toEqual({});
    expect(elementOf('Order').options).toEqual({ factEvents: true, lifecycleEvents: true });
  });

  test('are called by what the domain calls them, not by their classes', () => {
    expect(elementOf('StockFilled')).toMatchObject({
      name: 'StockFilled',
      source: { file: 'shop/stock.ts' },
    });
  });
});

describe('the glossary', () => {
  const termOf = (name: string) => model.glossary.find((term) => term.name === name);

  test('has elements with their aliases, and the terms that comments define', () => {
    expect(termOf('Order')).toMatchObject({
      definition: 'What a customer wants, line by line.',
      aliases: ['Purchase', 'Sales order'],
      element: 'Shop.Order',
      from: 'element',
    });
    expect(termOf('Cart')).toEqual({
      name: 'Cart',
      definition: 'an order that is not placed yet',
      aliases: [],
      examples: [],
      usedBy: ['Shop.Order'],
      from: 'comment',
    });
    expect(termOf('Rush order')?.definition).toBe('one that leaves today');
    expect(termOf('Backorder')?.definition).toBe('what was ordered and is not in stock');
  });

  test('has no word for handlers, nor for what the framework derives', () => {
    expect(termOf('OrderCommands')).toBeUndefined();
    expect(termOf('OrderFact')).toBeUndefined();
  });

  test('knows who names a term', () => {
    expect(termOf('Money')?.usedBy).toEqual(['Shop.Order']);
  });
});
