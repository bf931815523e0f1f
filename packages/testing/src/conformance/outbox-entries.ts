import type { ClaimedEntry, Database, Message, OutboxClaim } from '@domainry/core/ports';
import { transact } from './subject.js';

/** Puts messages into the outbox, in one transaction. */
export async function put(database: Database, destination: string, ...messages: Message[]): Promise<void> {
  await transact(database, ({ outbox }) => outbox.put(destination, messages));
}

/** Claims entries for the broker: so long that nobody else gets them, unless something else is said. */
export function claim(database: Database, more: Partial<OutboxClaim> = {}): Promise<readonly ClaimedEntry[]> {
  return database.outbox.claim('broker', { owner: 'relay', limit: 9, leaseMs: longTime, ...more });
}

/** Identities of the messages of entries. */
export function idsOf(entries: readonly { readonly message: Message }[]): readonly string[] {
  return entries.map(({ message }) => message.metadata.id);
}

/** Identities of the messages of a destination, whatever has become of them. */
export async function listed(database: Database, destination: string): Promise<readonly string[]> {
  return idsOf(await database.outbox.list({ destination, limit: 99 }));
}

/** Milliseconds that no check takes. */
export const longTime = 3_600_000;
