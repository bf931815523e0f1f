import { Command, field, type Defaulted } from '@domainry/core';
import { Account } from './account.js';
import { CardStatus } from './card.js';
import { Customer, CustomerStatus } from './customer.js';
import { banking } from './domain.js';
import { Iban } from './iban.js';
import { Money } from './money.js';

/**
 * What is asked of the bank, and when. A command that exists is well formed: anything else cannot be built.
 *
 * @typeParam Result - what handling it results in.
 */
export abstract class Booking<Self = unknown, Result = unknown> extends Command<Self, Result> {
  @field.dateTime({ required: true }) readonly bookedAt!: Date;
}

/** A person becomes a customer. */
@banking.command(Customer)
export class JoinBank extends Booking<JoinBank, void> {
  @field.identifier({ required: true }) readonly customerNumber!: string;
  @field.string({ required: true, minLength: 2, maxLength: 80, personal: 'contact' }) readonly name!: string;
}

/** Suspends a customer, takes them back, or lets them leave. */
@banking.command(Customer)
export class ChangeCustomerStatus extends Booking<ChangeCustomerStatus, void> {
  @field.identifier({ required: true }) readonly customerNumber!: string;
  @field.enum(CustomerStatus, { required: true }) readonly status!: CustomerStatus;
}

/** Opens an account for a customer, with or without an overdraft. */
@banking.command(Account)
export class OpenAccount extends Booking<OpenAccount, void> {
  @field.identifier({ required: true }) readonly customerNumber!: string;
  @field.valueObject(() => Iban, { required: true }) readonly account!: Iban;
  @field.valueObject(() => Money) readonly overdraftLimit?: Money;
}

/** Results in the balance afterwards, in cents; so do the others that change one. */
@banking.command(Account)
export class Deposit extends Booking<Deposit, number> {
  @field.valueObject(() => Iban, { required: true }) readonly account!: Iban;
  @field.valueObject(() => Money, { required: true }) readonly amount!: Money;
  @field.string({ default: '' }) readonly reason!: Defaulted<string>;
}

/** Takes money from an account; results in the balance, in cents. */
@banking.command(Account)
export class Withdraw extends Booking<Withdraw, number> {
  @field.valueObject(() => Iban, { required: true }) readonly account!: Iban;
  @field.valueObject(() => Money, { required: true }) readonly amount!: Money;
  @field.string({ default: '' }) readonly reason!: Defaulted<string>;
}

/** Moves money from one account to another; results in the balance of the first, in cents. */
@banking.command(Account)
export class TransferMoney extends Booking<TransferMoney, number> {
  @field.valueObject(() => Iban, { required: true }) readonly from!: Iban;
  @field.valueObject(() => Iban, { required: true }) readonly to!: Iban;
  @field.valueObject(() => Money, { required: true }) readonly amount!: Money;
  @field.string({ default: '' }) readonly reason!: Defaulted<string>;
}

/** Gives a customer a card that draws on an account. */
@banking.command(Customer)
export class IssueCard extends Booking<IssueCard, void> {
  @field.identifier({ required: true }) readonly customerNumber!: string;
  @field.valueObject(() => Iban, { required: true }) readonly account!: Iban;
  @field.string({ required: true, pattern: /^\d{16}$/, personal: 'payment' }) readonly cardNumber!: string;
}

/** Activates a card, blocks it, or cancels it. */
@banking.command(Customer)
export class ChangeCardStatus extends Booking<ChangeCardStatus, void> {
  @field.identifier({ required: true }) readonly customerNumber!: string;
  @field.string({ required: true, pattern: /^\d{16}$/, personal: 'payment' }) readonly cardNumber!: string;
  @field.enum(CardStatus, { required: true }) readonly status!: CardStatus;
}

/** Pays in a shop with a card that is active; results in the balance, in cents. */
@banking.command(Account)
export class PayByCard extends Booking<PayByCard, number> {
  @field.identifier({ required: true }) readonly customerNumber!: string;
  @field.string({ required: true, pattern: /^\d{16}$/, personal: 'payment' }) readonly cardNumber!: string;
  @field.valueObject(() => Money, { required: true }) readonly amount!: Money;
  @field.string({ default: '' }) readonly shop!: Defaulted<string>;
}
