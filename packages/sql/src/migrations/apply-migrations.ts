import { DomainryError } from '@domainry/core';
import type { PlannedMigration } from '@domainry/core/ports';
import { stepFailed, stepsToTake } from '../schema/migrate.js';
import { foresee, type Foresight, type MigrationSettings, type Stage } from './foresee.js';
import { aheadOfCode, changedMigration, destructiveMigration, failedMigration } from './migration-errors.js';
import { recordMigration, recordStatement } from './migration-records.js';
import type { SchemaHost } from './schema-host.js';

/** Who wants migrations to be applied. */
export type Occasion =
  /** A database is opened: what the option `migrations` allows is done. */
  | { readonly kind: 'opening' }
  /** Somebody asked for it. */
  | { readonly kind: 'asked'; readonly destructive: boolean };

/**
 * Applies what is pending, in the transaction of the host, which is undone when this throws.
 *
 * @returns what was applied, in order.
 * @throws DomainryError SCHEMA_NEWER, SCHEMA_OUTDATED, MIGRATION_INVALID, MIGRATION_CHANGED, MIGRATION_DESTRUCTIVE,
 *   MIGRATION_FAILED.
 */
export async function applyMigrations(
  host: SchemaHost,
  settings: MigrationSettings,
  occasion: Occasion,
): Promise<readonly PlannedMigration[]> {
  const foresight = await foresee(host, settings);
  refuseForeign(host, settings, foresight);
  const { stages } = foresight;
  refuseUnasked(host, settings, occasion, stages);
  const time = settings.model.now();
  for (const stage of stages) await take(host, settings, stage, time);
  return stages.map(({ migration }) => migration).filter(isSomething);
}

/** Whether anything happens by it: sometimes only what is kept of the model is another. */
export function isSomething({ source, statements }: PlannedMigration): boolean {
  return source !== 'model' || statements.length > 0;
}

/** What this code must not touch. */
function refuseForeign(
  host: SchemaHost,
  { migrations }: MigrationSettings,
  { found, changed, newer, applied }: Foresight,
): void {
  const { place, framework } = host;
  if (found !== undefined && found > framework.version) {
    throw new DomainryError(
      'SCHEMA_NEWER',
      `${place} was made by a later version of ${framework.owner}: its tables have version ${found}, this one knows ${framework.version}. Update ${framework.owner}, or open another database.`,
      { details: { place, found, known: framework.version } },
    );
  }
  const [edited] = changed;
  if (edited !== undefined) {
    const { statements } = applied.find(({ id }) => id === edited.id)!;
    throw changedMigration(place, edited.id, edited.path, statements);
  }
  if (newer.length > 0 && migrations !== 'keep') throw aheadOfCode(place, newer);
}

function refuseUnasked(
  host: SchemaHost,
  { migrations, model, folder }: MigrationSettings,
  occasion: Occasion,
  stages: readonly Stage[],
): void {
  const { place } = host;
  const files = stages.filter(({ migration }) => migration.source === 'file');
  const difference = stages.find(({ migration }) => migration.source === 'model');
  const isAllowed = occasion.kind === 'asked' ? occasion.destructive : migrations === 'all';
  if (occasion.kind === 'opening' && migrations === 'manual' && files.length > 0)
    throw outdated(
      place,
      `There are files that were not applied: ${files.map(({ migration }) => migration.id).join(', ')}. Apply them with \`domainry db apply\`.`,
      files,
    );
  if (migrations === 'files' && difference !== undefined && isSomething(difference.migration)) {
    throw outdated(
      place,
      `The model needs what no file of ${folder} says:\n${difference.migration.what.map((what) => `– ${what}`).join('\n')}\nWrite the next file, with \`domainry db plan --write\` or by hand.`,
      [difference],
    );
  }
  const unasked = files.filter(({ migration }) => migration.isDestructive);
  if (unasked.length > 0 && !isAllowed)
    throw destructiveMigration(
      place,
      unasked.map(({ migration }) => migration),
    );
  if (difference?.steps === undefined) return;
  const { steps, migration, after } = difference;
  const isPossible = migration.obstacles.length === 0;
  if (occasion.kind === 'asked' && isPossible) {
    if (migration.isDestructive && !isAllowed) throw destructiveMigration(place, [migration]);
    return;
  }
  // What has nothing yet is not changed, but begun.
  if (difference.isBeginning !== true)
    stepsToTake(
      place,
      steps,
      occasion.kind === 'asked' ? 'all' : migrations,
      recordStatement(host, model.domain, after!),
    );
}

async function take(
  host: SchemaHost,
  { model }: MigrationSettings,
  stage: Stage,
  time: number,
): Promise<void> {
  const { migration, script, steps = [], after, isAdopted } = stage;
  if (script !== undefined && isAdopted !== true) {
    try {
      await host.script(script);
    } catch (error) {
      throw failedMigration(host.place, migration.id, script, error);
    }
  }
  for (const step of steps) {
    try {
      for (const statement of step.statements) await host.script(statement);
    } catch (error) {
      throw stepFailed(host.place, step, error);
    }
  }
  if (after !== undefined) await host.script(recordStatement(host, model.domain, after));
  if (migration.source === 'framework')
    await host.keepVersion(Number(migration.id.slice('framework-'.length)));
  // The table for it comes with a version of the framework's tables.
  if (isSomething(migration) && (await host.hasTable('domainry_migrations'))) {
    const owner = migration.source === 'framework' ? undefined : model.domain;
    await recordMigration(host, owner, migration.id, script ?? migration.statements.join(';\n'), time);
  }
}

function outdated(place: string, problem: string, stages: readonly Stage[]): DomainryError {
  return new DomainryError(
    'SCHEMA_OUTDATED',
    `${place} has the tables of an earlier model. ${problem} Nothing was changed.`,
    {
      details: {
        place,
        migrations: stages.map(({ migration }) => migration.id),
        statements: stages.flatMap(({ migration }) => [...migration.statements]),
      },
    },
  );
}
