import { DomainService, invariant } from '@domainry/core';
import { Account } from './account.js';
import { CardStatus, type Card } from './card.js';
import { Customer, CustomerStatus } from './customer.js';
import { banking } from './domain.js';
import type { Money } from './money.js';

/** Pays with a card: the card and its holder say whether, the account says how much. */
@banking.domainService({ aggregates: [Customer, Account] })
export class CardPayment extends DomainService {
  constructor(
    readonly holder: Customer,
    readonly card: Card,
    readonly account: Account,
  ) {
    super();
  }

  @invariant.pre({ message: 'Only active customers pay by card', code: 'holder-not-active' })
  holderMustBeActive() {
    return this.holder.status === CustomerStatus.Active;
  }

  @invariant.pre({ message: 'Only active cards can be used', code: 'card-not-active' })
  cardMustBeActive() {
    return this.card.status === CardStatus.Active;
  }

  run(amount: Money) {
    this.account.withdraw(amount.cents);
  }
}
