import type { SqlDialect } from '../dialect.js';
import type { FoundTables } from '../schema/found-tables.js';
import type { WantedSchema } from '../schema/schema.js';
import type { SqlSession } from '../session.js';

/** A database whose tables are looked at or changed: one transaction, in which nobody else changes them. */
export interface SchemaHost {
  /** The database, for people: `bank.db`. */
  readonly place: string;
  readonly dialect: SqlDialect;
  readonly session: SqlSession;
  readonly framework: FrameworkTables;
  /** Runs several statements without values. */
  script(text: string): Promise<void>;
  hasTable(name: string): Promise<boolean>;
  /** What lies in the database, whoever made it. */
  findTables(): Promise<FoundTables>;
  /** Refuses names that the database cannot keep. */
  checkNames(wanted: WantedSchema): void;
  /** Version of the framework's tables that are there; undefined when there are none. */
  findVersion(): Promise<number | undefined>;
  keepVersion(version: number): Promise<void>;
}

/** The tables that every database has beside those of states, and how they came about. */
export interface FrameworkTables {
  /** `@domainry/sqlite`. */
  readonly owner: string;
  /** The version of today: that of the last step. */
  readonly version: number;
  /** What makes them where there are none. */
  readonly whole: string;
  /** What leads from each version to the next, beginning with 2. */
  readonly steps: readonly FrameworkStep[];
  /** The table that keeps, for each domain, its tables as they were made or changed last. */
  readonly record: string;
}

/** What leads to a version from the one before. */
export interface FrameworkStep {
  readonly version: number;
  /** One sentence. */
  readonly what: string;
  readonly statements: string;
}
