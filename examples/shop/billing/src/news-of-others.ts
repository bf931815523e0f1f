import { Decimal, type BrokerMessage, type HandlerContext } from '@domainry/core';
import { AuthorizePayment, FailPayment, IssueInvoice } from './commands.js';
import { billing } from './domain.js';
import { Money } from './invoice.js';

const daysToPay = 14;

/** Ordering tells what was ordered: it is invoiced at once. */
@billing.subscriber({ stream: 'Ordering.Order' })
export class OrderNews {
  async receive({ id, body }: BrokerMessage, { process, message }: HandlerContext): Promise<void> {
    const { type, data } = body as {
      type: string;
      data: { orderId: string; customerId: string; total: { amount: string; currency: string } };
    };
    if (!type.startsWith('Ordering.OrderPlaced')) return;
    const { orderId, customerId, total } = data;
    const due = new Date(message.time.getTime() + daysToPay * 86_400_000).toISOString().slice(0, 10);
    const amount = new Decimal(total.amount);
    await process(
      new IssueInvoice({
        invoiceId: id,
        orderId,
        customerId,
        total: new Money({ amount, currency: total.currency }),
        due,
      }),
    );
  }
}

/** What the payment provider calls an authorisation, in our own words. */
@billing.subscriber({ stream: 'PaymentProvider.webhooks' })
export class ProviderNews {
  async receive({ body }: BrokerMessage, { process }: HandlerContext): Promise<void> {
    const { status, reference, metadata } = body as {
      status: 'AUTHORISED' | 'REFUSED';
      reference: string;
      metadata: { paymentId: string };
    };
    const { paymentId } = metadata;
    if (status === 'AUTHORISED')
      await process(new AuthorizePayment({ paymentId, providerReference: reference }));
    else await process(new FailPayment({ paymentId, reason: 'The bank of the customer has refused' }));
  }
}
