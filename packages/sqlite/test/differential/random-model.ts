import { Aggregate, Domain, Entity, ValueObject, field, memory } from '@domainry/core';
import type { DatabaseModel, StateShape } from '@domainry/core/ports';
import fc from 'fast-check';

const simple = {
  string: field.string,
  text: field.text,
  integer: field.integer,
  bigInteger: (options: object) => field.integer({ ...options, bigint: true }),
  float: field.float,
  decimal: field.decimal,
  boolean: field.boolean,
  date: field.date,
  dateTime: field.dateTime,
  identifier: field.identifier,
  number: (options: object) => field.identifier({ ...options, type: 'integer' }),
  choice: (options: object) => field.enum(['red', 'green', 'blue'], options),
  json: field.json,
  texts: (options: object) => field.list(field.string(), options),
  decimals: (options: object) => field.list(field.decimal(), options),
  numbers: (options: object) => field.dict(field.integer(), options),
} as const;

type SimpleKind = keyof typeof simple;
const simpleKinds = Object.keys(simple) as SimpleKind[];
const nestedKinds = ['valueObject', 'valueObjects', 'child', 'children'] as const;

/** Kinds that rules of uniqueness may be about. */
const singleValued = new Set<string>(
  simpleKinds.filter((kind) => !['json', 'texts', 'decimals', 'numbers'].includes(kind)),
);

/** A field of a model that does not exist yet. */
export interface FieldPlan {
  readonly kind: SimpleKind | (typeof nestedKinds)[number];
  readonly isRequired: boolean;
  /** By its place, when absent. */
  readonly name?: string;
  readonly renamedFrom?: readonly string[];
  /** What a nested field holds. */
  readonly fields: readonly FieldPlan[];
}

/** An aggregate that does not exist yet. */
export interface ModelPlan {
  readonly fields: readonly FieldPlan[];
  /** Places of the fields that are unique together; none when there is no such rule. */
  readonly unique: readonly number[];
}

const simplePlans = fc.record<FieldPlan>({
  kind: fc.constantFrom(...simpleKinds),
  isRequired: fc.boolean(),
  fields: fc.constant([]),
});

/** @param depth - how many elements there may be inside of each other. */
function fieldPlans(depth: number, kinds: readonly FieldPlan['kind'][]): fc.Arbitrary<FieldPlan> {
  if (depth === 0) return simplePlans;
  const nested = fc.constantFrom(...kinds).chain((kind) =>
    fc.record<FieldPlan>({
      kind: fc.constant(kind),
      isRequired: fc.constant(false),
      // Value objects hold no entities.
      fields: fc.array(fieldPlans(depth - 1, kind.startsWith('value') ? ['valueObject'] : kinds), {
        minLength: 1,
        maxLength: 3,
      }),
    }),
  );
  return fc.oneof({ weight: 3, arbitrary: simplePlans }, { weight: 2, arbitrary: nested });
}

/** Models with fields of every kind, value objects and entities, inside of each other too. */
export const modelPlans: fc.Arbitrary<ModelPlan> = fc.record({
  fields: fc.array(fieldPlans(2, nestedKinds), { minLength: 2, maxLength: 7 }),
  unique: fc.uniqueArray(fc.nat(6), { maxLength: 2 }),
});

type AnyClass = abstract new (...given: never[]) => object;
type Decorate = (target: object, name: string) => void;

/** Name of the field at a place. */
export function nameOf({ name }: FieldPlan, place: number): string {
  return name ?? `f${place}`;
}

/** The model, as a domain hands it to an adapter; its only shape is that of the aggregate. */
export async function makeModel({
  fields,
  unique,
}: ModelPlan): Promise<DatabaseModel & { root: StateShape }> {
  const domain = new Domain('Random');
  let elements = 0;
  const nestedClass = (plan: FieldPlan): never => {
    const isValue = plan.kind.startsWith('value');
    const name = `${isValue ? 'Value' : 'Entity'}${elements++}`;
    const made: AnyClass = isValue
      ? { [name]: class extends ValueObject<never> {} }[name]!
      : { [name]: class extends Entity<never> {} }[name]!;
    declare(made, plan.fields);
    return domain.register(made as never, (isValue ? {} : { partOf: () => root }) as never) as never;
  };
  const declare = (cls: AnyClass, plans: readonly FieldPlan[]): void => {
    plans.forEach((plan, place) => {
      (decoratorOf(plan, nestedClass) as unknown as Decorate)(cls.prototype as object, nameOf(plan, place));
    });
  };
  class Root extends Aggregate<Root> {}
  declare(Root, fields);
  const hasSingleValue = (place: number): boolean => singleValued.has(fields[place]?.kind ?? 'child');
  const rule = unique.filter(hasSingleValue).map((place) => nameOf(fields[place]!, place));
  const root = domain.register(
    Root,
    (rule.length === 0 ? {} : { unique: [{ fields: rule }], indexes: [rule[0]] }) as object,
  );
  let model: DatabaseModel | undefined;
  const listening = {
    name: 'listening',
    open: (given: DatabaseModel) => {
      model = given;
      return memory().open(given);
    },
  };
  await domain.init({ databases: { default: listening } });
  await domain.close();
  return { domain: 'Random', shapes: model!.shapes, now: () => 0, root: model!.shapes[0]! };
}

function decoratorOf(
  { kind, isRequired, renamedFrom = [], ...plan }: FieldPlan,
  nestedClass: (plan: FieldPlan) => never,
): unknown {
  const options = { ...(isRequired ? { required: true } : {}), renamedFrom };
  if (!nestedKinds.includes(kind as never))
    return (simple[kind as SimpleKind] as (options: object) => unknown)(options);
  const held = nestedClass({ kind, isRequired, ...plan });
  switch (kind) {
    case 'valueObject':
      return field.valueObject(() => held, options);
    case 'valueObjects':
      return field.list(
        field.valueObject(() => held),
        options,
      );
    case 'child':
      return field.hasOne(() => held, options);
    default:
      return field.hasMany(() => held, { renamedFrom });
  }
}
