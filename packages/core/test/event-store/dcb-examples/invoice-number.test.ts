import { beforeEach, expect, test } from '@jest/globals';
import { Domain, Event, boundaryView, field } from '@domainry/core';

type Data = Readonly<Record<string, string | number>>;

/** Invoices with numbers without gaps, as https://dcb.events/examples/invoice-number/ has them. */
function newInvoices() {
  const invoices = new Domain('Invoices');
  @invoices.event({ tags: ({ invoiceNumber }: InvoiceCreated) => [`invoice:${invoiceNumber}`] })
  class InvoiceCreated extends Event<InvoiceCreated> {
    @field.integer({ required: true }) readonly invoiceNumber!: number;
    @field.json({ required: true }) readonly invoiceData!: Data;
  }
  const nextNumber = boundaryView({
    query: { types: [InvoiceCreated] },
    initial: 1,
    evolve: (_before, event) => event.invoiceNumber + 1,
  });
  const create = (invoiceData: Data) =>
    invoices.events.decide(
      { next: nextNumber },
      ({ next }) => new InvoiceCreated({ invoiceNumber: next, invoiceData }),
      { attempts: 100 },
    );
  const all = async () =>
    (await invoices.events.read({ types: [InvoiceCreated] })).events.map(({ event }) => event);
  return { invoices, InvoiceCreated, create, all };
}

let world: ReturnType<typeof newInvoices>;
beforeEach(async () => {
  world = newInvoices();
  await world.invoices.init();
});

test('the first invoice has the number 1, the next one the next', async () => {
  await world.create({ foo: 'bar' });
  await world.create({ bar: 'baz' });

  expect(await world.all()).toEqual([
    new world.InvoiceCreated({ invoiceNumber: 1, invoiceData: { foo: 'bar' } }),
    new world.InvoiceCreated({ invoiceNumber: 2, invoiceData: { bar: 'baz' } }),
  ]);
});

test('invoices of the same moment have numbers without gaps and without doubles', async () => {
  await Promise.all(Array.from({ length: 8 }, (_, index) => world.create({ index })));

  const numbers = (await world.all()).map(({ invoiceNumber }) => invoiceNumber);
  expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});
