import type { Message } from '../messages/message.js';

/** A message that waits to be handed to something outside the database. */
export interface OutboxEntry {
  /** 1-based, in the order of commits. */
  readonly position: number;
  /** Broker it is for, or `commands` for commands that wait to be handled here. */
  readonly destination: string;
  readonly message: Message;
  /** How often handing it over was tried. */
  readonly attempts: number;
}

/** Puts messages into the outbox inside the transaction that they follow from. */
export interface OutboxWriter {
  put(destination: string, messages: readonly Message[]): Promise<void>;
}

/** Gives the waiting messages to who hands them over. */
export interface Outbox {
  /** The first messages that wait for a destination, in order, those of a higher priority first. */
  waiting(destination: string, limit: number): Promise<readonly OutboxEntry[]>;
  /** Removes a message that was handed over. */
  done(position: number): Promise<void>;
  /** Counts an attempt that failed. */
  failed(position: number, reason: string): Promise<void>;
}
