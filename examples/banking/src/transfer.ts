import { DomainService, invariant } from '@domainry/core';
import { Account } from './account.js';
import { banking } from './domain.js';
import type { Money } from './money.js';

/** Moves money between two accounts: a rule that belongs to neither of them. */
@banking.domainService({ aggregates: [Account] })
export class Transfer extends DomainService {
  constructor(
    readonly from: Account,
    readonly to: Account,
  ) {
    super();
  }

  @invariant.pre({ message: 'A transfer needs two accounts', code: 'same-account' })
  accountsMustDiffer() {
    return !this.from.equals(this.to);
  }

  run(amount: Money) {
    this.to.deposit(amount.cents);
    this.from.withdraw(amount.cents); // when this is refused, there was no deposit either
  }
}
