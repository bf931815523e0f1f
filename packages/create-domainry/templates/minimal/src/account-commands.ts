import { Command, field, handle, type HandlerContext } from '@domainry/core';
import { Account } from './account.js';
import { banking } from './banking.js';

/** Begins an account. */
@banking.command(Account)
export class OpenAccount extends Command<OpenAccount> {
  @field.identifier({ required: true }) readonly accountId!: string;
  @field.string({ required: true, maxLength: 80 }) readonly owner!: string;
}

/** Puts money on an account. */
@banking.command(Account)
export class DepositMoney extends Command<DepositMoney, number> {
  @field.identifier({ required: true }) readonly accountId!: string;
  @field.integer({ required: true, min: 1, description: 'In cents' }) readonly amount!: number;
}

/** Takes money from an account. */
@banking.command(Account)
export class WithdrawMoney extends Command<WithdrawMoney, number> {
  @field.identifier({ required: true }) readonly accountId!: string;
  @field.integer({ required: true, min: 1, description: 'In cents' }) readonly amount!: number;
}

/** Does what is asked of accounts; each in a unit of work of its own. */
@banking.commandHandler(Account)
export class AccountCommands {
  @handle(OpenAccount)
  async open({ accountId, owner }: OpenAccount, { repository }: HandlerContext): Promise<void> {
    await repository(Account).add(Account.open(accountId, owner));
  }

  @handle(DepositMoney)
  async deposit({ accountId, amount }: DepositMoney, { repository }: HandlerContext): Promise<number> {
    const accounts = repository(Account);
    const account = await accounts.get(accountId);
    account.deposit(amount);
    await accounts.add(account);
    return account.balance;
  }

  @handle(WithdrawMoney)
  async withdraw({ accountId, amount }: WithdrawMoney, { repository }: HandlerContext): Promise<number> {
    const accounts = repository(Account);
    const account = await accounts.get(accountId);
    account.withdraw(amount);
    await accounts.add(account);
    return account.balance;
  }
}
