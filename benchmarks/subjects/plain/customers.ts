import { customerOf, customers, type CustomersLike, type CustomerValues } from '../customers.js';
import { finite, identity, integer, text, truth } from './checks.js';

/** By hand: an index by a map, rows that belong to nobody else, and an instance for each that is found. */
class Customer {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly city: string;
  readonly points: number;
  readonly active: boolean;

  constructor(given: CustomerValues) {
    this.id = identity('Customer.id', given.id);
    this.name = text('Customer.name', given.name);
    this.email = text('Customer.email', given.email);
    this.city = text('Customer.city', given.city);
    this.points = finite('Customer.points', integer('Customer.points', given.points));
    this.active = truth('Customer.active', given.active);
  }
}

const rows = new Map<string, string>();
const byEmail = new Map<string, string[]>();

export const store: CustomersLike = {
  async fill() {
    for (let index = 0; index < customers; index++) {
      const values = customerOf(index);
      rows.set(values.id, JSON.stringify(values));
      byEmail.set(values.email, [...(byEmail.get(values.email) ?? []), values.id]);
    }
  },
  async find(email) {
    const [id] = byEmail.get(email) ?? [];
    return new Customer(JSON.parse(rows.get(id!)!) as CustomerValues);
  },
};
