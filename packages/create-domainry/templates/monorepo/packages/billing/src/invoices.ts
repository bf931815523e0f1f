import { Query, field, read, type QueryContext } from '@domainry/core';
import { billing } from './billing.js';
import { Invoice } from './invoice.js';

/** What is still to be paid, in cents. */
@billing.query
export class OpenAmountOf extends Query<OpenAmountOf, number> {
  @field.identifier({ required: true }) readonly invoiceId!: string;
}

/** Answers questions about invoices. */
@billing.queryHandler()
export class Invoices {
  @read(OpenAmountOf)
  async openAmountOf({ invoiceId }: OpenAmountOf, { repository }: QueryContext): Promise<number> {
    const { amount, paid } = await repository(Invoice).get(invoiceId);
    return amount - paid;
  }
}
