import { handle, type HandlerContext } from '@domainry/core';
import { Accounts } from './accounts.js';
import { ChangeCardStatus, ChangeCustomerStatus, IssueCard, JoinBank } from './commands.js';
import { Customer } from './customer.js';
import { Customers } from './customers.js';
import { banking } from './domain.js';
import { AlreadyExists } from './refusals.js';

/** Does what is asked of customers and their cards. */
@banking.commandHandler(Customer)
export class CustomerCommands {
  @handle(JoinBank)
  async join({ customerNumber, name }: JoinBank, { repository }: HandlerContext): Promise<void> {
    const customers = repository(Customers);
    if (await customers.has(customerNumber)) throw new AlreadyExists('There is such a customer already');
    await customers.add(Customer.join(customerNumber, name));
  }

  @handle(ChangeCustomerStatus)
  async changeStatus(command: ChangeCustomerStatus, { repository }: HandlerContext): Promise<void> {
    const customers = repository(Customers);
    const customer = await customers.withNumber(command.customerNumber);
    customer.moveTo(command.status);
    await customers.add(customer);
  }

  @handle(IssueCard)
  async issueCard(command: IssueCard, { repository }: HandlerContext): Promise<void> {
    const customers = repository(Customers);
    const customer = await customers.withNumber(command.customerNumber);
    const account = await repository(Accounts).withNumber(command.account.number);
    customer.issueCard(command.cardNumber, account.id);
    await customers.add(customer);
  }

  @handle(ChangeCardStatus)
  async changeCardStatus(command: ChangeCardStatus, { repository }: HandlerContext): Promise<void> {
    const customers = repository(Customers);
    const [customer, card] = await customers.withCard(command.customerNumber, command.cardNumber);
    card.moveTo(command.status);
    await customers.add(customer);
  }
}
