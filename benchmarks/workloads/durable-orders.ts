import { orderOf, type DurableOrdersLike, type StoredOrderLike } from '../subjects/durable-orders.js';
import type { LoadSubject, MakeBatch } from './batch.js';

const many = 10_000;

/** Saves 10,000 new aggregates with three children each, in one transaction. */
export const saveMany: MakeBatch = async (load) => {
  const store = await newStore(load);
  let number = 0;
  const make = (): readonly StoredOrderLike[] =>
    Array.from({ length: many }, () => store.make(orderOf(number++)));
  let orders = make();
  return {
    operations: many,
    run: () => store.save(orders),
    reset() {
      orders = make();
    },
    close: async () => await store.close?.(),
  };
};

/** Loads 10,000 aggregates with three children each. */
export const loadMany: MakeBatch = async (load) => {
  const store = await filled(load);
  return {
    operations: many,
    async run() {
      const { length } = await store.load();
      if (length !== many) throw new Error(`${length} orders were loaded.`);
    },
    close: async () => await store.close?.(),
  };
};

/** Of 10,000 aggregates that were loaded, changes and saves a tenth, another one each time. */
export const changeTenth: MakeBatch = async (load) => {
  const store = await filled(load);
  const orders = await store.load();
  let turn = 0;
  return {
    operations: many / 10,
    run() {
      const first = (turn % 10) * (many / 10);
      const discount = 1 + turn++ / 1024;
      return store.change(orders.slice(first, first + many / 10), discount);
    },
    close: async () => await store.close?.(),
  };
};

/** Loads one of 10,000 aggregates, changes it and saves it, another one each time. */
export const changeOne: MakeBatch = async (load) => {
  const store = await filled(load);
  let turn = 0;
  return {
    operations: 100,
    async run() {
      for (let count = 0; count < 100; count++) {
        turn += 1;
        await store.changeOne!(`order-${(turn * 7) % many}`, turn / 1024);
      }
    },
    close: async () => await store.close?.(),
  };
};

async function filled(load: LoadSubject): Promise<DurableOrdersLike> {
  const store = await newStore(load);
  await store.save(Array.from({ length: many }, (_, number) => store.make(orderOf(number))));
  return store;
}

async function newStore(load: LoadSubject): Promise<DurableOrdersLike> {
  return await ((await load(0))['newStore'] as () => DurableOrdersLike | Promise<DurableOrdersLike>)();
}
