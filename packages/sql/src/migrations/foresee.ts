import type { AppliedMigration, DatabaseModel, PlannedMigration } from '@domainry/core/ports';
import { foundOf } from '../schema/found-tables.js';
import { keepChoices } from '../schema/keep-choices.js';
import type { Migrations } from '../schema/migrate.js';
import type { MigrationStep } from '../schema/migration-step.js';
import { planMigration, withRemains } from '../schema/plan-migration.js';
import { recordOf, schemaOf, type Schema } from '../schema/schema.js';
import { isDestructive } from './draft-migration.js';
import { invalidMigration } from './migration-errors.js';
import { readMigrationFiles, type MigrationFile } from './migration-file.js';
import { appliedMigrations, recordedTables } from './migration-records.js';
import type { SchemaHost } from './schema-host.js';

/** What is to be done to a database, and what is known of it. */
export interface Foresight {
  /** Version of the framework's tables; undefined when there are none. */
  readonly found: number | undefined;
  readonly applied: readonly AppliedMigration[];
  readonly stages: readonly Stage[];
  /** Files that are not as they were when they were applied. */
  readonly changed: readonly MigrationFile[];
  /** Ids of what was applied and has no file here. */
  readonly newer: readonly string[];
}

/** One migration, with what runs it. */
export interface Stage {
  readonly migration: PlannedMigration;
  /** Its steps, when it is the difference to the model. */
  readonly steps?: readonly MigrationStep[];
  /** Whether nothing of the domain is there yet. */
  readonly isBeginning?: boolean;
  /** Its text, when it is a script. */
  readonly script?: string;
  /** Whether its tables are there already, made before there were files: it is only taken down. */
  readonly isAdopted?: boolean;
  /** The tables of the domain after it, where they are others. */
  readonly after?: Schema;
}

/** What a migrator is made for. */
export interface MigrationSettings {
  readonly model: DatabaseModel;
  readonly migrations: Migrations;
  /** Folder of files; undefined when there are none. */
  readonly folder: string | undefined;
}

/**
 * Looks at a database and says what leads it to a model. Changes nothing.
 *
 * @throws DomainryError MIGRATION_INVALID.
 */
export async function foresee(host: SchemaHost, settings: MigrationSettings): Promise<Foresight> {
  const { domain } = settings.model;
  const files = settings.folder === undefined ? [] : readMigrationFiles(settings.folder, host.dialect);
  const found = await host.findVersion();
  if (found !== undefined && found > host.framework.version)
    return { found, applied: [], stages: [], changed: [], newer: [] };
  const applied = await appliedMigrations(host, domain);
  const recorded = await recordedTables(host, domain);
  const byId = new Map(applied.map((each) => [each.id, each]));
  const pending = pendingFiles(host, files, byId);
  const isFirst = pending.length === files.length;
  const known = isFirst
    ? files.findLastIndex(({ tables }) => tables !== undefined && JSON.stringify(tables) === recorded)
    : -1;
  const fileStages = pending.map((file, at) => stageOfFile(file, at <= known));
  const filed = pending.findLast(({ tables }, at) => tables !== undefined && at > known)?.tables;
  return {
    found,
    applied,
    stages: [
      ...frameworkStages(host, found),
      ...fileStages,
      ...(await modelStages(host, settings, applied, { filed, recorded })),
    ],
    changed: files.filter(({ id, checksum }) => byId.has(id) && byId.get(id)!.checksum !== checksum),
    newer:
      settings.folder === undefined
        ? []
        : applied
            .filter(({ id }) => /^\d/.test(id) && files.every((file) => file.id !== id))
            .map(({ id }) => id),
  };
}

function frameworkStages({ framework }: SchemaHost, found: number | undefined): readonly Stage[] {
  const stage = (version: number, what: string, script: string): Stage => ({
    migration: {
      id: `framework-${version}`,
      source: 'framework',
      what: [what],
      statements: [script],
      isDestructive: false,
      obstacles: [],
    },
    script,
  });
  if (found === undefined)
    return [stage(framework.version, `Make the tables of ${framework.owner}.`, framework.whole)];
  return framework.steps
    .filter(({ version }) => version > found)
    .map(({ version, what, statements }) => stage(version, what, statements));
}

/** Files that were not applied. One before others that were would be applied in another order than elsewhere. */
function pendingFiles(
  { place }: SchemaHost,
  files: readonly MigrationFile[],
  applied: ReadonlyMap<string, AppliedMigration>,
): readonly MigrationFile[] {
  const pending = files.filter(({ id }) => !applied.has(id));
  const last = files.findLast(({ id }) => applied.has(id));
  const early = pending.find(({ number }) => last !== undefined && number < last.number);
  if (early !== undefined)
    throw invalidMigration(
      early.path,
      `${last!.id} was applied to ${place} before it.`,
      'Give it the next free number, so that all databases have the same order.',
    );
  return pending;
}

function stageOfFile(
  { id, path, text, isDestructive: removes, tables }: MigrationFile,
  isAdopted: boolean,
): Stage {
  const what = isAdopted ? `Take down that the tables of ${path} are there.` : `Run ${path}.`;
  return {
    migration: {
      id,
      source: 'file',
      what: [what],
      statements: [text],
      isDestructive: removes && !isAdopted,
      obstacles: [],
    },
    script: text,
    isAdopted,
    ...(tables === undefined ? {} : { after: tables }),
  };
}

async function modelStages(
  host: SchemaHost,
  { model, migrations }: MigrationSettings,
  applied: readonly AppliedMigration[],
  { filed, recorded }: { readonly filed: Schema | undefined; readonly recorded: string | undefined },
): Promise<readonly Stage[]> {
  const today = schemaOf(model.shapes, host.dialect);
  host.checkNames(today);
  const before =
    filed ??
    (recorded === undefined ? foundOf(today, await host.findTables()) : (JSON.parse(recorded) as Schema));
  const wanted = keepChoices(before, today);
  const after = migrations === 'keep' ? withRemains(before, wanted) : recordOf(wanted);
  const isKept = filed !== undefined || recorded !== undefined;
  if (isKept && JSON.stringify(before) === JSON.stringify(after)) return [];
  const all = planMigration(before, wanted, host.dialect);
  const steps = migrations === 'keep' ? all.filter(({ kind }) => kind !== 'remove') : all;
  const number = applied.filter(({ id }) => id.startsWith('model-')).length + 1;
  return [
    {
      migration: {
        id: `model-${number}`,
        source: 'model',
        what: steps.map(({ what }) => what),
        statements: steps.flatMap(({ statements }) => statements),
        isDestructive: steps.some(isDestructive),
        obstacles: steps.filter(({ kind }) => kind === 'impossible').map(({ what }) => what),
      },
      steps,
      isBeginning: before.tables.length === 0,
      after,
    },
  ];
}
