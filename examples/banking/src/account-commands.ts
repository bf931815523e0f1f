import { handle, type HandlerContext } from '@domainry/core';
import { Account } from './account.js';
import { Accounts } from './accounts.js';
import { CardPayment } from './card-payment.js';
import { Deposit, OpenAccount, PayByCard, TransferMoney, Withdraw } from './commands.js';
import { Customers } from './customers.js';
import { banking } from './domain.js';
import type { Money } from './money.js';
import { AlreadyExists, ForeignCurrency } from './refusals.js';
import { Transfer } from './transfer.js';

/**
 * Does what is asked of accounts. Each call is one unit of work: what it adds is saved together, with its events, when it
 * is done; and nothing is, when it throws.
 */
@banking.commandHandler(Account)
export class AccountCommands {
  @handle(OpenAccount)
  async open(command: OpenAccount, { repository }: HandlerContext): Promise<void> {
    const { customerNumber, account, overdraftLimit } = command;
    await repository(Customers).withNumber(customerNumber);
    const accounts = repository(Accounts);
    if (await accounts.exists({ accountNumber: account.number }))
      throw new AlreadyExists('There is such an account already');
    await accounts.add(Account.open(account.number, overdraftLimit && cents(overdraftLimit)));
  }

  @handle(Deposit)
  async deposit(command: Deposit, { repository }: HandlerContext): Promise<number> {
    const accounts = repository(Accounts);
    const account = await accounts.withNumber(command.account.number);
    account.deposit(cents(command.amount));
    await accounts.add(account);
    return account.balance;
  }

  @handle(Withdraw)
  async withdraw(command: Withdraw, { repository }: HandlerContext): Promise<number> {
    const accounts = repository(Accounts);
    const account = await accounts.withNumber(command.account.number);
    account.withdraw(cents(command.amount));
    await accounts.add(account);
    return account.balance;
  }

  @handle(TransferMoney)
  async transfer(command: TransferMoney, { repository }: HandlerContext): Promise<number> {
    const accounts = repository(Accounts);
    const from = await accounts.withNumber(command.from.number);
    const to = await accounts.withNumber(command.to.number);
    new Transfer(from, to).run(inEuros(command.amount));
    await accounts.add(from, to);
    return from.balance;
  }

  @handle(PayByCard)
  async payByCard(command: PayByCard, { repository }: HandlerContext): Promise<number> {
    const { customerNumber, cardNumber, amount } = command;
    const [holder, card] = await repository(Customers).withCard(customerNumber, cardNumber);
    const accounts = repository(Accounts);
    const account = await accounts.get(card.accountId);
    new CardPayment(holder, card, account).run(inEuros(amount));
    await accounts.add(account);
    return account.balance;
  }
}

function cents(amount: Money): number {
  return inEuros(amount).cents;
}

function inEuros(amount: Money): Money {
  if (amount.currency !== 'EUR')
    throw new ForeignCurrency(`Accounts are kept in EUR, not in ${amount.currency}`);
  return amount;
}
