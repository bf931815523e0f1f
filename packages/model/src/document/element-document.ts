import type { Deprecation, ElementKind, JsonValue } from '@domainry/core';
import type { Documentation } from './documentation.js';
import type { FieldDocument } from './field-document.js';
import type { TestDocument } from './test-document.js';
import type { SourcePlace } from './source-place.js';

/** One element of a domain. Lists are in the order of the source, unless they say otherwise. */
export interface ElementDocument {
  /** `Banking.Account`; of messages that exist in several versions, all but the newest say theirs: `Banking.Opened.v1`. */
  readonly id: string;
  readonly kind: ElementKind;
  readonly name: string;
  /** One line: what the decorator says, or else the first paragraph of the comment. */
  readonly description?: string;
  readonly documentation?: Documentation;
  readonly source?: SourcePlace;
  readonly abstract?: true;
  /** For events that nobody wrote: the option of their aggregate they follow from. */
  readonly derived?: 'lifecycleEvents' | 'factEvents';
  readonly deprecated?: Deprecation;
  /** Id of the element that takes its place. */
  readonly supersededBy?: string;
  /** Teams or people who answer for it; the context's, where the element names none. */
  readonly owners?: readonly string[];
  /** Id of what it belongs to: its `partOf`. */
  readonly belongsTo?: string;
  /** Id of the aggregate whose cluster it is in; an aggregate names itself. */
  readonly aggregate?: string;
  /** Ids of the aggregates it works on, sorted. */
  readonly aggregates?: readonly string[];
  /** Of events, commands and queries. */
  readonly message?: MessageContract;
  /** Of what is kept. */
  readonly storage?: StorageDocument;
  /** All options that have no place of their own here, by name. */
  readonly options: Readonly<Record<string, JsonValue>>;
  readonly fields: readonly FieldDocument[];
  readonly invariants: readonly InvariantDocument[];
  /** One for each field that says which state may follow which. */
  readonly stateMachines: readonly StateMachineDocument[];
  /** Methods that are called for messages, by method and message. */
  readonly handlers: readonly HandlerDocument[];
  /** Public methods as the source has them; none where the source was not read. */
  readonly methods: readonly MethodDocument[];
  /** Tests that name it or a part of it, in the order of their sources; absent where none does, or none were looked at. */
  readonly tests?: readonly TestDocument[];
  /** Codes of findings that are not to be reported for it or one of its members: `@suppress CODE reason`. */
  readonly suppressions: readonly SuppressionDocument[];
}

/** How a message travels. */
export interface MessageContract {
  /** Its stored name: `Banking.AccountWithdrawn.v2`. */
  readonly type: string;
  readonly version: number;
  /** Whether other contexts may rely on it. */
  readonly published?: true;
  readonly lenient?: true;
  readonly renamedFrom?: readonly string[];
  /** Whether tags are computed for it. */
  readonly tagged?: true;
  /** How older versions become this one, from the oldest. */
  readonly upcasters: readonly UpcasterDocument[];
}

/** One step from an older version of a message to a newer one. */
export interface UpcasterDocument {
  readonly from: number;
  readonly to: number;
  /** Id of the upcaster. */
  readonly upcaster: string;
  readonly description?: string;
  /** Data of the older version, as an example of its comment or the step before has them, and what it made of them. */
  readonly sample?: {
    readonly before: Readonly<Record<string, JsonValue>>;
    readonly after: Readonly<Record<string, JsonValue>>;
  };
}

/** How and where an element is kept. */
export interface StorageDocument {
  /** Name of the table or collection. */
  readonly storedAs?: string;
  /** Category of its streams. */
  readonly stream?: string;
  /** Name of its database; the main one when absent. */
  readonly database?: string;
  readonly eventSourced?: true;
  /** Events between two snapshots. */
  readonly snapshotEvery?: number;
  readonly unique?: readonly JsonValue[];
  readonly indexes?: readonly JsonValue[];
}

/** A rule that always holds. */
export interface InvariantDocument {
  /** Name of the method that checks it. */
  readonly name: string;
  /** Before a change, after it, or at any time. */
  readonly stage: string;
  /** The rule in words. */
  readonly message: string;
  /** What callers see when it is broken. */
  readonly code: string;
  /** Names of the fields that are blamed. */
  readonly fields: readonly string[];
  readonly documentation?: Documentation;
  readonly source?: SourcePlace;
  /** What its method throws itself. */
  readonly throws: readonly ThrownDocument[];
}

/** The states of a field, and which may follow which. */
export interface StateMachineDocument {
  readonly field: string;
  readonly states: readonly string[];
  /** The state it begins in, when the field has a default. */
  readonly initial?: string;
  /** States that nothing follows; empty when every state may follow every other. */
  readonly final: readonly string[];
  readonly transitions: readonly TransitionDocument[];
  /** No transitions are declared: every state may follow every other. */
  readonly open?: true;
}

/** One step from a state to another. */
export interface TransitionDocument {
  readonly from: string;
  readonly to: string;
  /** Names of the methods that were seen to assign the state, sorted. */
  readonly methods: readonly string[];
}

/** A method that is called for a message. */
export interface HandlerDocument {
  readonly method: string;
  /** The decorator that marked it. */
  readonly by: string;
  /** Id of the message; absent where every event is meant, and for use cases. */
  readonly message?: string;
  /** Every event is meant that no other method is marked for. */
  readonly everyEvent?: true;
  /** Of process managers: the event begins a process. */
  readonly start?: true;
  /** Of process managers: the event ends the process. */
  readonly end?: true;
  /** Of process managers: the field of the event that tells the process. */
  readonly correlate?: string;
  readonly options: Readonly<Record<string, JsonValue>>;
}

/** A method, as the source has it. */
export interface MethodDocument {
  readonly name: string;
  readonly static?: true;
  /** Names of the parameters with their types, as written: `amount: number`. */
  readonly parameters: readonly string[];
  /** Type of the result, as written. */
  readonly returns?: string;
  readonly documentation?: Documentation;
  readonly source?: SourcePlace;
  /** Ids of the events it raises, sorted. */
  readonly raises: readonly string[];
  readonly throws: readonly ThrownDocument[];
  /** Names of the fields it assigns, sorted. */
  readonly changes: readonly string[];
}

/** An error that a body throws. */
export interface ThrownDocument {
  /** Name of the class. */
  readonly error: string;
  /** Its first argument, when that is a text; `…` stands for what is computed. */
  readonly message?: string;
}

/** A finding that somebody decided to live with. */
export interface SuppressionDocument {
  readonly code: string;
  readonly reason?: string;
  /** Name of the field, rule or method whose comment says so: only what is found there is meant. */
  readonly member?: string;
}
