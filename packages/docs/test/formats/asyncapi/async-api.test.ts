/** @needs-code-generation ajv compiles schemas into code */
import { expect, test } from '@jest/globals';
import { Parser } from '@asyncapi/parser';
import { asyncApiOf } from '../../../src/formats/asyncapi/async-api-of.js';
import { writeAsyncApi } from '../../../src/formats/asyncapi/write-async-api.js';
import { landscapes } from '../landscapes.js';

const [, bookshop] = landscapes[0]!;
const parser = new Parser();

test.each(landscapes)('the documents of %s are read without a complaint', async (_what, landscape) => {
  for (const text of writeAsyncApi(landscape).values()) {
    const { document, diagnostics } = await parser.parse(text);

    expect(diagnostics.filter(({ severity }) => severity <= 1)).toEqual([]);
    expect(document?.version()).toBe('3.1.0');
  }
});

test('streams are channels, what is raised is sent, and what is handled is received', async () => {
  const ordering = bookshop.documents.find(({ context }) => context.name === 'Ordering')!;
  const { document } = await parser.parse(JSON.stringify(asyncApiOf(bookshop, ordering)));

  const channels = document!.channels().all();
  const order = channels.find((channel) => channel.address() === 'ordering::order');
  const received = document!
    .operations()
    .filterByReceive()
    .find((operation) => operation.id()?.includes('confirm') === true);

  expect(
    order
      ?.messages()
      .all()
      .map((message) => message.id()),
  ).toEqual(expect.arrayContaining(['OrderCancelledV1', 'OrderPlacedV1', 'OrderPlacedV2']));
  const message = received?.messages().all()[0];
  expect(message?.correlationId()?.location()).toBe('$message.header#/correlationid');
  expect(
    document!
      .operations()
      .filterBySend()
      .map((operation) => operation.id()),
  ).toContain('send_OrderPlaced');
});

test('what comes from another context is received, with its contract', () => {
  const { components, operations } = asyncApiOf(
    bookshop,
    bookshop.documents.find(({ context }) => context.name === 'Ordering')!,
  ) as unknown as {
    readonly components: { readonly messages: Readonly<Record<string, { readonly name: string }>> };
    readonly operations: Readonly<Record<string, { readonly action: string }>>;
  };

  expect(Object.values(components.messages).map(({ name }) => name)).toContain('Billing.InvoicePaid.v1');
  expect(operations['receive_Fulfilment_onPaid']?.action).toBe('receive');
});
