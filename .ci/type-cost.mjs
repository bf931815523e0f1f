// What the types cost the compiler: 200 aggregates of ten fields, with their value objects, children, events and
// commands. Time depends on the machine; the number of instantiations does not, so that is what has a limit.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root, tool } from './workspace.mjs';

const aggregates = 200;
/** Half as much again as measured with TypeScript 6.0.2 (780,000). Measure before raising it. */
const mostInstantiations = 1_200_000;

/** Compiles a large model against the built package, and compares what it cost with the limit. */
export function checkCost(workshop) {
  const folder = join(workshop, 'large-model');
  mkdirSync(folder, { recursive: true });
  const files = Array.from({ length: aggregates }, (_, number) => `model-${number}.ts`);
  for (const [number, name] of files.entries())
    writeFileSync(join(folder, name), model.replaceAll('#', String(number)));
  writeFileSync(join(folder, 'shop.ts'), shop);
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(configOf(folder, files)));
  const { status, output } = tool('tsc6', ['-p', folder, '--extendedDiagnostics', '--pretty', 'false']);
  const figure = (name) => Number(new RegExp(`^${name}:\\s+([\\d.]+)`, 'm').exec(output)?.[1] ?? NaN);
  const instantiations = figure('Instantiations');
  const isFine = status === 0 && instantiations <= mostInstantiations;
  console.log(
    `${isFine ? 'ok  ' : 'FAIL'} ${aggregates} aggregates: ${instantiations} instantiations (at most ${mostInstantiations}), ` +
      `${figure('Check time')} s to check, ${Math.round(figure('Memory used') / 1024)} MB`,
  );
  if (status !== 0) console.log(output);
  return { passed: isFine ? 1 : 0, failed: isFine ? 0 : 1 };
}

function configOf(folder, files) {
  const core = relative(folder, join(root, 'packages', 'core'));
  return {
    extends: `${core}/test-types/consumers/strict.json`,
    compilerOptions: {
      isolatedDeclarations: false,
      declaration: false,
      experimentalDecorators: true,
      skipLibCheck: true,
      paths: {
        '@domainry/core': [`${core}/dist/index.d.ts`],
        'decimal.js': [`${core}/node_modules/decimal.js/decimal.d.ts`],
      },
    },
    files: ['shop.ts', ...files],
  };
}

const shop = `
import { Domain } from '@domainry/core';
export const shop: Domain = new Domain('Shop');
`;

/** One aggregate and what belongs to it; `#` stands for its number. */
const model = `
import { Aggregate, Command, Entity, Event, ValueObject, field, invariant, type Children, type Computed, type Defaulted } from '@domainry/core';
import { Decimal } from 'decimal.js';
import { shop } from './shop.js';

@shop.valueObject
export class Money# extends ValueObject<Money#> {
  @field.decimal({ required: true, scale: 2 }) readonly amount!: Decimal;
  @field.string({ required: true, pattern: /^[A-Z]{3}$/ }) readonly currency!: string;
}

@shop.entity(() => Order#)
export class Line# extends Entity<Line#> {
  @field.string({ required: true }) productId!: string;
  @field.valueObject(() => Money#, { required: true }) price!: Money#;
  @field.hasMany(() => Line#) readonly parts!: Children<Line#>;
}

@shop.aggregate
export class Order# extends Aggregate<Order#> {
  @field.string({ required: true, maxLength: 20 }) number#!: string;
  @field.reference('Customer', { required: true }) customerId!: string;
  @field.status(['draft', 'placed'], { default: 'draft', transitions: { draft: ['placed'] } }) status!: Defaulted<'draft' | 'placed'>;
  @field.hasMany(() => Line#) readonly lines!: Children<Line#>;
  @field.text() note?: string;
  @field.dateTime() placedAt?: Date;
  @field.boolean({ default: false }) urgent!: Defaulted<boolean>;
  @field.list(field.string(), { default: [] }) tags!: Defaulted<readonly string[]>;
  @field.valueObject(() => Money#, { required: true }) fee!: Money#;
  @field.integer({ nullable: true, min: 1 }) priority!: number | null;

  get isEmpty(): Computed<boolean> {
    return this.lines.size === 0;
  }

  @invariant.post('A placed order has lines')
  placedHasLines() {
    return this.status !== 'placed' || !this.isEmpty;
  }

  place(at: Date) {
    this.status = 'placed';
    this.placedAt = at;
    this.raise_(new Placed#({ orderId: this.id, fee: this.fee }));
  }
}

@shop.event(() => Order#)
export class Placed# extends Event<Placed#, Order#> {
  @field.identifier({ required: true }) readonly orderId!: string;
  @field.valueObject(() => Money#) readonly fee?: Money#;
}

@shop.command(() => Order#)
export class Place# extends Command<Place#, number> {
  @field.identifier({ required: true }) readonly orderId!: string;
}

const fee = { amount: new Decimal(1), currency: 'EUR' };
export const order# = new Order#({
  number#: '1',
  customerId: 'c',
  fee,
  lines: [{ productId: 'p', price: fee, parts: [{ productId: 'q', price: fee }] }],
});
export const dict# = order#.toDict();
export const price# = new Money#(fee).with({ currency: 'USD' });
`;
