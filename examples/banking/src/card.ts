import { Entity, Event, field, type Defaulted } from '@domainry/core';
import { Account } from './account.js';
import { banking } from './domain.js';

export enum CardStatus {
  Issued = 'Issued',
  Active = 'Active',
  Blocked = 'Blocked',
  Cancelled = 'Cancelled',
}

/** A card was activated, blocked or cancelled. */
@banking.event('Customer')
export class CardStatusChanged extends Event<CardStatusChanged> {
  @field.identifier({ required: true }) readonly cardNumber!: string;
  @field.enum(CardStatus, { required: true }) readonly from!: CardStatus;
  @field.enum(CardStatus, { required: true }) readonly to!: CardStatus;
  /** Why, where somebody said so. */
  @field.string({ maxLength: 200 }) readonly reason?: string;
}

/** A member of the cluster of its customer: reached through the customer, and guarded by the rules of both. */
@banking.entity('Customer')
export class Card extends Entity<Card> {
  @field.identifier({ identifier: true, required: true, personal: 'payment' }) readonly cardNumber!: string;
  @field.reference(() => Account, { required: true }) readonly accountId!: string;
  @field.status(CardStatus, {
    default: CardStatus.Issued,
    transitions: {
      Issued: ['Active', 'Cancelled'],
      Active: ['Blocked', 'Cancelled'],
      Blocked: ['Active', 'Cancelled'],
    },
  })
  status!: Defaulted<CardStatus>;

  moveTo(status: CardStatus) {
    const from = this.status;
    this.status = status; // refused when no transition leads there
    this.raise_(new CardStatusChanged({ cardNumber: this.cardNumber, from, to: status }));
  }
}
