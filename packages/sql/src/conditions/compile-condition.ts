import type { JsonValue } from '@domainry/core';
import type { Lookup, Predicate } from '@domainry/core/ports';
import { sql, type RawBuilder } from 'kysely';
import type { SqlDialect } from '../dialect.js';
import type { Column } from '../tables/column.js';
import type { ChildTable, Table } from '../tables/table.js';
import { asText, comparedRef, isText, plainRef } from './column-refs.js';
import { comparedTo, isTellable } from './compared-to.js';
import { isSaidByCodec } from './is-said-by-codec.js';
import { isSayable } from './is-sayable.js';
import { locate, type Place } from './locate.js';

/**
 * A condition as SQL. Where SQL cannot say exactly what is meant, it says less: then `isExact` is false, every state that is
 * meant is among those it finds, and whoever asked looks at each of them again.
 */
export interface CompiledCondition {
  readonly text: RawBuilder<boolean>;
  readonly isExact: boolean;
}

/** Where a condition is about: a table under a name, and what ties rows of its children to its rows. */
interface Scope {
  readonly table: Table;
  readonly alias: string;
  /** Column of the identity of the root, and of the path; roots have no path. */
  readonly root: RawBuilder<unknown>;
  readonly path: RawBuilder<unknown> | undefined;
  readonly dialect: SqlDialect;
  readonly depth: number;
}

type Compiled = CompiledCondition;

const always: Compiled = { text: sql<boolean>`1 = 1`, isExact: true };
const never: Compiled = { text: sql<boolean>`1 = 0`, isExact: true };
/** Says nothing, and says so. */
const unsaid: Compiled = { text: sql<boolean>`1 = 1`, isExact: false };

/**
 * @param identity - name of the column of the identity.
 * @param alias - name of the table in the statement.
 */
export function compileCondition(
  table: Table,
  identity: string,
  predicate: Predicate,
  dialect: SqlDialect,
  alias: string,
): CompiledCondition {
  const scope: Scope = {
    table,
    alias,
    root: sql.ref(`${alias}.${identity}`),
    path: undefined,
    dialect,
    depth: 0,
  };
  return compile(scope, predicate, true);
}

/**
 * Conditions are true or false, never unknown. A comparison with what is absent is unknown to SQL, which is as good as false
 * where nothing negates it; so negations are carried down to the comparisons, and those are written out for both cases.
 *
 * @param wanted - false where the opposite is meant.
 */
function compile(scope: Scope, predicate: Predicate, wanted: boolean): Compiled {
  switch (predicate.kind) {
    case 'everything':
      return wanted ? always : never;
    case 'not':
      return compile(scope, predicate.part, !wanted);
    case 'and':
    case 'or':
      return joined(
        (predicate.kind === 'and') === wanted,
        predicate.parts.map((part) => compile(scope, part, wanted)),
      );
    case 'compare':
      return compare(scope, predicate, wanted);
    case 'compareFields':
      return compareFields(scope, predicate, wanted);
    case 'members':
      return members(scope, predicate, wanted);
  }
}

function joined(isAnd: boolean, parts: readonly Compiled[]): Compiled {
  const isExact = parts.every((part) => part.isExact);
  if (isAnd) {
    const said = parts.filter((part) => part !== unsaid && part !== always);
    if (said.length === 0) return isExact ? always : unsaid;
    return {
      text: sql`(${sql.join(
        said.map(({ text }) => text),
        sql` and `,
      )})`,
      isExact,
    };
  }
  if (parts.length === 0) return never;
  // One of several that says too little makes all of them say too little.
  if (parts.some((part) => part === unsaid)) return unsaid;
  return {
    text: sql`(${sql.join(
      parts.map(({ text }) => text),
      sql` or `,
    )})`,
    isExact,
  };
}

function compare(
  scope: Scope,
  { path, lookup, value }: Extract<Predicate, { kind: 'compare' }>,
  wanted: boolean,
): Compiled {
  const place = locate(scope.table, path);
  if (place === undefined) return unsaid;
  if (place.kind === 'inChild') return inChild(scope, place, lookup, value, wanted);
  if (lookup === 'isNull') return isNull(scope, place, (value as boolean) === wanted);
  if (place.kind === 'children' || place.kind === 'presence') {
    return lookup === 'equals' && value === null ? isNull(scope, place, wanted) : unsaid;
  }
  return compareColumn(scope, place.column, lookup, value, wanted);
}

/** The rest of the path, asked of the one child; where there is none, everything in it is absent. */
function inChild(
  scope: Scope,
  { part, rest }: Extract<Place, { kind: 'inChild' }>,
  lookup: Lookup,
  value: JsonValue,
  wanted: boolean,
): Compiled {
  if (part.isMany) return unsaid;
  const isAboutAbsence =
    lookup === 'isNull' ||
    (lookup === 'equals' && value === null) ||
    (lookup === 'in' && (value as readonly JsonValue[]).includes(null));
  // Said of absence, or negated: true as well where there is no child.
  const holdsWithout = isAboutAbsence
    ? (lookup === 'isNull' ? (value as boolean) : true) === wanted
    : !wanted;
  const inner = existsChild(scope, part.table, (child) =>
    compile(child, { kind: 'compare', path: rest, lookup, value }, wanted),
  );
  if (!holdsWithout) return inner;
  const missing = existsChild(scope, part.table, () => always);
  return joined(false, [inner, { text: sql`not ${missing.text}`, isExact: true }]);
}

function isNull(scope: Scope, place: Place, wanted: boolean): Compiled {
  if (place.kind === 'children') {
    // Collections are there, if empty; a single child may be missing.
    if (place.part.isMany) return wanted ? never : always;
    const child = existsChild(scope, place.part.table, () => always);
    return wanted ? { text: sql`not ${child.text}`, isExact: true } : child;
  }
  if (place.kind === 'inChild') return unsaid;
  const column = ref(scope, place.column.name);
  return { text: wanted ? sql`${column} is null` : sql`${column} is not null`, isExact: true };
}

function compareColumn(
  scope: Scope,
  column: Column,
  lookup: Lookup,
  value: JsonValue,
  wanted: boolean,
): Compiled {
  const { dialect } = scope;
  if (!isSayable(value, dialect)) return unsaid;
  if (column.held !== undefined && value !== null && !isSaidByCodec(column.held, lookup, value))
    return unsaid;
  const name = comparedRef(scope.alias, column, dialect, [value].flat() as readonly JsonValue[]);
  const bound = (one: JsonValue): RawBuilder<unknown> => comparedTo(column, one, dialect);
  switch (lookup) {
    case 'equals':
      if (value === null) return isNull(scope, { kind: 'column', column }, wanted);
      // Lists of exact numbers are equal when their numbers are, which their texts do not tell.
      if (!isTellable(column, value)) return unsaid;
      return wanted
        ? exactly(sql`${name} = ${bound(value)}`)
        : exactly(sql`(${name} is null or ${name} <> ${bound(value)})`);
    case 'in':
      return among(scope, column, name, value as readonly JsonValue[], wanted);
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte': {
      if (column.type === 'json' || column.type === 'boolean') return unsaid;
      const operator = sql.raw(operators[lookup][wanted ? 0 : 1]);
      const compared = isText(column) ? sql`${name} ${sql.raw(dialect.bytewise)}` : name;
      return exactly(
        wanted
          ? sql`${compared} ${operator} ${bound(value)}`
          : sql`(${name} is null or ${compared} ${operator} ${bound(value)})`,
      );
    }
    case 'contains':
    case 'startsWith':
    case 'endsWith':
      return isText(column)
        ? textual(asText(scope.alias, column, dialect), lookup, value as string, wanted, dialect)
        : unsaid;
    default:
      return unsaid;
  }
}

const operators = {
  gt: ['>', '<='],
  gte: ['>=', '<'],
  lt: ['<', '>='],
  lte: ['<=', '>'],
} as const;

function among(
  scope: Scope,
  column: Column,
  name: RawBuilder<unknown>,
  values: readonly JsonValue[],
  wanted: boolean,
): Compiled {
  const present = values.filter((value) => value !== null);
  if (!present.every((value) => isTellable(column, value))) return unsaid;
  const list = sql.join(present.map((value) => comparedTo(column, value, scope.dialect)));
  const isOne: Compiled =
    present.length === 0
      ? wanted
        ? never
        : always
      : exactly(wanted ? sql`${name} in (${list})` : sql`(${name} is null or ${name} not in (${list}))`);
  if (present.length === values.length) return isOne;
  const absent = isNull(scope, { kind: 'column', column }, wanted);
  if (wanted) return joined(false, [isOne, absent]);
  return present.length === 0 ? absent : exactly(sql`(${name} is not null and ${name} not in (${list}))`);
}

function textual(
  name: RawBuilder<unknown>,
  lookup: 'contains' | 'startsWith' | 'endsWith',
  value: string,
  wanted: boolean,
  dialect: SqlDialect,
): Compiled {
  if (value === '') return exactly(wanted ? sql`${name} is not null` : sql`${name} is null`);
  // Databases count code points.
  const length = Array.from(value).length;
  const found =
    lookup === 'contains'
      ? dialect.name === 'sqlite'
        ? sql`instr(${name}, ${value}) > 0`
        : sql`strpos(${name}, ${value}) > 0`
      : lookup === 'startsWith'
        ? sql`substr(${name}, 1, ${sql.lit(length)}) = ${value}`
        : dialect.name === 'sqlite'
          ? sql`substr(${name}, ${sql.lit(-length)}) = ${value}`
          : sql`right(${name}, ${sql.lit(length)}) = ${value}`;
  return exactly(wanted ? found : sql`(${name} is null or not (${found}))`);
}

function compareFields(
  scope: Scope,
  { path, lookup, other }: Extract<Predicate, { kind: 'compareFields' }>,
  wanted: boolean,
): Compiled {
  const left = locate(scope.table, path);
  const right = locate(scope.table, other);
  if (left?.kind !== 'column' || right?.kind !== 'column') return unsaid;
  const numeric = ['integer', 'real'];
  const { type } = left.column;
  const areTexts = isText(left.column) && isText(right.column);
  const areAlike =
    (numeric.includes(type) && numeric.includes(right.column.type)) ||
    (type === right.column.type && ['exact', 'date', 'moment'].includes(type)) ||
    areTexts;
  if (!areAlike || left.column.held !== undefined || right.column.held !== undefined) return unsaid;
  const of = areTexts ? asText : plainRef;
  const one = of(scope.alias, left.column, scope.dialect);
  const two = of(scope.alias, right.column, scope.dialect);
  const bytewise = areTexts ? sql` ${sql.raw(scope.dialect.bytewise)}` : sql``;
  if (lookup === 'equals') {
    const same = sql`(${one} = ${two} or (${one} is null and ${two} is null))`;
    const other = sql`(${one} <> ${two} or (${one} is null and ${two} is not null) or (${one} is not null and ${two} is null))`;
    return exactly(wanted ? same : other);
  }
  const operator = sql.raw(operators[lookup][wanted ? 0 : 1]);
  const compared = sql`${one}${bytewise} ${operator} ${two}`;
  return exactly(wanted ? compared : sql`(${one} is null or ${two} is null or ${compared})`);
}

function members(
  scope: Scope,
  { path, quantifier, part }: Extract<Predicate, { kind: 'members' }>,
  wanted: boolean,
): Compiled {
  const place = locate(scope.table, path);
  if (place?.kind !== 'children' || !place.part.isMany) return unsaid;
  const { table } = place.part;
  // Every one is as said, when there is none that is not.
  const isEvery = quantifier === 'every';
  const found = (quantifier === 'some') === wanted;
  const inner = existsChild(scope, table, (child) => compile(child, part, !isEvery));
  if (found) return inner;
  // Of those that might be there, SQL may have found too many; that none is there, it cannot say then.
  return inner.isExact ? { text: sql`not ${inner.text}`, isExact: true } : unsaid;
}

function existsChild(scope: Scope, table: ChildTable, condition: (child: Scope) => Compiled): Compiled {
  const alias = `c${scope.depth}`;
  const path = sql.ref(`${alias}._path`);
  const child: Scope = {
    table,
    alias,
    root: sql.ref(`${alias}._root`),
    path,
    dialect: scope.dialect,
    depth: scope.depth + 1,
  };
  const inner = condition(child);
  const own =
    scope.path === undefined
      ? sql`${child.root} = ${scope.root}`
      : sql`${child.root} = ${scope.root} and ${path} like ${scope.path} || '.%'`;
  return {
    text: sql`exists (select 1 from ${sql.table(table.name)} as ${sql.ref(alias)} where ${own} and ${inner.text})`,
    isExact: inner.isExact,
  };
}

function exactly(text: RawBuilder<unknown>): Compiled {
  return { text: text as RawBuilder<boolean>, isExact: true };
}

function ref({ alias }: Scope, column: string): RawBuilder<unknown> {
  return sql.ref(`${alias}.${column}`);
}
