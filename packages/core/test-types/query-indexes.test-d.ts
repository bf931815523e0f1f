import { Aggregate, Projection, field, type Defaulted } from '@domainry/core';
import { expectTypeOf } from 'expect-type';
import { shop } from './shop.js';

@shop.aggregate({
  eventSourced: false,
  unique: [
    { fields: ['warehouse', 'shelf'], where: { closed: false } },
    { fields: ['code'], name: 'code' },
  ],
  indexes: ['code', ['warehouse', '-shelf'], '-id'],
})
class Stock extends Aggregate<Stock> {
  @field.string({ required: true }) code!: string;
  @field.string() warehouse?: string;
  @field.integer() shelf?: number;
  @field.boolean({ default: false }) closed!: Defaulted<boolean>;
}

@shop.projection({ indexes: [['total']] })
class Totals extends Projection<Totals> {
  @field.identifier({ identifier: true, required: true }) readonly code!: string;
  @field.float({ required: true }) total!: number;
}

// @ts-expect-error the class has no such field
@shop.aggregate({ unique: [{ fields: ['warehouse', 'shelve'] }] })
class WrongUnique extends Aggregate<WrongUnique> {
  @field.string() warehouse?: string;
  @field.integer() shelf?: number;
}

// @ts-expect-error the class has no such field
@shop.projection({ indexes: ['code', '-totl'] })
class WrongIndex extends Projection<WrongIndex> {
  @field.identifier({ identifier: true, required: true }) readonly code!: string;
  @field.float({ required: true }) total!: number;
}

// @ts-expect-error there is no such option
@shop.aggregate({ index: ['code'] })
class WrongOption extends Aggregate<WrongOption> {
  @field.string() code?: string;
}

// @ts-expect-error a rule names its fields
@shop.aggregate({ unique: [{ where: { code: 'x' } }] })
class WrongRule extends Aggregate<WrongRule> {
  @field.string() code?: string;
}

expectTypeOf([Stock, Totals, WrongUnique, WrongIndex, WrongOption, WrongRule]).toBeArray();
