import { handle, type HandlerContext } from '@domainry/core';
import {
  AuthorizePayment,
  CapturePayment,
  FailPayment,
  PayOutRefund,
  RequestPayment,
  RequestRefund,
} from './commands.js';
import { billing } from './domain.js';
import { Payment } from './payment.js';
import { Refund } from './refund.js';

/** Does what is asked of payments. */
@billing.commandHandler(Payment)
export class PaymentCommands {
  @handle(RequestPayment)
  async request(
    { paymentId, invoiceId, amount }: RequestPayment,
    { repository }: HandlerContext,
  ): Promise<void> {
    await repository(Payment).add(Payment.request(paymentId, invoiceId, amount));
  }

  @handle(AuthorizePayment)
  async authorize(command: AuthorizePayment, { repository }: HandlerContext): Promise<void> {
    const payments = repository(Payment);
    const payment = await payments.get(command.paymentId);
    payment.authorize(command.providerReference);
    await payments.add(payment);
  }

  @handle(CapturePayment)
  async capture({ paymentId }: CapturePayment, { repository }: HandlerContext): Promise<void> {
    const payments = repository(Payment);
    const payment = await payments.get(paymentId);
    payment.capture();
    await payments.add(payment);
  }

  @handle(FailPayment)
  async fail({ paymentId, reason }: FailPayment, { repository }: HandlerContext): Promise<void> {
    const payments = repository(Payment);
    const payment = await payments.get(paymentId);
    payment.fail(reason);
    await payments.add(payment);
  }
}

/** Does what is asked of refunds. */
@billing.commandHandler(Refund)
export class RefundCommands {
  @handle(RequestRefund)
  async request(
    { refundId, invoiceId, amount }: RequestRefund,
    { repository }: HandlerContext,
  ): Promise<void> {
    await repository(Refund).add(Refund.request(refundId, invoiceId, amount));
  }

  @handle(PayOutRefund)
  async payOut({ refundId }: PayOutRefund, { repository }: HandlerContext): Promise<void> {
    const refunds = repository(Refund);
    const refund = await refunds.get(refundId);
    refund.payOut();
    await refunds.add(refund);
  }
}
