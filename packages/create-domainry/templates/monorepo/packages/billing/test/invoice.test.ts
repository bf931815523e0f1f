import { afterAll, beforeAll, expect, it } from 'vitest';
import { billing } from '../src/domain.js';
import { PayInvoice, SendInvoice } from '../src/invoice-commands.js';
import { OpenAmountOf } from '../src/invoices.js';

beforeAll(async () => {
  await billing.init();
});
afterAll(() => billing.close());

it('takes what is owed, and no more', async () => {
  await billing.process(new SendInvoice({ invoiceId: '1', orderId: '17', amount: 10_00 }));

  await billing.process(new PayInvoice({ invoiceId: '1', amount: 4_00 }));

  expect(await billing.ask(new OpenAmountOf({ invoiceId: '1' }))).toBe(6_00);
  await expect(billing.process(new PayInvoice({ invoiceId: '1', amount: 7_00 }))).rejects.toThrow(
    'Nobody pays more',
  );
});
