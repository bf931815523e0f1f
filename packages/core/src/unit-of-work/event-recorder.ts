import type { AnyAggregate } from '../elements/aggregate.js';
import { metadataOf, type AnyEvent } from '../elements/event.js';
import type { JsonValue } from '../errors/violation.js';
import { inheritLineage } from '../messages/lineage.js';
import type { MessageDraft, MessageKind, MessageMetadata } from '../messages/message.js';
import type { AnyClass } from '../metadata.js';
import type { NewEvent } from '../ports/event-store.js';
import type { Registry } from '../registry/registry.js';
import type { Lineage } from './lineage.js';

/** What writes events for one domain. */
export interface RecordingHost {
  readonly registry: Registry;
  /** Milliseconds since the epoch, by the clock of the domain. */
  readonly now: () => number;
  /** Identity of a message that is made at a time. */
  readonly newMessageId: (now: number) => string;
  /** What is added to what is known of an event. Refuses the save by throwing. */
  readonly extensionsOf?: (
    event: AnyEvent,
    aggregate: AnyAggregate | undefined,
  ) => Readonly<Record<string, JsonValue>>;
  /** The form in which an event is stored; with the tags that its declaration gives, unless they are known. */
  readonly encode: (event: AnyEvent, metadata: MessageMetadata, tags?: readonly string[]) => NewEvent;
}

/** Where an event goes, and how it came there. */
export interface Recording {
  readonly kind: Exclude<MessageKind, 'command'>;
  /** Absent for what a decider decided on, and for what belongs to no aggregate. */
  readonly aggregate?: AnyAggregate;
  readonly stream: string;
  readonly lineage: Lineage;
  /** Version the aggregate had before the save; absent where none is expected. */
  readonly expectedVersion?: number;
  readonly sequence?: number;
  /** What the event is about; absent when its declaration alone says so. */
  readonly tags?: readonly string[];
}

/** An event as it is about to be appended. */
export interface PreparedEvent {
  readonly event: AnyEvent;
  readonly metadata: MessageMetadata;
  readonly encoded: NewEvent;
}

/** Prepares the events of aggregates for their streams: says everything that is known of them, once and for all. */
export class EventRecorder {
  constructor(private readonly host: RecordingHost) {}

  prepare(event: AnyEvent, recording: Recording): PreparedEvent {
    const metadata = this.#describe(event, recording);
    return { event, metadata, encoded: this.host.encode(event, metadata, recording.tags) };
  }

  /** Stored name of an event class. */
  typeOf(cls: AnyClass): string {
    return this.host.registry.find(cls)?.type ?? cls.name;
  }

  #describe(
    event: AnyEvent,
    { kind, aggregate, stream, lineage, expectedVersion, sequence }: Recording,
  ): MessageMetadata {
    const raised = metadataOf(event);
    const time = raised?.time ?? new Date(this.host.now());
    const id = raised?.id ?? this.host.newMessageId(time.getTime());
    const element = this.host.registry.find(event.constructor as AnyClass);
    const metadata: MessageDraft = {
      id,
      type: element?.type ?? event.constructor.name,
      kind,
      time,
      schemaVersion: (element?.options['version'] as number | undefined) ?? 1,
      stream,
      extensions: this.host.extensionsOf?.(event, aggregate) ?? noExtensions,
      // Last: objects that begin with what they spread are of a shape of their own each time, on Node 20.
      ...inheritLineage(id, lineage.message, lineage.tenant),
    };
    if (sequence !== undefined) metadata.sequence = sequence;
    if (expectedVersion !== undefined) metadata.expectedVersion = expectedVersion;
    return Object.freeze(metadata);
  }
}

const noExtensions: MessageMetadata['extensions'] = Object.freeze({});
