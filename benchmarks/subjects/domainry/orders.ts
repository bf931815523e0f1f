import { Aggregate, Domain, Entity, field } from '@domainry/core';
import type { Children } from '@domainry/core';
import type { DatabaseAdapter } from '@domainry/core/ports';
import type { DurableOrdersLike } from '../durable-orders.js';

const shop = new Domain('Shop');

@shop.entity(() => StoredOrder)
class StoredLine extends Entity<StoredLine> {
  @field.string({ required: true }) product!: string;
  @field.integer({ required: true }) quantity!: number;
  @field.float({ required: true }) price!: number;
}

@shop.aggregate
class StoredOrder extends Aggregate<StoredOrder> {
  @field.string({ required: true }) customer!: string;
  @field.float({ required: true }) discount!: number;
  @field.hasMany(() => StoredLine) readonly lines!: Children<StoredLine>;
}

/** A domain over a database: repositories and units of work, as a user has them. */
export async function ordersIn(database: DatabaseAdapter): Promise<DurableOrdersLike> {
  await shop.init({ databases: { default: database } });
  const repository = shop.repositoryFor(StoredOrder);
  return {
    make: ({ lines, ...values }) => {
      const order = new StoredOrder(values);
      for (const line of lines) order.lines.add(line);
      return order;
    },
    async save(orders) {
      await shop.unitOfWork(async () => {
        for (const order of orders) await repository.add(order as StoredOrder);
      });
    },
    load: () => repository.query.all(),
    async change(orders, discount) {
      await shop.unitOfWork(async () => {
        for (const order of orders) {
          order.discount = discount;
          await repository.add(order as StoredOrder);
        }
      });
    },
    async changeOne(id, discount) {
      await shop.unitOfWork(async () => {
        const order = await repository.get(id);
        order.discount = discount;
        await repository.add(order);
      });
    },
    close: () => shop.close(),
  };
}
