import type { EventQuery } from '@domainry/core/ports';
import type { SqliteValue } from '../driver/connection.js';

/** A piece of SQL with the values that belong to its question marks. */
export interface Fragment {
  readonly text: string;
  readonly values: readonly SqliteValue[];
}

/** Where events lie, and their positions by tags. */
export interface QueriedTables {
  readonly events: string;
  readonly tags: string;
}

export const currentTables: QueriedTables = { events: 'domainry_events', tags: 'domainry_event_tags' };
export const archivedTables: QueriedTables = {
  events: 'domainry_archived_events',
  tags: 'domainry_archived_tags',
};

/**
 * Positions of the events that a query means, between two positions, both left out. Each item is answered by an index: that of
 * tags where it names some, else that of types.
 */
export function positionsOf(
  query: EventQuery,
  after: number,
  before: number,
  tables: QueriedTables,
): Fragment {
  const parts = query.items.map((item) => positionsOfItem(item, after, before, tables));
  return {
    text: parts.map(({ text }) => text).join(' UNION '),
    values: parts.flatMap(({ values }) => values),
  };
}

function positionsOfItem(
  { types = [], tags = [] }: EventQuery['items'][number],
  after: number,
  before: number,
  tables: QueriedTables,
): Fragment {
  const ofTypes = `type IN (${types.map(() => '?').join(', ')})`;
  const [first, ...others] = [...new Set(tags)];
  if (first === undefined) {
    return types.length === 0
      ? {
          text: `SELECT position FROM ${tables.events} WHERE position > ? AND position < ? AND type <> ''`,
          values: [after, before],
        }
      : {
          text: `SELECT position FROM ${tables.events} WHERE ${ofTypes} AND position > ? AND position < ?`,
          values: [...types, after, before],
        };
  }
  const alike = others.map(
    (_, at) => ` JOIN ${tables.tags} t${at} ON t${at}.tag = ? AND t${at}.position = t.position`,
  );
  const typed =
    types.length === 0 ? '' : ` JOIN ${tables.events} e ON e.position = t.position AND e.${ofTypes}`;
  return {
    text: `SELECT t.position FROM ${tables.tags} t${alike.join('')}${typed} WHERE t.tag = ? AND t.position > ? AND t.position < ?`,
    values: [...others, ...types, first, after, before],
  };
}
