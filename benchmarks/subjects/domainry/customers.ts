import { Aggregate, Domain, field } from '@domainry/core';
import { customerOf, customers, type CustomersLike } from '../customers.js';

const shop = new Domain('Shop');

@shop.aggregate({ indexes: ['email'] })
class Customer extends Aggregate<Customer> {
  @field.string({ required: true }) name!: string;
  @field.string({ required: true }) email!: string;
  @field.string({ required: true }) city!: string;
  @field.integer({ required: true }) points!: number;
  @field.boolean({ required: true }) active!: boolean;
}

await shop.init();
const repository = shop.repositoryFor(Customer);

export const store: CustomersLike = {
  async fill() {
    for (let first = 0; first < customers; first += 1_000)
      await shop.unitOfWork(async () => {
        for (let index = first; index < first + 1_000; index++)
          await repository.add(new Customer(customerOf(index)));
      });
  },
  async find(email) {
    return repository.query.where({ email }).one();
  },
};
