import { join } from 'node:path';
import { DomainryError } from '@domainry/core';
import type { DatabaseModel, MigrationDraft } from '@domainry/core/ports';
import type { SqlDialect } from '../dialect.js';
import { keepChoices } from '../schema/keep-choices.js';
import type { MigrationStep } from '../schema/migration-step.js';
import { planMigration } from '../schema/plan-migration.js';
import { recordOf, schemaOf } from '../schema/schema.js';
import { dialectMark, kindOf, readMigrationFiles, tablesMark } from './migration-file.js';

/**
 * The next file of a folder: what leads from the tables after the last one to those of a model. No database is asked, so that it
 * is the same for everybody.
 *
 * @returns undefined when the last file leads there already.
 * @throws DomainryError MIGRATION_INVALID, SCHEMA_OUTDATED for what no statement can do.
 */
export function draftMigration(
  folder: string,
  name: string,
  { domain, shapes }: DatabaseModel,
  dialect: SqlDialect,
): MigrationDraft | undefined {
  const files = readMigrationFiles(folder, dialect);
  const before = files.findLast(({ tables }) => tables !== undefined)?.tables ?? { tables: [] };
  const wanted = keepChoices(before, schemaOf(shapes, dialect));
  const record = recordOf(wanted);
  if (JSON.stringify(record) === JSON.stringify(before)) return undefined;
  const steps = planMigration(before, wanted, dialect);
  refuseImpossible(folder, steps);
  const number = (files.at(-1)?.number ?? 0) + 1;
  const id = `${String(number).padStart(4, '0')}-${slugOf(name)}`;
  const text = [
    `-- ${id}: leads ${domain} from one model to the next. Applied in one transaction, once; not to be edited afterwards.`,
    `${dialectMark}${kindOf(dialect)}`,
    '',
    ...steps.flatMap((step) => [
      `-- ${step.kind}: ${step.what}`,
      ...step.statements.map((each) => `${each};`),
      '',
    ]),
    '-- The tables after it, by which the next file is drafted. Keep this line as it is.',
    `${tablesMark}${JSON.stringify(record)}`,
    '',
  ].join('\n');
  return { id, path: join(folder, `${id}.sql`), text, isDestructive: steps.some(isDestructive) };
}

/** Whether a step removes something, or may. */
export function isDestructive({ kind }: MigrationStep): boolean {
  return kind === 'remove' || kind === 'convert';
}

function refuseImpossible(folder: string, steps: readonly MigrationStep[]): void {
  const obstacles = steps.filter(({ kind }) => kind === 'impossible').map(({ what }) => what);
  if (obstacles.length === 0) return;
  throw new DomainryError(
    'SCHEMA_OUTDATED',
    `What leads from the last file of ${folder} to the model cannot be said by statements:\n${obstacles.map((what) => `– ${what}`).join('\n')}`,
    { details: { folder, obstacles } },
  );
}

function slugOf(name: string): string {
  const slug = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);
  return slug === '' ? 'change' : slug;
}
