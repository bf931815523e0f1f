import { DomainryError } from '../errors/domainry-error.js';
import type { Database } from '../ports/database.js';
import type { RawStatements } from '../ports/raw-statements.js';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';

/** Who writes, for messages. */
const writer = 'a statement';

/**
 * Statements inside the transaction of a unit of work. What waits to be saved is written first, so that they see it.
 *
 * @throws DomainryError RAW_OUTSIDE_UNIT, RAW_UNSUPPORTED, UNIT_ENDED, TENANT_MIXED, TWO_DATABASES.
 */
export async function openRaw(
  unit: UnitOfWork | undefined,
  database: Database,
  name: string,
): Promise<RawStatements> {
  if (unit === undefined) throw outsideUnit();
  await unit.flush();
  const { raw } = await unit.transaction(database, name, writer);
  if (raw === undefined) throw unsupported(name, database.name);
  return {
    language: raw.language,
    run: async (text, values) => {
      // It may have ended since; and what is saved later has to be seen as well.
      await unit.flush();
      await unit.transaction(database, name, writer);
      return await raw.run(text, values);
    },
  };
}

function outsideUnit(): DomainryError {
  return new DomainryError(
    'RAW_OUTSIDE_UNIT',
    'Statements of your own run inside a unit of work, and there is none here. Run them in unitOfWork(), or in a command handler.',
  );
}

function unsupported(name: string, kind: string): DomainryError {
  return new DomainryError(
    'RAW_UNSUPPORTED',
    `The database ${name}, which is ${kind}, has no language for statements. Use one that has, such as sqlite() or postgres(); or ask by queries.`,
    { details: { database: name, kind } },
  );
}
