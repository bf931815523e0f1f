import type { EventQuery } from '@domainry/core/ports';
import type { SqlValue } from '@domainry/sql';

/** Values of a statement, as they are put into it. */
export class Values {
  readonly all: SqlValue[] = [];

  /** The name that stands for a value: `$1`. */
  add(value: SqlValue): string {
    this.all.push(value);
    return `$${this.all.length}`;
  }

  /** An array of texts. */
  texts(texts: readonly string[]): string {
    return `${this.add(arrayOf(texts))}::text[]`;
  }
}

/** Texts as PostgreSQL writes an array. */
export function arrayOf(texts: readonly string[]): string {
  return `{${texts.map((text) => `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`).join(',')}}`;
}

/** Where positions are found by types and by tags. */
export interface QueriedTables {
  readonly byType: string;
  readonly byTag: string;
}

export const currentTables: QueriedTables = { byType: 'domainry_events', byTag: 'domainry_event_tags' };
export const archivedTables: QueriedTables = {
  byType: 'domainry_archived_events',
  byTag: 'domainry_archived_tags',
};

/**
 * Positions of the events that a query means, between two positions, both left out. Each item is answered by an index: that of
 * tags where it names some, else that of types.
 *
 * @param after - name of a value, and so is `before`.
 */
export function positionsOf(
  query: EventQuery,
  after: string,
  before: string,
  values: Values,
  { byType, byTag }: QueriedTables,
): string {
  return query.items
    .map(({ types = [], tags = [] }) => {
      const ofTypes = types.length === 0 ? '' : `type = ANY (${values.texts(types)})`;
      const [first, ...others] = [...new Set(tags)];
      if (first === undefined) {
        const which = types.length === 0 ? "type <> ''" : ofTypes;
        return `SELECT position FROM ${byType} WHERE ${which} AND position > ${after} AND position < ${before}`;
      }
      const alike = others.map(
        (tag, at) =>
          ` JOIN ${byTag} t${at} ON t${at}.tag = ${values.add(tag)} AND t${at}.position = t.position`,
      );
      const typed = types.length === 0 ? '' : ` JOIN ${byType} q ON q.position = t.position AND q.${ofTypes}`;
      return `SELECT t.position FROM ${byTag} t${alike.join('')}${typed} WHERE t.tag = ${values.add(first)} AND t.position > ${after} AND t.position < ${before}`;
    })
    .join(' UNION ');
}
