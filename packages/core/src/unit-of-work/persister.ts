import type { AnyAggregate } from '../elements/aggregate.js';
import type { AnyEvent } from '../elements/event.js';
import type { MessageMetadata } from '../messages/message.js';
import type { Database, Transaction } from '../ports/database.js';
import type { RegisteredElement } from '../registry/registered-element.js';
import type { Lineage } from './lineage.js';

/**
 * How the aggregates of one class are loaded and written. One for each class; state-stored and event-sourced ones differ
 * here and nowhere else.
 */
export interface Persister {
  readonly element: RegisteredElement;
  readonly database: Database;
  /** What the domain calls it. */
  readonly databaseName: string;
  /**
   * Loads an aggregate: a new instance each time, with its version set.
   *
   * @param id - identity as aggregates keep it.
   * @returns undefined when there is none.
   */
  load(from: Source, id: unknown): Promise<AnyAggregate | undefined>;
  /** Loads several; those that there are, in any order. */
  loadMany(from: Source, ids: readonly unknown[]): Promise<readonly AnyAggregate[]>;
  /** Loads an aggregate as it was. Absent where former states are not kept. */
  loadPast?(from: Source, id: unknown, past: Past): Promise<AnyAggregate | undefined>;
  /** Whether there is one, without building it. */
  exists(from: Source, id: unknown): Promise<boolean>;
  /**
   * Writes an aggregate and its events. Nothing in it is marked as saved: the unit does that once all is committed.
   *
   * @throws DomainryError VERSION_CONFLICT, UNIQUE_CONFLICT, and what else the ports throw.
   */
  write(save: Save, transaction: Transaction): Promise<Written>;
  /**
   * Writes several aggregates, either new ones or stored ones, and their events, by few statements. Absent where each is written by
   * itself.
   *
   * @returns what {@link Persister.write} would give for each. Undefined when nothing was written: then each is written by itself,
   *   which says what is refused.
   */
  writeMany?(saves: readonly Save[], transaction: Transaction): Promise<readonly Written[] | undefined>;
  /** Has the store forget one that was removed, see `StateWriter.forget`. Absent where nothing is kept of removed ones. */
  forget?(transaction: Transaction, id: unknown): Promise<void>;
  /** Keeps its state as a snapshot; gives the version. Absent where states do not follow from streams. */
  takeSnapshot?(id: unknown): Promise<number | undefined>;
  /** Whether one that is not there is only archived. Absent where states do not follow from streams. */
  wasArchived?(from: Source, id: unknown): Promise<boolean>;
  /** Whether one that is not there was discarded. Absent where that is not known. */
  wasDiscarded?(from: Source, id: unknown): Promise<boolean>;
  /**
   * Called once a commit is durable, for each aggregate that was written. It must not throw, and nobody waits for what it
   * begins.
   *
   * @param from - version before.
   * @param to - version now.
   */
  saved?(aggregate: AnyAggregate, from: number, to: number): void;
  readonly hooks: SaveHooks;
}

/** What is called around the writing of an aggregate; both refuse by throwing. */
export interface SaveHooks {
  /** Called before it is written; may change it. */
  readonly beforeSave?: (aggregate: AnyAggregate) => void | Promise<void>;
  /** Called once it is written, before the commit. */
  readonly afterSave?: (aggregate: AnyAggregate) => void | Promise<void>;
}

/** Where an aggregate is loaded from: what was committed, or what a transaction sees. */
export type Source = Pick<Database, 'states' | 'events'> & Pick<Transaction, 'snapshots'>;

/** Which former state of an aggregate is meant, and whether it may be one that was archived. */
export type Past = ({ readonly atVersion: number } | { readonly asOf: Date }) & {
  readonly includeArchived?: boolean;
};

/** One aggregate that is to be written. */
export interface Save {
  readonly aggregate: AnyAggregate;
  readonly what: 'save' | 'remove';
  /** Version it had when the unit began; −1 for a new one. */
  readonly version: number;
  /** Version it has in the transaction; differs from `version` when the unit wrote it before. −1 when it is not stored. */
  readonly stored: number;
  /** What it raised and nobody wrote yet, in order. */
  readonly events: readonly CollectedEvent[];
  /** Lineage of what follows from the save itself, such as a fact event. */
  readonly lineage: Lineage;
}

/** An event that was taken out of its aggregate. */
export interface CollectedEvent {
  readonly event: AnyEvent;
  readonly lineage: Lineage;
  /** 1-based, among those the aggregate raised in this unit. */
  readonly sequence: number;
}

/** What writing an aggregate came to. */
export interface Written {
  /** Version it has in the transaction now. */
  readonly version: number;
  /** In the order they were appended. */
  readonly events: readonly RecordedEvent[];
}

/** An event that was appended to a stream. */
export interface RecordedEvent {
  readonly event: AnyEvent;
  readonly metadata: MessageMetadata;
  readonly stream: string;
  /** 0-based place in the stream. */
  readonly version: number;
  /** 1-based place among all events of the store; undefined where it is not known yet when a commit returns. */
  readonly position?: number;
}
