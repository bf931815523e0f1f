/** That no two states have the same values in some fields, as the options of an element say it. */
export interface UniqueOption {
  /** Names of the fields; absent values are never the same. */
  readonly fields: readonly string[];
  /** Criteria: the rule holds only among the states for which they do. */
  readonly where?: object;
  /** Name of the rule; that of its fields when absent. */
  readonly name?: string;
}

/**
 * Fields that states are often looked up by: a name, or several in order, a leading `-` for descending order; or those with what
 * else is to be said of the index.
 */
export type IndexOption = string | readonly string[] | IndexOptions;

/** An index of some states, or one that holds more than it is ordered by. */
export interface IndexOptions {
  /** Names of the fields, in order; a leading `-` for descending order. */
  readonly fields: readonly string[];
  /** Criteria: only states for which they do are in it. */
  readonly where?: object;
  /** Names of further fields whose values it holds, so that what asks for no others is answered by the index alone. */
  readonly include?: readonly string[];
  /** Name of the index; that of its fields when absent. */
  readonly name?: string;
}

/** The option `unique`, as far as it is well-formed; what is not, is reported when the class is registered. */
export function uniqueOptionsOf(options: Readonly<Record<string, unknown>>): readonly UniqueOption[] {
  const given = options['unique'];
  return checkUnique(given) === undefined ? (given as readonly UniqueOption[]) : [];
}

/** The option `indexes`, likewise. */
export function indexOptionsOf(options: Readonly<Record<string, unknown>>): readonly IndexOptions[] {
  const given = options['indexes'];
  if (checkIndexes(given) !== undefined) return [];
  return (given as readonly IndexOption[]).map((index) => {
    if (typeof index === 'string') return { fields: [index] };
    return 'fields' in index ? index : { fields: index };
  });
}

/** What was expected of the option `unique`; undefined when it is fine. */
export function checkUnique(given: unknown): string | undefined {
  const isFine =
    Array.isArray(given) &&
    given.every((rule: unknown) => {
      if (typeof rule !== 'object' || rule === null) return false;
      const { fields, where, name, ...rest } = rule as Record<string, unknown>;
      return (
        areNames(fields) &&
        (where === undefined || (typeof where === 'object' && where !== null)) &&
        (name === undefined || isName(name)) &&
        Object.keys(rest).length === 0
      );
    });
  return isFine ? undefined : "an array of rules: [{ fields: ['bank', 'number'], where: { closed: false } }]";
}

/** What was expected of the option `indexes`; undefined when it is fine. */
export function checkIndexes(given: unknown): string | undefined {
  return Array.isArray(given) && given.every((index) => isName(index) || areNames(index) || isIndex(index))
    ? undefined
    : "an array of names of fields, alone or several, or of more: ['status', ['city', '-openedAt'], { fields: ['city'], where: { closed: false }, include: ['owner'] }]";
}

function isIndex(given: unknown): boolean {
  if (typeof given !== 'object' || given === null) return false;
  const { fields, where, include, name, ...rest } = given as Record<string, unknown>;
  return (
    areNames(fields) &&
    (where === undefined || (typeof where === 'object' && where !== null)) &&
    (include === undefined || areNames(include)) &&
    (name === undefined || isName(name)) &&
    Object.keys(rest).length === 0
  );
}

function areNames(given: unknown): boolean {
  return Array.isArray(given) && given.length > 0 && given.every(isName);
}

function isName(given: unknown): boolean {
  return typeof given === 'string' && given !== '';
}
