import type { SnapshotStore, StoredSnapshot } from '@domainry/core/ports';
import { endless, type SqlSession } from '@domainry/sql';
import { rowsWanted } from './events/read-events.js';

/** Snapshots need no transaction of the unit of work: events are what counts. */
export class PostgresSnapshots implements SnapshotStore {
  constructor(private readonly session: SqlSession) {}

  async load(stream: string, atOrBefore: number = endless): Promise<StoredSnapshot | undefined> {
    const [row] = await this.session.all(
      'SELECT stream, version, format, data, time FROM domainry_snapshots WHERE stream = $1 AND version <= $2 ORDER BY version DESC LIMIT 1',
      [stream, atOrBefore],
    );
    if (row === undefined) return undefined;
    return {
      stream: row['stream'] as string,
      version: Number(row['version']),
      format: row['format'] as string,
      data: row['data'] as string,
      time: Number(row['time']),
    };
  }

  async save({ stream, version, format, data, time }: StoredSnapshot): Promise<void> {
    await this.session.run(
      `INSERT INTO domainry_snapshots (stream, version, format, data, time) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT ON CONSTRAINT domainry_snapshots_pkey DO UPDATE SET format = excluded.format, data = excluded.data, time = excluded.time`,
      [stream, version, format, data, time],
    );
  }

  async prune(stream: string, keep: number): Promise<void> {
    await this.session.run(
      `DELETE FROM domainry_snapshots WHERE stream = $1 AND version NOT IN
       (SELECT version FROM domainry_snapshots WHERE stream = $1 ORDER BY version DESC LIMIT $2)`,
      [stream, rowsWanted(keep)],
    );
  }
}
