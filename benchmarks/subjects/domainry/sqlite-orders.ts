import { sqlite } from '@domainry/sqlite';
import { newFile } from '../durable-events.js';
import type { DurableOrdersLike } from '../durable-orders.js';
import { ordersIn } from './orders.js';

export function newStore(): Promise<DurableOrdersLike> {
  return ordersIn(sqlite(newFile(), { driver: 'better-sqlite3' }));
}
