import { postgres } from '@domainry/postgres';
import type { DurableOrdersLike } from '../durable-orders.js';
import { onServer, url } from '../postgres-server.js';
import { ordersIn } from './orders.js';

export async function newStore(): Promise<DurableOrdersLike> {
  const schema = `benchmark_${process.pid}`;
  const orders = await ordersIn(postgres({ connectionString: url, schema }));
  return {
    ...orders,
    async close() {
      await orders.close!();
      await onServer(`DROP SCHEMA ${schema} CASCADE`);
    },
  };
}
