import type { EventReader, StoredEvent, StreamDescription } from '../ports/event-store.js';
import { chainLinkOf, hashOf } from './hash-chain.js';
import { streamEvents } from './read-events.js';
import type { Findings, VerificationOptions } from './verification.js';

/** What the verification of each stream goes by. */
export interface StreamVerification extends VerificationOptions {
  readonly upTo: number;
  readonly findings: Findings;
}

/** Verifies one stream; gives how many events it has. */
export async function verifyStream(
  reader: EventReader,
  { stream, version: last, firstVersion }: StreamDescription,
  { upTo, findings, snapshots, isChained, pageSize }: StreamVerification,
): Promise<number> {
  const chain = new ChainCheck(isChained?.(stream) === true, findings);
  let events = 0;
  let expected = firstVersion;
  const paging = pageSize === undefined ? {} : { pageSize };
  for await (const event of streamEvents(reader, stream, { to: last, includeArchived: true, ...paging })) {
    if (event.stream !== stream || event.version < expected)
      findings.add({
        kind: 'misplaced',
        ...placeOf(event),
        message: `Among the events of ${stream} is one that says it is version ${event.version} of ${event.stream}.`,
      });
    if (event.version > expected) reportMissing(stream, expected, event.version - 1, findings);
    expected = event.version + 1;
    // What came meanwhile is not counted, since the feed was read before.
    if (event.position <= upTo) events++;
    chain.check(event);
  }
  if (expected <= last) reportMissing(stream, expected, last, findings);
  const snapshot = await snapshots?.load(stream);
  if (snapshot !== undefined && snapshot.version > last)
    findings.add({
      kind: 'snapshotAhead',
      stream,
      version: snapshot.version,
      message: `${stream} has a snapshot of version ${snapshot.version}, and its last event is version ${last}.`,
    });
  return events;
}

function reportMissing(stream: string, from: number, to: number, findings: Findings): void {
  findings.add({
    kind: 'gap',
    stream,
    version: from,
    message: `Versions ${from} to ${to} of ${stream} are missing.`,
  });
}

/** Follows the hash chain of a stream. The first link that is read is taken on trust when there was something before. */
class ChainCheck {
  #previous: string | undefined;

  constructor(
    private readonly isRequired: boolean,
    private readonly findings: Findings,
  ) {}

  check(event: StoredEvent): void {
    const hash = linkIn(event);
    const isFirst = event.version === 0;
    const previous = isFirst ? '' : this.#previous;
    this.#previous = hash ?? '';
    if (hash === undefined) {
      const wasChained = previous !== undefined && previous !== '';
      if (this.isRequired || wasChained) this.#report(event, 'has no hash, though its stream is chained');
    } else if (previous !== undefined && hashIn(event, previous) !== hash) {
      this.#report(event, 'has another hash than follows from what it holds and from the event before');
    }
  }

  #report(event: StoredEvent, what: string): void {
    const message = `The event at position ${event.position}, version ${event.version} of ${event.stream}, ${what}.`;
    this.findings.add({ kind: 'brokenChain', ...placeOf(event), message });
  }
}

// Metadata that are no JSON are reported as such.

function linkIn(event: StoredEvent): string | undefined {
  try {
    return chainLinkOf(event)?.hash;
  } catch {
    return undefined;
  }
}

function hashIn(event: StoredEvent, previous: string): string | undefined {
  try {
    return hashOf(event, previous);
  } catch {
    return undefined;
  }
}

function placeOf({
  id,
  position,
  stream,
  version,
}: StoredEvent): Pick<StoredEvent, 'id' | 'position' | 'stream' | 'version'> {
  return { id, position, stream, version };
}
