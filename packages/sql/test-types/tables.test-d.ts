import {
  Aggregate,
  type Decimal,
  type Domain,
  Entity,
  ValueObject,
  type Children,
  type Defaulted,
} from '@domainry/core';
import { tablesOf } from '@domainry/sql';
import { expectTypeOf } from 'expect-type';
import type { Insertable, Kysely, Selectable } from 'kysely';

declare const shop: Domain;

class Money extends ValueObject<Money> {
  readonly amount!: Decimal;
  readonly currency!: string;
}

class Line extends Entity<Line> {
  sku!: string;
  quantity!: number;
}

class Order extends Aggregate<Order> {
  title!: string;
  note?: string | null;
  state!: Defaulted<'draft' | 'placed'>;
  urgent!: boolean;
  placed!: Date;
  big!: bigint;
  tags!: readonly string[];
  price!: Money;
  discount?: Money | null;
  readonly lines!: Children<Line>;

  place(): void {
    this.state = 'placed';
  }
}

const tables = await tablesOf(shop, { Order });
type Tables = typeof tables extends Kysely<infer All> ? All : never;
type Row = Selectable<Tables['Order']>;

expectTypeOf<keyof Tables>().toEqualTypeOf<'Order' | 'Order_lines'>();
expectTypeOf<Row['title']>().toEqualTypeOf<string>();
expectTypeOf<Row['note']>().toEqualTypeOf<string | null>();
expectTypeOf<Row['urgent']>().toEqualTypeOf<boolean | number>();
expectTypeOf<Row['placed']>().toEqualTypeOf<string>();
expectTypeOf<Row['big']>().toEqualTypeOf<string>();
expectTypeOf<Row['tags']>().toEqualTypeOf<unknown>();
expectTypeOf<Row['price_amount']>().toEqualTypeOf<string>();
expectTypeOf<Row['discount_currency']>().toEqualTypeOf<string | null>();
expectTypeOf<Row['_version']>().toEqualTypeOf<number>();
expectTypeOf<Row['state']>().toExtend<'draft' | 'placed'>();
expectTypeOf<Insertable<Tables['Order']>['placed']>().toEqualTypeOf<string | Date>();
expectTypeOf<Selectable<Tables['Order_lines']>['sku']>().toEqualTypeOf<string>();
expectTypeOf<Selectable<Tables['Order_lines']>['_place']>().toEqualTypeOf<number>();
expectTypeOf<'place' extends keyof Row ? true : false>().toEqualTypeOf<false>();
expectTypeOf<'lines' extends keyof Row ? true : false>().toEqualTypeOf<false>();
expectTypeOf<'price' extends keyof Row ? true : false>().toEqualTypeOf<false>();

tables.selectFrom('Order').select(['title', 'price_currency']).where('urgent', '=', true);
// @ts-expect-error there is no such column
tables.selectFrom('Order').select('titel');
// @ts-expect-error there is no such table
tables.selectFrom('Orders');
// @ts-expect-error a text is no number
tables.updateTable('Order').set({ title: 1 });
// @ts-expect-error a table has a class
await tablesOf(shop, { Order: 'Order' });
