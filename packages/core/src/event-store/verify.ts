import type { EventReader, StoredEvent } from '../ports/event-store.js';
import { defaultPageSize, feedPages } from './read-events.js';
import { SeenIds } from './seen-ids.js';
import { Findings, type VerificationOptions, type VerificationReport } from './verification.js';
import { verifyStream, type StreamVerification } from './verify-stream.js';

/**
 * Reads a store twice, as its feed and stream by stream, and reports everything that is not as it must be. It takes
 * memory for one page and two bytes for each event, however large the store is, and changes nothing.
 *
 * What is written meanwhile is not looked at.
 */
export async function verifyEvents(
  reader: EventReader,
  options: VerificationOptions = {},
): Promise<VerificationReport> {
  const upTo = await reader.lastPosition();
  const findings = new Findings(options.limit ?? 1000);
  const feed = await verifyFeed(reader, upTo, options, findings);
  const streams = await verifyStreams(reader, { ...options, upTo, findings });
  reportGaps(feed.gaps, upTo - feed.events - streams.truncated, findings);
  if (streams.events !== feed.events)
    findings.add({
      kind: 'misplaced',
      message: `The feed has ${feed.events} events and the streams that are listed have ${streams.events}.`,
    });
  if (feed.suspects.size > 0) await reportDuplicates(reader, upTo, options, feed.suspects, findings);
  return {
    isSound: Object.keys(findings.counts).length === 0,
    upTo,
    events: feed.events,
    streams: streams.streams,
    counts: findings.counts,
    findings: findings.listed,
  };
}

/** Positions that are missing: the first and the last of them, both inclusive. */
type Gap = readonly [from: number, to: number];

interface VerifiedFeed {
  readonly events: number;
  /** The first ones, as many as there may be findings. */
  readonly gaps: readonly Gap[];
  /** Identities that may be there twice. */
  readonly suspects: ReadonlySet<string>;
}

async function verifyFeed(
  reader: EventReader,
  upTo: number,
  { pageSize, isKnown, checkData, limit = 1000 }: VerificationOptions,
  findings: Findings,
): Promise<VerifiedFeed> {
  const seen = new SeenIds(upTo);
  const suspects = new Set<string>();
  const gaps: Gap[] = [];
  let events = 0;
  let last = 0;
  for await (const page of feedPages(reader, { upTo, pageSize: pageSize ?? defaultPageSize })) {
    for (const event of page) {
      if (event.position > last + 1 && gaps.length < limit) gaps.push([last + 1, event.position - 1]);
      last = event.position;
      events++;
      if (seen.add(event.id)) suspects.add(event.id);
      verifyContent(event, isKnown, checkData, findings);
    }
  }
  if (last < upTo && gaps.length < limit) gaps.push([last + 1, upTo]);
  return { events, gaps, suspects };
}

function verifyContent(
  event: StoredEvent,
  isKnown: VerificationOptions['isKnown'],
  checkData: VerificationOptions['checkData'] = jsonProblem,
  findings: Findings,
): void {
  const { id, position, stream, version, type } = event;
  const place = { id, position, stream, version };
  const about = `The event at position ${position}, version ${version} of ${stream},`;
  if (isKnown?.(type) === false)
    findings.add({
      ...place,
      kind: 'unknownType',
      message: `${about} has the type ${type}, which is not known.`,
    });
  else {
    const problem = checkData(event);
    if (problem !== undefined)
      findings.add({
        ...place,
        kind: 'malformedData',
        message: `${about} has a payload that cannot be read: ${problem}`,
      });
  }
  if (!isJsonObject(event.metadata))
    findings.add({
      ...place,
      kind: 'malformedMetadata',
      message: `${about} has metadata that are no JSON object.`,
    });
}

function jsonProblem({ data }: StoredEvent): string | undefined {
  return isJsonObject(data) ? undefined : 'it is no JSON object.';
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

async function verifyStreams(
  reader: EventReader,
  verification: StreamVerification,
): Promise<{ readonly streams: number; readonly events: number; readonly truncated: number }> {
  const limit = verification.pageSize ?? defaultPageSize;
  const sums = { streams: 0, events: 0, truncated: 0 };
  for (let after: string | undefined; ;) {
    const page = await reader.listStreams({ limit, ...(after !== undefined && { after }) });
    for (const description of page) {
      sums.streams++;
      sums.truncated += description.firstVersion;
      sums.events += await verifyStream(reader, description, verification);
    }
    if (page.length < limit) return sums;
    after = page.at(-1)!.stream;
  }
}

/** @param missing - how many positions are missing that truncated streams do not account for. */
function reportGaps(gaps: readonly Gap[], missing: number, findings: Findings): void {
  if (missing <= 0) return;
  for (const [from, to] of gaps)
    findings.add({
      kind: 'gap',
      position: from,
      message: `Positions ${from} to ${to} are missing; all in all, ${missing} more are missing than were truncated.`,
    });
}

async function reportDuplicates(
  reader: EventReader,
  upTo: number,
  { pageSize = defaultPageSize }: VerificationOptions,
  suspects: ReadonlySet<string>,
  findings: Findings,
): Promise<void> {
  const first = new Map<string, number>();
  for await (const page of feedPages(reader, { upTo, pageSize })) {
    for (const { id, position, stream, version } of page) {
      if (!suspects.has(id)) continue;
      const before = first.get(id);
      if (before === undefined) first.set(id, position);
      else
        findings.add({
          kind: 'duplicate',
          id,
          position,
          stream,
          version,
          message: `The identity ${id} is at position ${before} and at position ${position}.`,
        });
    }
  }
}
