import { isCleanText } from './clean-text.js';
import type { ReportOption } from './field.js';

/** Where the values of an enumeration come from: an enum of TypeScript, a const object, or an array of literals. */
export type EnumSource = Readonly<Record<string, string | number>> | readonly (string | number)[];

/**
 * The values of an enumeration. A member of an enum and its literal value are the same thing: a property may be
 * declared as either.
 */
export type EnumValue<Source> = OrLiteral<
  Source extends readonly (infer Value)[] ? Value : Source[keyof Source]
>;

type OrLiteral<Value> =
  Value | (Value extends string ? `${Value}` : Value extends number ? NumberIn<`${Value}`> : never);
type NumberIn<Text extends string> = Text extends `${infer Value extends number}` ? Value : never;

/** What a value can be called where the states of a status are named: its key in the enum, or itself. */
export type EnumName<Source> =
  | (Source extends readonly unknown[] ? never : keyof Source & string)
  | `${EnumValue<Source> & (string | number)}`;

/** The members of an enumeration. */
export interface EnumMembers {
  /** Every value once, in the order they were written. Never empty, unless it was reported. */
  readonly values: readonly (string | number)[];
  /** The values by all their names: keys of the enum, and the values as text. */
  readonly byName: ReadonlyMap<string, string | number>;
}

/** Reads the members of an enumeration; reports what cannot be one. */
export function enumMembers(source: unknown, report: ReportOption): EnumMembers {
  const entries = entriesOf(source);
  if (entries.length === 0) {
    report(
      'of',
      'there are no values to choose from',
      'Give an enum, a const object or an array of literals.',
    );
  }
  const values = [...new Set(entries.map(([, value]) => value))];
  const usable = values.filter((value): value is string | number => isLiteral(value));
  if (usable.length < values.length) {
    report('of', 'a value is neither a text nor a finite number', 'Name texts and finite numbers only.');
  }
  const byName = new Map<string, string | number>();
  for (const value of usable) {
    if (byName.has(String(value))) {
      report('of', `two values are written ${String(value)}`, 'Make the values differ as texts too.');
    }
    byName.set(String(value), value);
  }
  // A name that is also a value means the value.
  for (const [key, value] of entries) if (isLiteral(value) && !byName.has(key)) byName.set(key, value);
  return { values: Object.freeze(usable), byName };
}

function entriesOf(source: unknown): (readonly [string, unknown])[] {
  if (Array.isArray(source)) return source.map((value: unknown) => [String(value), value] as const);
  if (typeof source !== 'object' || source === null) return [];
  const members = source as Readonly<Record<string, unknown>>;
  return Object.entries(members).filter(([key]) => !isReverse(members, key));
}

/** Enums of numbers also map each number to its name. */
function isReverse(members: Readonly<Record<string, unknown>>, key: string): boolean {
  const name = members[key];
  return typeof name === 'string' && String(Number(key)) === key && members[name] === Number(key);
}

function isLiteral(value: unknown): value is string | number {
  return typeof value === 'string' ? isCleanText(value) : typeof value === 'number' && Number.isFinite(value);
}
