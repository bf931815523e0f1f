import type { Database } from '../ports/database.js';
import type { RegisteredElement } from '../registry/registered-element.js';
import type { Registry } from '../registry/registry.js';
import type { Message, MessageMetadata } from '../messages/message.js';
import type { RecordedEvent } from '../unit-of-work/persister.js';
import type { UnitRunner } from '../unit-of-work/run-unit.js';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import type { DeadLetters } from './dead-letters.js';
import type { DispatchOptions } from './dispatch-options.js';
import type { DeliveryReport } from './delivery-report.js';
import type { ConsumersOf } from './event-consumer.js';
import type { HandlerIndex } from './handler-index.js';
import type { ContextSources } from './handler-context.js';
import type { KeyRetention } from './key-retention.js';
import type { Logger } from './logger.js';
import type { MiddlewareChain } from './middleware.js';
import type { Shutdown } from './shutdown.js';
import type { Work } from './work.js';

/** What a domain brings to the handling of messages. */
export interface DispatchSources extends Omit<ContextSources, 'process' | 'ask'> {
  readonly registry: Registry;
  readonly options: DispatchOptions;
  /** Milliseconds since the epoch, by the clock of the domain. */
  readonly now: () => number;
  /** Identity of a message that is made at a time. */
  readonly newMessageId: (now: number) => string;
  /** Tells the units of work of domains apart. */
  readonly domain: object;
  /** Decides a command in a unit of work; what happens because of it is appended there. */
  readonly decide: (
    decider: RegisteredElement,
    command: object,
    unit: UnitOfWork,
    metadata: MessageMetadata,
  ) => Promise<void>;
  /** The database of an aggregate or decider. */
  readonly databaseOf: (aggregate: RegisteredElement | undefined) => Database;
  /** What the domain calls that database. */
  readonly databaseNameOf: (aggregate: RegisteredElement | undefined) => string;
  /** All databases, once they are open. */
  readonly databases: () => readonly Database[];
  /** The payload of a command, as it is kept. */
  readonly writeCommand: (command: object) => Message['data'];
  /** The command of a kept message, in the form its class has today. */
  readonly readCommand: (message: Message) => object;
}

/** Everything that dispatching is made of; each part finds the others here. */
export interface DispatchHost extends DispatchSources, ContextSources {
  readonly index: HandlerIndex;
  readonly consumersOf: ConsumersOf;
  readonly middleware: MiddlewareChain;
  readonly deadLetters: DeadLetters;
  readonly deliveries: {
    deliver(events: readonly RecordedEvent[]): readonly DeliveryReport[] | Promise<readonly DeliveryReport[]>;
    apart<Result>(act: () => Result): Result;
  };
  readonly commands: { wakeAll(database: Database): Promise<void> };
  readonly logger: Logger;
  readonly work: Work;
  readonly keys: KeyRetention;
  /** Runs units whose events are delivered once they are committed. */
  readonly units: UnitRunner;
  /** Begins when the domain is closed. */
  readonly shutdown: Shutdown;
}
