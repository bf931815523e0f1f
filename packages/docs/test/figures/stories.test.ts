import { describe, expect, test } from '@jest/globals';
import { landscapeOf } from '@domainry/model';
import { commandMatrix } from '../../src/figures/command-matrix.js';
import { eventModel } from '../../src/figures/event-model.js';
import { eventModelFigure } from '../../src/figures/event-model-figure.js';
import { messageFlowFigure } from '../../src/figures/message-flow-figure.js';
import { processStory } from '../../src/figures/process-story.js';
import { stateFigure } from '../../src/figures/state-figure.js';
import { bookshop } from '../bookshop.js';
import { edge, message, writeModel } from '../bookshop/write-model.js';

const landscape = landscapeOf(bookshop);
const named = (id: string) => landscape.find(id)!;

describe('The event model', () => {
  const slices = eventModel(landscape);

  test('tells what follows from a command right behind it', () => {
    const start = slices.findIndex(({ command }) => command?.name === 'PlaceOrder');
    const told = slices.slice(start, start + 3).map(({ pattern, reaction, command, events }) => ({
      pattern,
      by: reaction?.by.name,
      command: command?.name,
      events: events.map(({ name }) => name),
    }));

    expect(told).toEqual([
      { pattern: 'state change', by: undefined, command: 'PlaceOrder', events: ['OrderPlaced'] },
      { pattern: 'automation', by: 'Confirmations', command: undefined, events: [] },
      { pattern: 'automation', by: 'Fulfilment', command: 'IssueInvoice', events: ['InvoiceIssued'] },
    ]);
  });

  test('tells every command and every event once', () => {
    const events = new Set(slices.flatMap((slice) => slice.events.map(({ id }) => id)));
    const commands = slices.flatMap(({ command }) => command?.id ?? []);

    expect([...events].sort()).toEqual(
      landscape
        .ofKind('event')
        .map(({ id }) => id)
        .filter((id) => !id.endsWith('.v1')),
    );
    expect([...commands].sort()).toEqual(landscape.ofKind('command').map(({ id }) => id));
  });

  test('calls a reaction to another context a translation', () => {
    expect(slices.find(({ command }) => command?.name === 'ShipOrder')?.pattern).toBe('translation');
  });

  test('shows a view when all it is made of has happened', () => {
    const at = slices.findIndex(({ view }) => view?.projection.name === 'OrderSummary');
    const before = slices.slice(0, at).flatMap((slice) => slice.events.map(({ name }) => name));

    expect(before).toEqual(expect.arrayContaining(['OrderPlaced', 'OrderCancelled', 'OrderShipped']));
  });

  test('is told in parts when it is long, each event in one of them', async () => {
    const figure = await eventModelFigure(landscape, { mostNodes: 12 });

    expect(figure!.parts!.length).toBeGreaterThan(2);
    const events = figure!.parts!.flatMap(({ nodes }) => nodes.filter(({ kind }) => kind === 'event'));
    expect(events.map(({ id }) => id).sort()).toEqual(
      landscape
        .ofKind('event')
        .map(({ id }) => id)
        .filter((id) => !id.endsWith('.v1')),
    );
    expect(figure!.nodes).toHaveLength(figure!.parts!.length);
  });
});

describe('The story of a process', () => {
  test('goes from the event that starts it to the first that ends it, and tells apart what else may happen', () => {
    const story = processStory(landscape, named('Ordering.Fulfilment'))!;
    const told = story.main.map(({ from, to, text }) => `${from} → ${to}: ${text}`);

    expect(told).toEqual([
      'Ordering.Order → Ordering.Fulfilment: OrderPlaced',
      'Ordering.Fulfilment → Billing.Invoice: IssueInvoice',
      'Billing.Invoice → Ordering.Fulfilment: InvoicePaid',
      'Ordering.Fulfilment → Ordering.Fulfilment: step: packing',
      'Ordering.Fulfilment → Ordering.Order: ShipOrder',
      'Ordering.Order → Ordering.Fulfilment: OrderShipped',
      'Ordering.Fulfilment → Ordering.Fulfilment: step: done · the process ends',
    ]);
    expect(story.branches.map(({ event }) => event)).toEqual(['OrderCancelled']);
  });

  test('takes what one command may lead to instead as a branch, not as a step', () => {
    const shop = landscapeOf([paymentProcess()]);

    const story = processStory(shop, shop.find('Shop.Checkout')!)!;

    expect(story.main.filter(({ kind }) => kind === 'event').map(({ text }) => text)).toEqual([
      'CartClosed',
      'CardCharged',
    ]);
    expect(story.branches.map(({ event }) => event)).toEqual(['CardRefused']);
  });

  test('names the context of events nobody here knows', () => {
    const shop = landscapeOf([
      writeModel({
        context: { name: 'Shop' },
        elements: [
          {
            kind: 'processManager',
            name: 'Delivery',
            handlers: [{ method: 'on', by: 'handle', message: 'Post.ParcelLost', start: true, options: {} }],
          },
        ],
      }),
    ]);

    const story = processStory(shop, shop.find('Shop.Delivery')!)!;

    expect(story.participants.map(({ id }) => id)).toEqual(['Post', 'Shop.Delivery']);
  });
});

describe('The flow of a message', () => {
  test('shows what leads to an event, and whom it reaches, in other contexts too', async () => {
    const figure = await messageFlowFigure(landscape, named('Billing.InvoicePaid'), 1);
    const lines = figure!.edges.map(({ from, to, relation }) => `${from} ${relation} ${to}`);

    expect(lines).toEqual(
      expect.arrayContaining([
        'Billing.Invoice raises Billing.InvoicePaid',
        'Billing.InvoiceCommands calls Billing.Invoice',
        'Billing.PayInvoice is handled by Billing.InvoiceCommands',
        'Billing.InvoicePaid is reacted to by Ordering.Fulfilment',
        'Ordering.Fulfilment sends Ordering.ShipOrder',
      ]),
    );
  });

  test('goes as deep as it is asked to', async () => {
    const names = async (depth: 1 | 2 | 3): Promise<readonly string[]> =>
      (await messageFlowFigure(landscape, named('Ordering.PlaceOrder'), depth))!.nodes.map(
        ({ label }) => label,
      );

    expect(await names(1)).not.toContain('Fulfilment');
    expect(await names(2)).toContain('IssueInvoice');
    expect(await names(2)).not.toContain('InvoiceIssued');
    expect(await names(3)).toContain('InvoiceIssued');
  });

  test('is nothing for a message nobody sends or handles', async () => {
    expect(await messageFlowFigure(landscape, named('Ordering.GiftWrapOrder'), 3)).toBeUndefined();
  });

  test('ends where messages lead back to themselves', async () => {
    const circle = landscapeOf([
      writeModel({
        context: { name: 'Shop' },
        elements: [
          { kind: 'processManager', name: 'Loop' },
          { kind: 'command', name: 'Go', message: message('Shop.Go.v1') },
          { kind: 'event', name: 'Gone', message: message('Shop.Gone.v1') },
          { kind: 'decider', name: 'Walk' },
        ],
        edges: [
          edge('Shop.Loop', 'reacts', 'Shop.Gone'),
          edge('Shop.Loop', 'sends', 'Shop.Go'),
          edge('Shop.Walk', 'handles', 'Shop.Go'),
          edge('Shop.Walk', 'raises', 'Shop.Gone'),
        ],
      }),
    ]);

    const figure = await messageFlowFigure(circle, circle.find('Shop.Go')!, 3);

    expect(figure!.edges).toHaveLength(4);
  });
});

describe('The states of a field', () => {
  test('say which methods take a step, and what they raise', async () => {
    const invoice = named('Billing.Invoice');

    const figure = await stateFigure(landscape, invoice, invoice.stateMachines[0]!);

    expect(figure!.edges).toContainEqual({
      from: 'Open',
      to: 'Paid',
      relation: 'may become',
      label: 'pay() → InvoicePaid',
    });
    expect(figure!.description).toContain('Before a step: An invoice is paid once.');
  });
});

describe('Commands against events', () => {
  test('show which command leads to which event, and which to none', () => {
    const matrix = commandMatrix(landscape, named('Ordering.Order'))!;
    const events = matrix.events.map(({ name }) => name);
    const rows = matrix.commands.map(({ name }, row) => [
      name,
      ...events.filter((_, column) => matrix.cells[row]![column]),
    ]);

    expect(events).toEqual(['OrderCancelled', 'OrderPaid', 'OrderPlaced', 'OrderShipped']);
    expect(rows).toEqual([
      ['CancelOrder', 'OrderCancelled'],
      ['GiftWrapOrder'],
      ['PlaceOrder', 'OrderPlaced'],
      ['ShipOrder', 'OrderShipped'],
    ]);
  });

  test('are nothing for an aggregate without commands', () => {
    const shop = landscapeOf([
      writeModel({ context: { name: 'Shop' }, elements: [{ kind: 'aggregate', name: 'Cart' }] }),
    ]);

    expect(commandMatrix(shop, shop.find('Shop.Cart')!)).toBeUndefined();
  });
});

function paymentProcess() {
  const handler = (method: string, event: string, more: { start?: true; end?: true } = {}) => ({
    method,
    by: 'handle',
    message: `Shop.${event}`,
    options: {},
    ...more,
  });
  return writeModel({
    context: { name: 'Shop' },
    elements: [
      {
        kind: 'processManager',
        name: 'Checkout',
        handlers: [
          handler('closed', 'CartClosed', { start: true }),
          handler('charged', 'CardCharged', { end: true }),
          handler('refused', 'CardRefused'),
        ],
      },
      { kind: 'decider', name: 'Card' },
      { kind: 'command', name: 'ChargeCard', message: message('Shop.ChargeCard.v1') },
      ...['CartClosed', 'CardCharged', 'CardRefused'].map((name) => ({
        kind: 'event' as const,
        name,
        message: message(`Shop.${name}.v1`),
      })),
    ],
    edges: [
      edge('Shop.Card', 'handles', 'Shop.ChargeCard', { method: 'decide' }),
      edge('Shop.Card', 'raises', 'Shop.CardCharged', { method: 'decide' }),
      edge('Shop.Card', 'raises', 'Shop.CardRefused', { method: 'decide' }),
      edge('Shop.Checkout', 'sends', 'Shop.ChargeCard', { method: 'closed' }),
    ],
  });
}
