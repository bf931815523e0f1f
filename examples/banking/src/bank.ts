import type { AnyEvent } from '@domainry/core';
import { Account } from './account.js';
import { CardPayment } from './card-payment.js';
import type { Card } from './card.js';
import {
  type Booking,
  ChangeCardStatus,
  ChangeCustomerStatus,
  Deposit,
  IssueCard,
  JoinBank,
  OpenAccount,
  PayByCard,
  TransferMoney,
  Withdraw,
} from './commands.js';
import { Customer } from './customer.js';
import type { Iban } from './iban.js';
import type { Money } from './money.js';
import { Transfer } from './transfer.js';

export class NotFound extends Error {}
export class AlreadyExists extends Error {}
export class ForeignCurrency extends Error {}

/** Holds the aggregates in memory and does what commands ask for. Repositories and handlers will take its place. */
export class Bank {
  readonly #accounts = new Map<string, Account>();
  readonly #accountsById = new Map<string, Account>();
  readonly #customers = new Map<string, Customer>();

  /** In the order in which they were opened. */
  get accounts(): readonly Account[] {
    return [...this.#accounts.values()];
  }

  get customers(): readonly Customer[] {
    return [...this.#customers.values()];
  }

  /**
   * Does what a command asks for, or throws and leaves everything as it was.
   *
   * @returns the events that happened, in order.
   */
  book(command: Booking): readonly AnyEvent[] {
    return this.#change(command).flatMap((changed) => changed.collectEvents());
  }

  /** Gives the aggregates that were changed. */
  #change(command: Booking): readonly (Account | Customer)[] {
    if (command instanceof JoinBank) return [this.#join(command)];
    if (command instanceof OpenAccount) return [this.#open(command)];
    if (command instanceof Deposit) return [this.#deposit(command)];
    if (command instanceof Withdraw) return [this.#withdraw(command)];
    if (command instanceof TransferMoney) return this.#transferMoney(command);
    if (command instanceof IssueCard) return [this.#issueCard(command)];
    if (command instanceof ChangeCardStatus) return [this.#changeCardStatus(command)];
    if (command instanceof ChangeCustomerStatus) return [this.#changeCustomerStatus(command)];
    if (command instanceof PayByCard) return [this.#payByCard(command)];
    throw new Error(`The bank does not know what to do with a ${command.constructor.name}.`);
  }

  #join({ customerNumber, name }: JoinBank): Customer {
    if (this.#customers.has(customerNumber)) throw new AlreadyExists('There is such a customer already');
    const customer = Customer.join(customerNumber, name);
    this.#customers.set(customerNumber, customer);
    return customer;
  }

  #open({ customerNumber, account: { number }, overdraftLimit }: OpenAccount): Account {
    this.#customer(customerNumber);
    if (this.#accounts.has(number)) throw new AlreadyExists('There is such an account already');
    const account = Account.open(number, overdraftLimit && inEuros(overdraftLimit).cents);
    this.#accounts.set(number, account);
    this.#accountsById.set(account.id, account);
    return account;
  }

  #deposit({ account, amount }: Deposit): Account {
    const credited = this.#account(account);
    credited.deposit(inEuros(amount).cents);
    return credited;
  }

  #withdraw({ account, amount }: Withdraw): Account {
    const debited = this.#account(account);
    debited.withdraw(inEuros(amount).cents);
    return debited;
  }

  #transferMoney({ from, to, amount }: TransferMoney): readonly Account[] {
    const debited = this.#account(from);
    const credited = this.#account(to);
    new Transfer(debited, credited).run(inEuros(amount));
    return [debited, credited];
  }

  #issueCard({ customerNumber, account, cardNumber }: IssueCard): Customer {
    const customer = this.#customer(customerNumber);
    customer.issueCard(cardNumber, this.#account(account).id);
    return customer;
  }

  #changeCardStatus({ customerNumber, cardNumber, status }: ChangeCardStatus): Customer {
    const customer = this.#customer(customerNumber);
    cardOf(customer, cardNumber).moveTo(status);
    return customer;
  }

  #changeCustomerStatus({ customerNumber, status }: ChangeCustomerStatus): Customer {
    const customer = this.#customer(customerNumber);
    customer.moveTo(status);
    return customer;
  }

  #payByCard({ customerNumber, cardNumber, amount }: PayByCard): Account {
    const holder = this.#customer(customerNumber);
    const card = cardOf(holder, cardNumber);
    const account = this.#accountsById.get(card.accountId)!;
    new CardPayment(holder, card, account).run(inEuros(amount));
    return account;
  }

  #account({ number }: Iban): Account {
    const account = this.#accounts.get(number);
    if (account === undefined) throw new NotFound('There is no such account');
    return account;
  }

  #customer(customerNumber: string): Customer {
    const customer = this.#customers.get(customerNumber);
    if (customer === undefined) throw new NotFound('There is no such customer');
    return customer;
  }
}

function cardOf(customer: Customer, cardNumber: string): Card {
  const card = customer.cards.get(cardNumber);
  if (card === undefined) throw new NotFound('The customer has no such card');
  return card;
}

function inEuros(amount: Money): Money {
  if (amount.currency !== 'EUR')
    throw new ForeignCurrency(`Accounts are kept in EUR, not in ${amount.currency}`);
  return amount;
}
