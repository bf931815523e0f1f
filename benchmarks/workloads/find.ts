import { customers, type CustomersLike } from '../subjects/customers.js';
import type { MakeBatch } from './batch.js';

const questions = 200;

/** Finds one of 100,000 customers by an indexed field, again and again. */
export const find: MakeBatch = async (load) => {
  const store = (await load(0))['store'] as CustomersLike;
  await store.fill();
  let asked = 0;
  return {
    operations: questions,
    async run() {
      for (let question = 0; question < questions; question++) {
        const index = (asked++ * 7919) % customers;
        const { id } = await store.find(`customer.${index}@example.com`);
        if (id !== `customer-${index}`) throw new Error(`${id} was found.`);
      }
    },
  };
};
