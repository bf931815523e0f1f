import { Aggregate, Event, field, invariant, type Children, type Defaulted } from '@domainry/core';
import { Card, CardStatus } from './card.js';
import { banking } from './domain.js';

export enum CustomerStatus {
  Active = 'Active',
  Suspended = 'Suspended',
  Closed = 'Closed',
}

const mostCards = 3;

/** Somebody became a customer. */
@banking.event('Customer')
export class CustomerJoined extends Event<CustomerJoined> {
  @field.identifier({ required: true }) readonly customerNumber!: string;
}

/** A customer was suspended, taken back, or has left. */
@banking.event('Customer')
export class CustomerStatusChanged extends Event<CustomerStatusChanged> {
  @field.identifier({ required: true }) readonly customerNumber!: string;
  @field.enum(CustomerStatus, { required: true }) readonly from!: CustomerStatus;
  @field.enum(CustomerStatus, { required: true }) readonly to!: CustomerStatus;
}

/** A customer got a card. */
@banking.event('Customer')
export class CardIssued extends Event<CardIssued> {
  @field.identifier({ required: true }) readonly customerNumber!: string;
  @field.identifier({ required: true }) readonly cardNumber!: string;
}

/** A person and their cards: one cluster, whose root checks every change in it. */
@banking.aggregate
export class Customer extends Aggregate<Customer> {
  @field.identifier({ identifier: true, required: true }) readonly customerNumber!: string;
  @field.string({ required: true, minLength: 2, maxLength: 80, personal: 'contact' }) name!: string;
  @field.status(CustomerStatus, {
    default: CustomerStatus.Active,
    transitions: { Active: ['Suspended', 'Closed'], Suspended: ['Active', 'Closed'] },
  })
  status!: Defaulted<CustomerStatus>;
  @field.hasMany(() => Card) readonly cards!: Children<Card>;

  static join(customerNumber: string, name: string): Customer {
    const customer = new this({ customerNumber, name });
    customer.raise_(new CustomerJoined({ customerNumber }));
    return customer;
  }

  @invariant.pre({ message: 'A closed customer stays as it is', code: 'closed', fields: ['status'] })
  closedIsForEver() {
    return this.status !== CustomerStatus.Closed;
  }

  @invariant.post({
    message: `A customer has at most ${mostCards} cards that are not cancelled`,
    code: 'cards',
    fields: ['cards'],
  })
  cardsMustStayFew() {
    return this.cards.filter(isInUse).length <= mostCards;
  }

  @invariant.post({ message: 'A customer who leaves has no card left', code: 'cards', fields: ['cards'] })
  closedMeansNoCards() {
    return this.status !== CustomerStatus.Closed || !this.cards.some(isInUse);
  }

  issueCard(cardNumber: string, accountId: string): Card {
    const card = this.cards.add({ cardNumber, accountId });
    this.raise_(new CardIssued({ customerNumber: this.customerNumber, cardNumber }));
    return card;
  }

  moveTo(status: CustomerStatus) {
    const from = this.status;
    this.status = status;
    // Invalid until the cards are cancelled too; what counts is how a change ends.
    if (status === CustomerStatus.Closed)
      for (const card of this.cards.filter(isInUse)) card.moveTo(CardStatus.Cancelled);
    this.raise_(new CustomerStatusChanged({ customerNumber: this.customerNumber, from, to: status }));
  }
}

function isInUse(card: Card): boolean {
  return card.status !== CardStatus.Cancelled;
}
