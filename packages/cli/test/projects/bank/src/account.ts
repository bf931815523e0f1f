import {
  Aggregate,
  Command,
  Event,
  Query,
  field,
  handle,
  invariant,
  read,
  type Defaulted,
  type HandlerContext,
  type QueryContext,
} from '@domainry/core';
import { banking } from './banking.js';

/** Money left the account. */
@banking.event('Account')
export class Withdrawn extends Event<Withdrawn> {
  @field.identifier({ required: true }) readonly accountId!: string;
  @field.float({ required: true, min: 0.01 }) readonly amount!: number;
}

/** What a customer has, and may spend. */
@banking.aggregate
export class Account extends Aggregate<Account> {
  @field.string({ required: true, maxLength: 80 }) owner!: string;
  @field.float({ default: 0 }) balance!: Defaulted<number>;

  @invariant.post('The balance is never below zero')
  staysAboveZero(): boolean {
    return this.balance >= 0;
  }

  withdraw(amount: number): void {
    this.balance -= amount;
    this.raise_(new Withdrawn({ accountId: String(this.id), amount }));
  }
}

/** Takes money out. */
@banking.command(Account)
export class Withdraw extends Command<Withdraw, number> {
  @field.identifier({ required: true }) readonly accountId!: string;
  @field.float({ required: true, min: 0.01 }) readonly amount!: number;
}

/** Forgets an account; nobody has written how. */
@banking.command(Account)
export class CloseAccount extends Command<CloseAccount> {
  @field.identifier({ required: true }) readonly accountId!: string;
}

/** Does what is asked of accounts. */
@banking.commandHandler(Account)
export class AccountCommands {
  @handle(Withdraw)
  async withdraw({ accountId, amount }: Withdraw, { repository }: HandlerContext): Promise<number> {
    const accounts = repository(Account);
    const account = await accounts.get(accountId);
    account.withdraw(amount);
    await accounts.add(account);
    return account.balance;
  }
}

/** What is left. */
@banking.query
export class BalanceOf extends Query<BalanceOf, number> {
  @field.identifier({ required: true }) readonly accountId!: string;
}

/** Answers questions about accounts. */
@banking.queryHandler()
export class Balances {
  @read(BalanceOf)
  async balanceOf({ accountId }: BalanceOf, { repository }: QueryContext): Promise<number> {
    return (await repository(Account).get(accountId)).balance;
  }
}
