import { DomainryError } from '@domainry/core';
import type { MigrationStep } from './migration-step.js';

/**
 * What may be done to the tables of an earlier model when a database is opened.
 *
 * - `additive`: what is new is made, and what has another name is renamed. Anything else is refused.
 * - `keep`: the same; what no model wants any more stays where it is, unused.
 * - `all`: removed and converted as well. Take a backup.
 * - `manual`: nothing. The statements are in the error, for you to run.
 * - `files`: what the files of a folder say, and nothing else. What removes something has to be asked for, by `domainry db apply`.
 */
export type Migrations = 'additive' | 'keep' | 'all' | 'manual' | 'files';

/** All of them, for options to be checked. */
export const migrationModes: readonly Migrations[] = ['additive', 'keep', 'all', 'manual', 'files'];

const taken: Readonly<Record<Migrations, readonly MigrationStep['kind'][]>> = {
  additive: ['add', 'rename'],
  keep: ['add', 'rename'],
  all: ['add', 'rename', 'convert', 'remove'],
  manual: [],
  files: [],
};

/**
 * The steps that are to be taken when a database is opened.
 *
 * @param place - of the database, for messages: the path of a file.
 * @param keepRecord - statement that keeps the tables of today for later; it belongs to the ones that are run by hand.
 * @throws DomainryError SCHEMA_OUTDATED when one of them may not be taken: `details.steps` has all of them,
 *   `details.statements` what takes them.
 */
export function stepsToTake(
  place: string,
  steps: readonly MigrationStep[],
  migrations: Migrations,
  keepRecord: string,
): readonly MigrationStep[] {
  const wanted = migrations === 'keep' ? steps.filter(({ kind }) => kind !== 'remove') : steps;
  const refused = wanted.filter(({ kind }) => !taken[migrations].includes(kind));
  if (refused.length === 0) return wanted;
  const listed = refused.map(({ what }) => `– ${what}`).join('\n');
  throw new DomainryError(
    'SCHEMA_OUTDATED',
    `${place} has the tables of an earlier model. This is not done without your word:\n${listed}\n${fixOf(refused)}`,
    {
      details: {
        place,
        steps: wanted.map(({ kind, what, statements }) => ({ kind, what, statements: [...statements] })),
        statements: [...wanted.flatMap(({ statements }) => statements), keepRecord],
      },
    },
  );
}

function fixOf(refused: readonly MigrationStep[]): string {
  if (refused.some(({ kind }) => kind === 'impossible'))
    return 'No option does what cannot be done; nothing was changed.';
  const keep = refused.every(({ kind }) => kind === 'remove')
    ? "let it stay with { migrations: 'keep' }, or "
    : '';
  return `If something has another name now, say so by storedAs or renamedFrom. Else take a backup, and ${keep}have it done with { migrations: 'all' }, or run details.statements of this error. Nothing was changed.`;
}

/** The error of a step that failed, because of what lies in the tables. */
export function stepFailed(
  place: string,
  { what, kind, statements }: MigrationStep,
  cause: unknown,
): DomainryError {
  // Not by its class: errors of drivers may be of another realm than ours.
  const reason = String((cause as { readonly message?: unknown } | null)?.message ?? cause);
  return new DomainryError(
    'SCHEMA_OUTDATED',
    `${place} has the tables of an earlier model, and a step to those of today has failed: ${what} ${reason}. Nothing was changed. Mend what is stored, for which the earlier model still opens it, and try again.`,
    { details: { place, steps: [{ kind, what, statements: [...statements] }], statements: [] }, cause },
  );
}
