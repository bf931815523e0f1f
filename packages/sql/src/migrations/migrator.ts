import type {
  ApplyOptions,
  MigrationDraft,
  MigrationOutcome,
  MigrationStatus,
  Migrator,
} from '@domainry/core/ports';
import type { SqlDialect } from '../dialect.js';
import { applyMigrations, isSomething } from './apply-migrations.js';
import { draftMigration } from './draft-migration.js';
import { foresee, type MigrationSettings } from './foresee.js';
import { invalidMigration } from './migration-errors.js';
import type { SchemaHost } from './schema-host.js';

/** A database whose tables can be migrated. */
export interface MigrationAccess {
  readonly place: string;
  readonly dialect: SqlDialect;
  /** Runs a function in a transaction that changes nothing, and in which others may go on. */
  looking<Result>(act: (host: SchemaHost) => Promise<Result>): Promise<Result>;
  /**
   * Runs a function in a transaction, alone among all processes.
   *
   * @param isKept - whether it is committed.
   */
  changing<Result>(act: (host: SchemaHost) => Promise<Result>, isKept: boolean): Promise<Result>;
  close(): Promise<void>;
}

/** Leads a database to a model, by way of what one kind of database does otherwise than others. */
export class SqlMigrator implements Migrator {
  constructor(
    private readonly access: MigrationAccess,
    private readonly settings: MigrationSettings,
  ) {}

  get place(): string {
    return this.access.place;
  }

  async status(): Promise<MigrationStatus> {
    return await this.access.looking(async (host) => {
      const { found, applied, stages, changed, newer } = await foresee(host, this.settings);
      const pending = stages.map(({ migration }) => migration).filter(isSomething);
      const known = host.framework.version;
      const isBehind = found !== undefined && found > known;
      return {
        place: host.place,
        framework: { found, known },
        applied,
        pending,
        changed: changed.map(({ id }) => id),
        newer,
        isUpToDate: pending.length === 0 && changed.length === 0 && newer.length === 0 && !isBehind,
      };
    });
  }

  async apply({ destructive = false, dryRun = false }: ApplyOptions = {}): Promise<MigrationOutcome> {
    const applied = await this.access.changing(
      (host) => applyMigrations(host, this.settings, { kind: 'asked', destructive }),
      !dryRun,
    );
    return { place: this.place, applied, isDryRun: dryRun };
  }

  async draft(name: string): Promise<MigrationDraft | undefined> {
    const { folder, model } = this.settings;
    if (folder === undefined)
      throw invalidMigration(
        this.place,
        'there is no folder for files of migrations.',
        "Name one by the option migrationFiles: { migrationFiles: 'migrations' }.",
      );
    return draftMigration(folder, name, model, this.access.dialect);
  }

  async close(): Promise<void> {
    await this.access.close();
  }
}
