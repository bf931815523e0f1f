import { Repository } from '@domainry/core';
import type { Card } from './card.js';
import { Customer } from './customer.js';
import { banking } from './domain.js';
import { NotFound } from './refusals.js';

/** All customers, with their cards. */
@banking.repository(Customer)
export class Customers extends Repository<Customer> {
  /** @throws NotFound */
  async withNumber(customerNumber: string): Promise<Customer> {
    const customer = await this.getOrNull(customerNumber);
    if (customer === null) throw new NotFound('There is no such customer');
    return customer;
  }

  /** @throws NotFound */
  async withCard(customerNumber: string, cardNumber: string): Promise<readonly [Customer, Card]> {
    const customer = await this.withNumber(customerNumber);
    const card = customer.cards.get(cardNumber);
    if (card === undefined) throw new NotFound('The customer has no such card');
    return [customer, card];
  }
}
