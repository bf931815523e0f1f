import type { Kysely } from 'kysely';
import type { SqlValue } from './session.js';
import type { ColumnType } from './tables/column.js';
import type { TenantColumn } from './tenant-column.js';

/** What one database does otherwise than another. */
export interface SqlDialect {
  readonly name: 'sqlite' | 'postgres';
  /** Writes statements in the manner of the database; runs none. */
  readonly writer: Kysely<never>;
  /** Whether it has booleans, rather than 0 and 1. */
  readonly hasBooleans: boolean;
  /** Whether it has a type for exact numbers; else they are compared by a text beside them. */
  readonly hasExactNumbers: boolean;
  /** Types of columns, in its words. */
  readonly types: Readonly<Record<ColumnType, string>>;
  /** How texts are compared byte by byte, where that is not what it does by itself. */
  readonly bytewise: string;
  /** Whether one statement can write into several tables: `with … as (insert …)`. */
  readonly hasWritingSubqueries: boolean;
  /** Writes values as one that is bound in place of all of them; absent where a statement takes no lists. */
  readonly listOf?: (values: readonly SqlValue[]) => string;
  /** How many values a statement may have, at most. */
  readonly mostValues: number;
  /** Where all tenants share the tables: how their rows are kept apart. Absent where they do not. */
  readonly tenantColumn?: TenantColumn;
}
