import { handle, type HandlerContext } from '@domainry/core';
import { BlockCustomer, ChangeAddress, RegisterCustomer } from './commands.js';
import { Customer } from './customer.js';
import { ordering } from './domain.js';

/** Does what is asked of customers. */
@ordering.commandHandler(Customer)
export class CustomerCommands {
  @handle(RegisterCustomer)
  async register(command: RegisterCustomer, { repository }: HandlerContext): Promise<void> {
    const { customerId, name, email, address } = command;
    await repository(Customer).add(Customer.register(customerId, name, email, address));
  }

  @handle(ChangeAddress)
  async changeAddress({ customerId, address }: ChangeAddress, { repository }: HandlerContext): Promise<void> {
    const customers = repository(Customer);
    const customer = await customers.get(customerId);
    customer.moveTo(address);
    await customers.add(customer);
  }

  @handle(BlockCustomer)
  async block({ customerId, reason }: BlockCustomer, { repository }: HandlerContext): Promise<void> {
    const customers = repository(Customer);
    const customer = await customers.get(customerId);
    customer.block(reason);
    await customers.add(customer);
  }
}
