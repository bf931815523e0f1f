import type { SnapshotStore, StoredSnapshot } from '@domainry/core/ports';
import { endless } from '@domainry/sql';
import type { SqliteConnection } from './driver/connection.js';

/** What the parts of a database need of it. */
export interface OpenDatabase {
  readonly reading: SqliteConnection;
  /** Runs something in a transaction of its own. */
  write<Result>(act: (connection: SqliteConnection) => Result): Promise<Result>;
  assertOpen(): void;
}

/** Snapshots need no transaction of the unit of work: events are what counts. */
export class SqliteSnapshots implements SnapshotStore {
  constructor(private readonly database: OpenDatabase) {}

  async load(stream: string, atOrBefore: number = endless): Promise<StoredSnapshot | undefined> {
    this.database.assertOpen();
    const row = this.database.reading.get(
      'SELECT stream, version, format, data, time FROM domainry_snapshots WHERE stream = ? AND version <= ? ORDER BY version DESC LIMIT 1',
      stream,
      atOrBefore,
    );
    return row === undefined ? undefined : ({ ...row } as unknown as StoredSnapshot);
  }

  async save({ stream, version, format, data, time }: StoredSnapshot): Promise<void> {
    await this.database.write((connection) =>
      connection.run(
        'INSERT OR REPLACE INTO domainry_snapshots (stream, version, format, data, time) VALUES (?, ?, ?, ?, ?)',
        stream,
        version,
        format,
        data,
        time,
      ),
    );
  }

  async prune(stream: string, keep: number): Promise<void> {
    await this.database.write((connection) =>
      connection.run(
        `DELETE FROM domainry_snapshots WHERE stream = ? AND version NOT IN
         (SELECT version FROM domainry_snapshots WHERE stream = ? ORDER BY version DESC LIMIT ?)`,
        stream,
        stream,
        Math.max(keep, 0),
      ),
    );
  }
}
