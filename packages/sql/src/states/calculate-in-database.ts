import type { JsonValue } from '@domainry/core';
import { calculate, followPath, type Calculation } from '@domainry/core/ports';
import { sql, type RawBuilder } from 'kysely';
import { locate } from '../conditions/locate.js';
import type { SqlDialect } from '../dialect.js';
import type { SqlSession, SqlValue } from '../session.js';
import type { RootTable } from '../tables/table.js';
import { listsOf, rootAlias } from './select-states.js';

/** A calculation as the database does it, and how its answer is read; undefined where the answer is none that can be trusted. */
interface Asked {
  readonly text: RawBuilder<unknown>;
  readonly read: (answer: SqlValue) => JsonValue | undefined;
}

/**
 * Calculates over the states that a condition means, without reading them.
 *
 * @returns undefined where the database would not give exactly what the reference gives: averages, sums of other numbers than
 *   integers, smallest and greatest of what it puts in another order.
 * @throws DomainryError QUERY_INVALID when a path does not fit the fields.
 */
export async function calculateInDatabase(
  session: SqlSession,
  dialect: SqlDialect,
  table: RootTable,
  where: RawBuilder<unknown>,
  calculations: readonly Calculation[],
): Promise<readonly JsonValue[] | undefined> {
  const asked: Asked[] = [];
  for (const calculation of calculations) {
    // What does not fit is refused by the reference, in its words.
    calculate(table.shape, [], calculation);
    const one = askedOf(table, calculation);
    if (one === undefined) return undefined;
    asked.push(one);
  }
  const answers = sql.join(asked.map(({ text }) => text));
  const statement = sql`select ${answers} from ${sql.table(table.name)} as ${sql.ref(rootAlias)} where ${where}`;
  const row = await listsOf(session, dialect, statement).then(
    ([only]) => only!,
    (error: unknown) => {
      // A sum that no integer of the database holds.
      if (dialect.name === 'sqlite' && /integer overflow/.test(String(error))) return undefined;
      throw error;
    },
  );
  const results = row?.map((answer, at) => asked[at]!.read(answer));
  return results?.every((result) => result !== undefined) === true ? results : undefined;
}

function askedOf(table: RootTable, { of, path }: Calculation): Asked | undefined {
  if (of === 'count' || path === undefined) return { text: sql`count(*)`, read: Number };
  const place = locate(table, path);
  if (place?.kind !== 'column' || place.column.held !== undefined) return undefined;
  const { kind } = followPath(table.shape, path).descriptor;
  const { name, type } = place.column;
  const column = sql.ref(`${rootAlias}.${name}`);
  const isInteger = kind === 'integer' && type === 'integer';
  if (of === 'sum') return isInteger ? { text: sql`cast(sum(${column}) as text)`, read: readSum } : undefined;
  if (of === 'avg' || !(isInteger || kind === 'date' || kind === 'dateTime')) return undefined;
  const read = isInteger ? readInteger : (answer: SqlValue) => answer as string | null;
  return { text: of === 'min' ? sql`min(${column})` : sql`max(${column})`, read };
}

function readInteger(answer: SqlValue): JsonValue {
  return answer === null ? null : Number(answer);
}

/** As text where a number would lose digits. */
function readSum(answer: SqlValue): JsonValue | undefined {
  if (answer === null) return 0;
  const text = String(answer);
  if (!/^-?\d+$/.test(text)) return undefined;
  return Number.isSafeInteger(Number(text)) ? Number(text) : text;
}
