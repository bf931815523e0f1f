import { Collection, EntitySchema, MikroORM } from '@mikro-orm/postgresql';
import type { DurableOrdersLike } from '../durable-orders.js';
import { onServer, url } from '../postgres-server.js';

class Line {
  id!: string;
  product!: string;
  quantity!: number;
  price!: number;
  order!: Order;
}

class Order {
  id!: string;
  customer!: string;
  discount!: number;
  version!: number;
  lines = new Collection<Line>(this);
}

const line = new EntitySchema({
  class: Line,
  properties: {
    id: { type: 'string', primary: true },
    product: { type: 'string' },
    quantity: { type: 'integer' },
    price: { type: 'double' },
    order: { kind: 'm:1', entity: () => Order },
  },
});

const order = new EntitySchema({
  class: Order,
  properties: {
    id: { type: 'string', primary: true },
    customer: { type: 'string' },
    discount: { type: 'double' },
    version: { type: 'integer', version: true },
    lines: { kind: '1:m', entity: () => Line, mappedBy: 'order', orderBy: { id: 'asc' } },
  },
});

/** The unit of work of MikroORM: an entity manager of its own for each save and load, which then knows what has changed. */
export async function newStore(): Promise<DurableOrdersLike> {
  const schema = `benchmark_${process.pid}`;
  await onServer(`CREATE SCHEMA ${schema}`);
  const orm = await MikroORM.init({
    clientUrl: url,
    schema,
    entities: [order, line],
    debug: false,
    discovery: { warnWhenNoEntities: false },
  });
  await orm.schema.create();
  let manager = orm.em.fork();
  return {
    make: ({ lines, ...values }) => {
      const made = Object.assign(new Order(), values);
      for (const each of lines) made.lines.add(Object.assign(new Line(), each));
      return made;
    },
    async save(orders) {
      manager = orm.em.fork();
      manager.persist(orders as Order[]);
      await manager.flush();
    },
    async load() {
      manager = orm.em.fork();
      return await manager.find(Order, {}, { populate: ['lines'], orderBy: { id: 'asc' } });
    },
    async change(orders, discount) {
      for (const each of orders) each.discount = discount;
      await manager.flush();
    },
    async close() {
      await orm.close();
      await onServer(`DROP SCHEMA ${schema} CASCADE`);
    },
  };
}
