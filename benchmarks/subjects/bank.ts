/** A bank as every subject offers it. */
export interface BankLike {
  /** Withdraws a little from one of the accounts, and gives the balance; an event handler is told. */
  withdraw(index: number): Promise<number>;
  /** How many withdrawals the event handler was told of. */
  told(): number;
}

/** How many accounts there are. */
export const accounts = 100;
