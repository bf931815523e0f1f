import type { AnyEvent } from '../elements/event.js';
import type { CommitSignal } from '../event-store/commit-signal.js';
import type { MessageCatalog } from '../event-store/message-catalog.js';
import { NotificationLog } from '../event-store/notification-log.js';
import type { UnknownMessage } from '../event-store/unknown-message.js';
import type { VerificationReport } from '../event-store/verification.js';
import { verifyEvents } from '../event-store/verify.js';
import { categoryOf } from '../messages/stream-name.js';
import type { Database } from '../ports/database.js';
import type { StoredEvent } from '../ports/event-store.js';
import type { Registry } from '../registry/registry.js';

/** An event as the log shows it. */
export interface Notification {
  /** 1-based and without gaps, in the order of commits. */
  readonly position: number;
  /** The event; what no class of the domain reads is shown as it lies there. */
  readonly event: AnyEvent | UnknownMessage;
  readonly stream: string;
  readonly version: number;
  readonly tags: readonly string[];
}

/** How the events of a domain are verified. */
export interface VerifyOptions {
  /** How many findings are listed; 1000 when absent. All are counted. */
  readonly limit?: number;
  /** Name of the database; the one of what belongs to no aggregate when absent. */
  readonly database?: string;
}

/** The log of a domain. */
export function logOf(
  database: Database,
  catalog: MessageCatalog,
  commits: CommitSignal,
): NotificationLog<Notification> {
  const present = (stored: StoredEvent): Notification => {
    const { position, stream, version, tags } = stored;
    // Nothing is skipped, so there is always something to show.
    return { position, event: catalog.read(stored, 'keep')!, stream, version, tags };
  };
  return new NotificationLog(database.events, present, { commits });
}

/** Verifies the events of a database as those of a domain: types, payloads, chains, snapshots. */
export function verifyDomain(
  registry: Registry,
  database: Database,
  catalog: MessageCatalog,
  { limit = 1000 }: VerifyOptions = {},
): Promise<VerificationReport> {
  const chained = new Set(
    registry
      .ofKind('aggregate')
      .filter((element) => element.options['hashChain'] === true)
      .map(({ stream }) => stream),
  );
  return verifyEvents(database.events, {
    limit,
    isKnown: (type) => catalog.knows(type),
    checkData: (stored) => problemIn(catalog, stored),
    isChained: (stream) => chained.has(categoryOf(stream)),
    snapshots: database.snapshots,
  });
}

function problemIn(catalog: MessageCatalog, stored: StoredEvent): string | undefined {
  try {
    catalog.decode(stored);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
