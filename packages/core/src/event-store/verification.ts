import type { StoredEvent } from '../ports/event-store.js';
import type { SnapshotStore } from '../ports/snapshot-store.js';

/** How a store is verified. */
export interface VerificationOptions {
  /** Whether a type is one that the domain knows; without it any type is taken. */
  readonly isKnown?: (type: string) => boolean;
  /** Checks the payload of one event; gives what is wrong with it. Without it the text must be JSON. */
  readonly checkData?: (event: StoredEvent) => string | undefined;
  /** Whether every event of a stream must be chained; without it, those that are. */
  readonly isChained?: (stream: string) => boolean;
  readonly snapshots?: Pick<SnapshotStore, 'load'>;
  /** How many findings are listed; 1000 when absent. All are counted. */
  readonly limit?: number;
  readonly pageSize?: number;
}

/** What can be wrong with stored events. */
export type FindingKind =
  | 'gap'
  | 'duplicate'
  | 'misplaced'
  | 'malformedData'
  | 'malformedMetadata'
  | 'unknownType'
  | 'brokenChain'
  | 'snapshotAhead';

/** One thing that is wrong in a store. */
export interface Finding {
  readonly kind: FindingKind;
  /** What is wrong, one sentence. */
  readonly message: string;
  readonly position?: number;
  readonly stream?: string;
  readonly version?: number;
  readonly id?: string;
}

/** What a verification came to. */
export interface VerificationReport {
  /** Whether nothing was found. */
  readonly isSound: boolean;
  /** Position up to which events were looked at. */
  readonly upTo: number;
  readonly events: number;
  readonly streams: number;
  /** How often each kind was found, beyond the findings that are listed. */
  readonly counts: Readonly<Partial<Record<FindingKind, number>>>;
  /** The first ones, at most as many as were asked for. */
  readonly findings: readonly Finding[];
}

/** Takes findings, and keeps the first ones. */
export class Findings {
  readonly listed: Finding[] = [];
  readonly counts: Partial<Record<FindingKind, number>> = {};

  constructor(private readonly limit: number) {}

  add(finding: Finding): void {
    this.counts[finding.kind] = (this.counts[finding.kind] ?? 0) + 1;
    if (this.listed.length < this.limit) this.listed.push(finding);
  }
}
