import { landscapeOf } from '@domainry/model';
import { expect, test } from '@jest/globals';
import { contextOf, edge, element } from '../documents.js';

const order = element('aggregate', 'Order', { storage: { stream: 'Order' } });
const listening = (stream: string) =>
  contextOf('Billing', [element('subscriber', 'Billing.OrderNews', { options: { stream } })]);

test('What a subscriber listens to in another context is found out when both are side by side', () => {
  const landscape = landscapeOf([listening('Ordering.Order'), contextOf('Ordering', [order])]);

  expect(landscape.edgesFrom('Billing.OrderNews', 'subscribes')).toEqual([
    {
      from: 'Billing.OrderNews',
      kind: 'subscribes',
      to: 'Ordering.Order',
      method: 'receive',
      basis: 'declared',
    },
  ]);
  expect(landscape.edgesTo('Ordering.Order', 'subscribes')).toHaveLength(1);
});

test('Streams that no document has lead nowhere', () => {
  expect(landscapeOf([listening('Ordering.Order')]).edgesFrom('Billing.OrderNews')).toEqual([]);
  expect(
    landscapeOf([listening('Ordering.Cart'), contextOf('Ordering', [order])]).edgesFrom('Billing.OrderNews'),
  ).toEqual([]);
});

test('What a document says itself is not said twice', () => {
  const { elements } = listening('Ordering.Order');
  const edges = [
    edge('Billing.OrderNews', 'subscribes', 'Ordering.Order', { method: 'receive', basis: 'declared' }),
  ];

  const landscape = landscapeOf([contextOf('Billing', elements, { edges }), contextOf('Ordering', [order])]);

  expect(landscape.edgesTo('Ordering.Order', 'subscribes')).toHaveLength(1);
});
