import type { JsonValue } from '../errors/violation.js';

/** What a message is: something asked for, something that happened, or the whole state of an aggregate after a save. */
export type MessageKind = 'command' | 'event' | 'fact';

/** Everything known of a message beside its payload. It is the same whether a message is handled at once or later. */
export interface MessageMetadata {
  /** Identity of this one message; a command to the same target has another one each time. */
  readonly id: string;
  /** Stored name: `Banking.Withdraw.v1`. */
  readonly type: string;
  readonly kind: MessageKind;
  /** When it was made, by the clock of the domain. */
  readonly time: Date;
  /** Version of its form, from 1. */
  readonly schemaVersion: number;
  /** Stream it was written to or is meant for: `Account-123`. */
  readonly stream?: string;
  /** The same for everything that follows from one first message. */
  readonly correlationId: string;
  /** Identity of the message that this one follows from directly; absent for a first one. */
  readonly causationId?: string;
  /** Identity of the message that led to the command which this one follows from: commands are not stored. */
  readonly originId?: string;
  /** Stream of the event that led to the command, and to the events of that command. */
  readonly originStream?: string;
  /** 1-based position among the events that its aggregate raised since it was saved before. */
  readonly sequence?: number;
  /** Version the aggregate had before the save that wrote the event; for commands, the version their sender saw. */
  readonly expectedVersion?: number;
  /** Higher ones go first; 0 when nothing was said. */
  readonly priority?: number;
  /** A command is refused after this moment. */
  readonly deadline?: Date;
  /** What makes a repetition of a command recognisable. */
  readonly idempotencyKey?: string;
  /** W3C trace context, version 00. */
  readonly traceparent?: string;
  readonly tenant?: string;
  /** Where stored data had keys that no field has, which were dropped: `lines[0].colour`. Only after lenient reading. */
  readonly dropped?: readonly string[];
  /** What enrichers added. */
  readonly extensions: Readonly<Record<string, JsonValue>>;
}

/** What is known of a message while it is put together. What is absent has no place in it. */
export type MessageDraft = { -readonly [Name in keyof MessageMetadata]: MessageMetadata[Name] };

/** A message as it travels: its payload as plain data in stored form, and what is known of it. */
export interface Message {
  readonly data: Readonly<Record<string, JsonValue>>;
  readonly metadata: MessageMetadata;
}
