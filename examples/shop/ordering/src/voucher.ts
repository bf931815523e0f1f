import { Aggregate, Event, field } from '@domainry/core';
import { ordering } from './domain.js';

/** There is a code that makes orders cheaper. */
@ordering.event('Voucher')
export class VoucherIssued extends Event<VoucherIssued> {
  @field.identifier({ required: true }) readonly code!: string;
  @field.integer({ required: true }) readonly percent!: number;
}

/** An order used it. */
@ordering.event('Voucher')
export class VoucherRedeemed extends Event<VoucherRedeemed> {
  @field.identifier({ required: true }) readonly code!: string;
  @field.identifier({ required: true }) readonly orderId!: string;
}

/** All its uses are gone. */
@ordering.event('Voucher')
export class VoucherExhausted extends Event<VoucherExhausted> {
  @field.identifier({ required: true }) readonly code!: string;
}

export class VoucherRefused extends Error {}

/**
 * A code that makes an order cheaper, a limited number of times.
 *
 * @why Marketing hands out codes by e-mail; two customers who type the last one at the same moment must not both have it.
 */
@ordering.aggregate
export class Voucher extends Aggregate<Voucher> {
  @field.identifier({ identifier: true, required: true, examples: ['SPRING-10'] }) readonly code!: string;
  @field.integer({ required: true, min: 1, max: 60 }) readonly percent!: number;
  @field.integer({ required: true, min: 0 }) usesLeft!: number;
  @field.dateTime({ required: true }) readonly validUntil!: Date;

  static issue(code: string, percent: number, uses: number, validUntil: Date): Voucher {
    const voucher = new this({ code, percent, usesLeft: uses, validUntil });
    voucher.raise_(new VoucherIssued({ code, percent }));
    return voucher;
  }

  redeem(orderId: string, at: Date) {
    if (at > this.validUntil) throw new VoucherRefused('This voucher is no longer valid');
    if (this.usesLeft === 0) throw new VoucherRefused('This voucher has been used up');
    this.usesLeft -= 1;
    this.raise_(new VoucherRedeemed({ code: this.code, orderId }));
    if (this.usesLeft === 0) this.raise_(new VoucherExhausted({ code: this.code }));
  }
}
