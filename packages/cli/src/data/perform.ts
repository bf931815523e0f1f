import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Domain, JsonValue } from '@domainry/core';
import type { DatabaseAdapter } from '@domainry/core/ports';
import type { DataOperation } from '../load/data-request.js';
import { one, withDatabases, withMigrators, type OpenDomain } from '../load/open-databases.js';
import { CommandError } from '../run/command-error.js';
import { archiveStreams, restoreStream } from './archive-streams.js';
import { exportEvents } from './export-events.js';
import { historyOf } from './history.js';
import { importEvents } from './import-events.js';
import { Mask } from './mask.js';
import { countOutbox, discardEntries, listOutbox, requeueEntries } from './outbox.js';
import { readEvents } from './read-events.js';
import { listSnapshots, pruneSnapshots } from './snapshots.js';
import { takeSnapshots } from './take-snapshots.js';
import { statsOf } from './stats.js';
import { traceOf } from './trace.js';

type Adapters = Readonly<Record<string, DatabaseAdapter>>;

/** Does something with the databases of a domain, and gives what came of it as data. */
export async function perform(
  domain: Domain,
  adapters: Adapters,
  operation: DataOperation,
): Promise<JsonValue> {
  switch (operation.kind) {
    case 'migrations':
      return withMigrators(domain, adapters, operation.database, async (migrators) => {
        const found: JsonValue[] = [];
        for (const [database, migrator] of migrators)
          found.push({ database, ...(await migrator.status()) } as unknown as JsonValue);
        return found;
      });
    case 'migrate':
      return withMigrators(domain, adapters, operation.database, async (migrators) => {
        const { isDestructive: destructive, isDryRun: dryRun } = operation;
        const outcomes: JsonValue[] = [];
        for (const [database, migrator] of migrators)
          outcomes.push({
            database,
            ...(await migrator.apply({ destructive, dryRun })),
          } as unknown as JsonValue);
        return outcomes;
      });
    case 'draft':
      return withMigrators(domain, adapters, undefined, async (migrators) => {
        const draft = await one(migrators, operation.database).draft(operation.name);
        if (draft === undefined) return null;
        mkdirSync(dirname(draft.path), { recursive: true });
        writeNew(draft.path, draft.text);
        return { ...draft };
      });
    default:
      return withDatabases(domain, adapters, (open) => look(open, operation));
  }
}

async function look(
  open: OpenDomain,
  operation: Exclude<DataOperation, { kind: 'migrations' | 'migrate' | 'draft' }>,
): Promise<JsonValue> {
  const { domain, databases } = open;
  const named = 'database' in operation ? operation.database : undefined;
  const mask = new Mask(domain.registry, 'isRevealed' in operation && operation.isRevealed);
  const plain = (found: object): JsonValue => found as unknown as JsonValue;
  switch (operation.kind) {
    case 'read':
      return plain(await readEvents(one(databases, named).events, operation, mask));
    case 'history':
      return plain(await historyOf(open, operation, mask));
    case 'trace':
      return plain(await traceOf(domain, operation.id, mask));
    case 'stats':
      return plain(await statsOf(one(databases, named).events));
    case 'export':
      return plain(await exportEvents(one(databases, named).events, domain.name, operation, mask));
    case 'import':
      return plain(await importEvents(one(databases, named), domain.name, operation));
    case 'archive':
      return plain(await archiveStreams(open, operation));
    case 'restore':
      return plain(await restoreStream(open, operation, mask));
    case 'take':
      return plain(await takeSnapshots(open, operation));
    case 'outbox':
      return plain(await listOutbox(one(databases, named).outbox, operation, mask));
    case 'outboxCounts':
      return plain(await countOutbox(one(databases, named).outbox));
    case 'requeue':
      return await requeueEntries(one(databases, named).outbox, operation.positions);
    case 'discard':
      return await discardEntries(one(databases, named).outbox, operation.positions, operation.reason);
    case 'snapshots':
      return plain(await listSnapshots(open, operation, mask));
    case 'prune':
      return plain(await pruneSnapshots(open, operation));
  }
}

function writeNew(path: string, text: string): void {
  try {
    writeFileSync(path, text, { flag: 'wx' });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw new CommandError('WOULD_OVERWRITE', `${path} is there already.`);
    throw new CommandError('NOT_WRITABLE', `${path} cannot be written.`, { why: message, cause: error });
  }
}
