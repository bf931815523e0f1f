import { DomainryError } from '@domainry/core';
import type { RawStatements } from '@domainry/core/ports';
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely';
import { canonicalJson } from '../records/canonical-json.js';

/** Runs what Kysely has compiled, in the transaction of a unit of work. */
export class UnitDriver implements Driver {
  readonly #connection: DatabaseConnection;

  constructor(statements: RawStatements) {
    const bind = (value: unknown): unknown => boundValue(value, statements.language === 'sqlite');
    this.#connection = {
      executeQuery: async <Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> => {
        const { rows, changed } = await statements.run(sql, parameters.map(bind));
        return {
          rows: rows as Row[],
          ...(changed === undefined ? {} : { numAffectedRows: BigInt(changed) }),
        };
      },
      streamQuery: () => {
        throw refused(
          'Rows of a unit of work are not streamed. Ask for them by execute(), a page at a time.',
        );
      },
    };
  }

  async init(): Promise<void> {
    // The unit has its connection.
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }

  async beginTransaction(): Promise<void> {
    throw refused(
      'The unit of work is the transaction: there is no other one in it. Call what transaction() was to run by itself.',
    );
  }

  async commitTransaction(): Promise<void> {
    // None is begun.
  }

  async rollbackTransaction(): Promise<void> {
    // None is begun.
  }

  async releaseConnection(): Promise<void> {
    // The unit gives it back.
  }

  async destroy(): Promise<void> {
    // Nothing is its own.
  }
}

function refused(message: string): DomainryError {
  return new DomainryError('RAW_REFUSED', message);
}

/** What drivers take: moments as ISO 8601, exact numbers as digits, everything else that is no plain value as JSON. */
function boundValue(value: unknown, isSqlite: boolean): unknown {
  if (value === undefined) return null;
  if (typeof value === 'boolean') return isSqlite ? Number(value) : value;
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  // Not by their classes: values may be of another realm than ours.
  if (Object.prototype.toString.call(value) === '[object Date]') return (value as Date).toISOString();
  if ('toFixed' in value) return (value as { toFixed(): string }).toFixed();
  return canonicalJson(value as never);
}
