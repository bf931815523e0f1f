import { DomainryError } from '@domainry/core';

/** The error of a file that cannot be applied, by what it is called or what is in it. */
export function invalidMigration(path: string, problem: string, fix: string): DomainryError {
  return new DomainryError('MIGRATION_INVALID', `${path}: ${problem} ${fix}`, { details: { path } });
}

/** The error of a file that was edited after it was applied. */
export function changedMigration(place: string, id: string, path: string, statements: string): DomainryError {
  return new DomainryError(
    'MIGRATION_CHANGED',
    `${path} is not as it was when it was applied to ${place}, so nobody can tell what that has. Put it back as it was, which details.statements has, and say what is to change in another file. Nothing was changed.`,
    { details: { place, id, path, statements } },
  );
}

/** The error of migrations that would remove something unasked. */
export function destructiveMigration(
  place: string,
  migrations: readonly { readonly id: string; readonly what: readonly string[] }[],
): DomainryError {
  const listed = migrations.flatMap(({ id, what }) => what.map((each) => `– ${id}: ${each}`)).join('\n');
  return new DomainryError(
    'MIGRATION_DESTRUCTIVE',
    `${place} would lose something that is stored:\n${listed}\nRead the statements and take a backup. Then apply with { destructive: true }, or open with { migrations: 'all' }. Nothing was changed.`,
    { details: { place, migrations: migrations.map(({ id }) => id) } },
  );
}

/** The error of a migration that the database refuses. */
export function failedMigration(
  place: string,
  id: string,
  statements: string,
  cause: unknown,
): DomainryError {
  // Not by its class: errors of drivers may be of another realm than ours.
  const { message, position } = (cause ?? {}) as { readonly message?: unknown; readonly position?: unknown };
  const line = position === undefined ? undefined : statements.slice(0, Number(position)).split('\n').length;
  return new DomainryError(
    'MIGRATION_FAILED',
    `${place} refuses ${id}${line === undefined ? '' : `, at line ${line}`}: ${String(message ?? cause)}. Nothing was changed. Mend the file, or what is stored, and apply again.`,
    { details: { place, id, ...(line === undefined ? {} : { line }) }, cause },
  );
}

/** The error of a database that later code has migrated. */
export function aheadOfCode(place: string, ids: readonly string[]): DomainryError {
  return new DomainryError(
    'SCHEMA_NEWER',
    `${place} has had migrations that are not in the folder of this code: ${ids.join(', ')}. Run the code that has them; or, while both run beside each other, open with { migrations: 'keep' }.`,
    { details: { place, migrations: [...ids] } },
  );
}
