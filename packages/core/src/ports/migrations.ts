/** What a migration does to what is stored. */
export interface PlannedMigration {
  /** What it is recorded as: `framework-3`, `0002-add-cards`, `model-4`. */
  readonly id: string;
  /**
   * Where it comes from.
   *
   * - `framework`: the tables that every database has, in the version of the package
   * - `file`: a file that was written and read by somebody
   * - `model`: the difference between the tables that are there and those of the model
   */
  readonly source: 'framework' | 'file' | 'model';
  /** What it does, one sentence each. */
  readonly what: readonly string[];
  /** What does it, in order. */
  readonly statements: readonly string[];
  /** Whether it removes or converts something that is stored, so that it has to be asked for. */
  readonly isDestructive: boolean;
  /** What it cannot do, and what to do instead; empty when all can be done. */
  readonly obstacles: readonly string[];
}

/** A migration as it was applied. */
export interface AppliedMigration {
  readonly id: string;
  /** When it was applied, in milliseconds since the epoch. */
  readonly time: number;
  /** SHA-256 of what was run, hexadecimal. */
  readonly checksum: string;
  /** What was run. */
  readonly statements: string;
}

/** How a database stands to the code. */
export interface MigrationStatus {
  /** The database, for people: `bank.db`, `database bank at localhost:5432`. */
  readonly place: string;
  /** Version of the tables of the framework: what is there (undefined when there are none), and what this code has. */
  readonly framework: { readonly found: number | undefined; readonly known: number };
  /** What was applied, in that order. */
  readonly applied: readonly AppliedMigration[];
  /** What would be applied now, in that order. */
  readonly pending: readonly PlannedMigration[];
  /** Files that are not as they were when they were applied. */
  readonly changed: readonly string[];
  /** What was applied by later code than this: there is no file for it here. */
  readonly newer: readonly string[];
  /** Whether there is nothing to be done, and nothing wrong. */
  readonly isUpToDate: boolean;
}

/** What applying came to. */
export interface MigrationOutcome {
  readonly place: string;
  /** What was applied, in order; empty when there was nothing to be done, or another process was faster. */
  readonly applied: readonly PlannedMigration[];
  /** Whether everything was undone again. */
  readonly isDryRun: boolean;
}

/** How migrations are applied. */
export interface ApplyOptions {
  /** Applies also what removes or converts something. Take a backup. */
  readonly destructive?: boolean;
  /** Runs everything on the database, in a transaction that is rolled back. */
  readonly dryRun?: boolean;
}

/** A file of SQL that leads from the last file to the model. */
export interface MigrationDraft {
  /** `0002-add-cards`. */
  readonly id: string;
  /** Where it belongs: the folder of the option `migrationFiles`, and its name there. */
  readonly path: string;
  /** All of it. It may be changed, until it is applied for the first time. */
  readonly text: string;
  readonly isDestructive: boolean;
}

/**
 * Leads a database from the tables it has to those of a model. It opens nothing else of a domain. All of what `apply` does
 * happens in one transaction, under a lock: of many processes one does it and the others find it done.
 */
export interface Migrator {
  /** The database, for people: `bank.db`. */
  readonly place: string;
  /**
   * How the database stands to the code. Changes nothing, also where there is no database yet.
   *
   * @throws DomainryError MIGRATION_INVALID, DATABASE_UNAVAILABLE, ….
   */
  status(): Promise<MigrationStatus>;
  /**
   * Applies what is pending, all of it or nothing.
   *
   * @throws DomainryError MIGRATION_DESTRUCTIVE when something would be removed or converted and nobody asked for that;
   *   MIGRATION_CHANGED, MIGRATION_INVALID for files; MIGRATION_FAILED when the database refuses a statement; SCHEMA_NEWER when
   *   the database is ahead of the code; SCHEMA_OUTDATED for what no statement can do, and, where there are files, when the
   *   model needs more than they do.
   */
  apply(options?: ApplyOptions): Promise<MigrationOutcome>;
  /**
   * What the next file has to say: what leads from the tables after the last file to those of the model. No database is asked.
   *
   * @param name - in words, for the name of the file: `add cards`.
   * @returns undefined when the last file leads to the model.
   * @throws DomainryError MIGRATION_INVALID when there is no folder for files, or one of them is wrong; SCHEMA_OUTDATED for
   *   what no statement can do.
   */
  draft(name: string): Promise<MigrationDraft | undefined>;
  close(): Promise<void>;
}
