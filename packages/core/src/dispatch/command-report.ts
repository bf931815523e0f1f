import type { RecordedEvent } from '../unit-of-work/persister.js';
import type { DeliveryReport } from './delivery-report.js';
import type { CommandOutcome } from './process-command.js';

/** What became of a command: what is durable, and what ran because of it. */
export interface CommandReport<Result> {
  /** Identity of the command. */
  readonly id: string;
  readonly result: Result;
  /** How often it was tried; 0 when middleware gave the result. */
  readonly attempts: number;
  /** Whether it had been handled before under its idempotency key, so that nothing was done now. */
  readonly isReplay: boolean;
  /**
   * The events that its unit of work made durable, in order. None for a command that is a part of another unit: the events
   * are that one's.
   */
  readonly events: readonly {
    readonly id: string;
    /** Stored name: `Banking.Deposited.v1`. */
    readonly type: string;
    readonly stream: string;
    /** 0-based place in the stream. */
    readonly version: number;
    /** 1-based place among all events of the store, where it is known when a commit returns. */
    readonly position?: number;
  }[];
  /**
   * What became of each event at each of its handlers here, also of events that those handlers led to. None where a unit of
   * work of another domain is open: they are delivered when that has ended.
   */
  readonly deliveries: readonly DeliveryReport[];
}

/** Tells what became of a command. */
export function reportOf(
  id: string,
  { result, attempts, isReplay, events, deliveries }: CommandOutcome,
): CommandReport<unknown> {
  return { id, result, attempts, isReplay, events: events.map(summaryOf), deliveries };
}

function summaryOf({
  metadata,
  stream,
  version,
  position,
}: RecordedEvent): CommandReport<unknown>['events'][number] {
  const { id, type } = metadata;
  return { id, type, stream, version, ...(position === undefined ? {} : { position }) };
}
