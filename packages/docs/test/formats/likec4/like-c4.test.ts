import { expect, test } from '@jest/globals';
import { LikeC4 } from 'likec4';
import { writeLikeC4 } from '../../../src/formats/likec4/write-like-c4.js';
import { landscapes } from '../landscapes.js';

/** The model as LikeC4 itself reads it. It asks for Node 22, but its parser runs on Node 20, too. */
async function read(text: string): Promise<LikeC4> {
  return LikeC4.fromSource(text, { printErrors: false, logger: false, throwIfInvalid: false });
}

test.each(landscapes)('the model of %s is read without a complaint', async (_what, landscape) => {
  const likeC4 = await read(writeLikeC4(landscape).get('landscape.c4')!);

  expect(likeC4.getErrors()).toEqual([]);
});

test('messages go between what sends and what receives them', async () => {
  const likeC4 = await read(writeLikeC4(landscapes[0]![1]).get('landscape.c4')!);
  const model = await likeC4.computedModel();

  const relations = [...model.relationships()].map(
    (each) => `${each.source.id} ${each.kind} ${each.target.id} ${each.title}`,
  );

  expect(relations).toEqual(
    expect.arrayContaining([
      'Ordering pattern Billing customer-supplier',
      'Ordering.Order event Ordering.Fulfilment OrderPlaced',
      'Ordering.Fulfilment command Billing.Invoice IssueInvoice',
      'Billing.Invoice event Ordering.Fulfilment InvoicePaid',
    ]),
  );
  expect([...model.views()].map(({ id }) => id).sort()).toEqual([
    'context_Billing',
    'context_Ordering',
    'index',
  ]);
});
