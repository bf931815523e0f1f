import type { Decimal } from '@domainry/core';
import {
  Aggregate,
  Domain,
  Entity,
  Selection,
  ValueObject,
  field,
  type Children,
  type Defaulted,
} from '@domainry/core';
import { memory } from '../../src/adapters/memory/memory.js';
import { modelOf } from '../../src/elements/element.js';
import type { ElementModel } from '../../src/elements/element-model.js';
import { storedFormOf } from '../../src/elements/stored-form.js';
import type { Database } from '../../src/ports/database.js';
import type { StateRecord, StateShape } from '../../src/ports/state-store.js';
import { CursorSigner } from '../../src/queries/cursor.js';
import type { SelectionRunner } from '../../src/queries/selection-runner.js';
import { stateShapeOf } from '../../src/repositories/state-shape.js';

const shop = new Domain('Shop');

@shop.valueObject
export class Money extends ValueObject<Money> {
  @field.decimal({ required: true }) readonly amount!: Decimal;
  @field.string({ required: true }) readonly currency!: string;
}

@shop.entity('Order')
export class Line extends Entity<Line> {
  @field.integer({ required: true }) quantity!: number;
  @field.string() product?: string;
}

@shop.entity('Order')
export class Note extends Entity<Note> {
  @field.text({ required: true }) text!: string;
}

@shop.aggregate({ indexes: ['city', ['paid', '-quantity']] })
export class Order extends Aggregate<Order> {
  @field.string({ required: true, unique: true, maxLength: 20 }) code!: string;
  @field.string({ storedAs: 'town' }) city?: string;
  @field.integer({ required: true, min: 0 }) quantity!: number;
  @field.integer({ nullable: true }) limit!: number | null;
  @field.integer({ bigint: true }) wei?: bigint;
  @field.float() weight?: number;
  @field.decimal() total?: Decimal;
  @field.boolean({ default: false }) paid!: Defaulted<boolean>;
  @field.date() due?: string;
  @field.dateTime() placedAt?: Date;
  @field.status(['Open', 'Closed'], { default: 'Open' }) state!: Defaulted<'Open' | 'Closed'>;
  @field.enum([1, 2, 3]) level?: 1 | 2 | 3;
  @field.list(field.string(), { default: [] }) tags!: Defaulted<readonly string[]>;
  @field.list(field.decimal()) rates?: readonly Decimal[];
  @field.list(field.valueObject(() => Money)) fees?: readonly Money[];
  @field.valueObject(() => Money) price?: Money;
  @field.json() extra?: { readonly colour: string };
  @field.hasMany(() => Line) readonly lines!: Children<Line>;
  @field.hasOne(() => Note) note?: Note;
}

/** Shape of the orders of the shop. */
export const orders: StateShape = stateShapeOf(shop.registry.find(Order)!);

const orderModel = modelOf(Order) as ElementModel;

/** An order as it is stored. */
export function recordOf(order: Order): StateRecord {
  const data = JSON.parse(JSON.stringify(storedFormOf(orderModel).write(order))) as StateRecord['data'];
  return { id: order.id, version: 0, data };
}

/** A memory database with orders in it. */
export async function storeOf(given: readonly Order[]): Promise<Database> {
  const database = await memory().open({ domain: 'Shop', shapes: [orders], now: () => 0 });
  const transaction = await database.begin();
  for (const order of given) await transaction.states.insert(orders, recordOf(order));
  await transaction.commit();
  return database;
}

/** All orders of a store, to be narrowed down. */
export function ordersIn(
  database: Database,
  { cursors = new CursorSigner('a key of the shop'), onFind = (_limit?: number): void => {} } = {},
): Selection<Order> {
  const { states } = database;
  const form = storedFormOf(orderModel);
  const write = async (act: (writer: Awaited<ReturnType<Database['begin']>>) => Promise<number>) => {
    const transaction = await database.begin();
    const count = await act(transaction);
    await transaction.commit();
    return count;
  };
  const runner: SelectionRunner<Order> = {
    find: async (query) => {
      onFind(query.limit);
      return (await states.find(orders, query)).map(({ data }) => ({
        data,
        item: form.read(data) as Order,
      }));
    },
    read: async (query) => (await states.find(orders, query)).map(({ data }) => data),
    count: (where) => states.count(orders, where),
    calculate: (where, calculations) => states.calculate(orders, where, calculations),
    update: (where, changes) => write((writer) => writer.states.updateAll(orders, where, changes)),
    delete: (where) => write((writer) => writer.states.removeAll(orders, where)),
  };
  return new Selection<Order>({ model: orderModel, runner, cursors });
}
