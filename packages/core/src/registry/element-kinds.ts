import type { StatefulKind } from '../elements/element-model.js';
import type { HandlerMark } from '../elements/handler-note.js';
import { areRetryOptions, retryExpectation } from '../elements/handling-options.js';
import { areValidationGroups } from '../fields/class-validator.js';
import { checkColumns } from './column-options.js';
import { checkIndexes, checkUnique } from './index-options.js';

/** The kinds of element a domain knows. */
export type ElementKind =
  | StatefulKind
  | 'domainService'
  | 'applicationService'
  | 'commandHandler'
  | 'decider'
  | 'eventHandler'
  | 'repository'
  | 'projector'
  | 'queryHandler'
  | 'subscriber'
  | 'processManager'
  | 'upcaster'
  | 'databaseModel';

/** Checks the value of an option; gives what was expected when it is wrong. */
export type OptionCheck = (value: unknown) => string | undefined;

/** What a domain asks of elements of one kind. */
export interface KindRules {
  /** Base class the user extends, by the kind on its prototype; undefined when any class will do. */
  readonly base?: string;
  /** Option that says what the element belongs to, and the kinds it may belong to. */
  readonly belongsTo?: {
    readonly option: string;
    readonly kinds: readonly ElementKind[];
    readonly required: boolean;
    /** Option that makes it unnecessary. */
    readonly unless?: string;
  };
  readonly options: Readonly<Record<string, OptionCheck>>;
  /** Options that must be given, beside the one that says what it belongs to. */
  readonly required?: readonly string[];
  /** Decorators that may mark its methods, and the kinds of message they may name. */
  readonly marks?: Readonly<Partial<Record<HandlerMark, readonly ElementKind[]>>>;
}

const flag: OptionCheck = (value) => (typeof value === 'boolean' ? undefined : 'true or false');
const text: OptionCheck = (value) =>
  typeof value === 'string' && value.trim() !== '' ? undefined : 'a text that is not empty';
const count: OptionCheck = (value) =>
  Number.isSafeInteger(value) && (value as number) > 0 ? undefined : 'a whole number above 0';
const target: OptionCheck = (value) =>
  typeof value === 'string' || typeof value === 'function'
    ? undefined
    : 'a class, a thunk or the name of a class';
const names: OptionCheck = (value) =>
  [value].flat().every((name) => typeof name === 'string' && /^[^\s.]+(\.[^\s.]+)?$/.test(name))
    ? undefined
    : "a former name, such as 'Opened' or 'Accounts.Opened', or an array of them";
const targets: OptionCheck = (value) =>
  // Undefined is what a circular import leaves of a class; that is reported as such when references are resolved.
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((item) => item === undefined || target(item) === undefined)
    ? undefined
    : 'an array of classes, thunks or names';
const deprecation: OptionCheck = (value) =>
  text(value) === undefined || isDeprecation(value)
    ? undefined
    : "a version or date, or { since: '…', removal: '…', use: '…' }";

const groups: OptionCheck = (value) =>
  areValidationGroups(value)
    ? undefined
    : "{ groups: ['…'], always: true, strictGroups: true }, or some of these";

const retry: OptionCheck = (value) => (areRetryOptions(value) ? undefined : retryExpectation);
const callback =
  (that: string): OptionCheck =>
  (value) =>
    typeof value === 'function' ? undefined : `a function ${that}`;
const policy: OptionCheck = (value) =>
  value === 'park' || value === 'stop' ? undefined : "'park' or 'stop'";

const deprecationKeys = ['since', 'removal', 'use'];

function isDeprecation(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const entries = Object.entries(value);
  const isKnown = entries.every(([key, part]) => deprecationKeys.includes(key) && text(part) === undefined);
  return isKnown && 'since' in value;
}

/** Options every element has. */
const common = { name: text, description: text, deprecated: deprecation } as const;
/** Options every element has whose states are kept. */
const kept = { storedAs: text, database: text, unique: checkUnique, indexes: checkIndexes } as const;
/** Options every element with fields has. */
const stateful = { ...common, abstract: flag, validation: groups } as const;

/** Options of what is stored as a message. */
const message = {
  ...stateful,
  partOf: target,
  version: count,
  supersededBy: target,
  renamedFrom: names,
  lenient: flag,
} as const;

/** The rules of all kinds. */
export const elementKinds: Readonly<Record<ElementKind, KindRules>> = {
  aggregate: {
    base: 'aggregate',
    options: {
      ...stateful,
      eventSourced: flag,
      snapshotEvery: count,
      cache: count,
      hashChain: flag,
      factEvents: flag,
      lifecycleEvents: flag,
      removable: flag,
      stream: text,
      ...kept,
    },
    marks: { apply: ['event'] },
  },
  entity: {
    base: 'entity',
    belongsTo: { option: 'partOf', kinds: ['aggregate', 'entity'], required: true },
    options: { ...stateful, partOf: target, storedAs: text },
  },
  valueObject: {
    base: 'valueObject',
    belongsTo: { option: 'partOf', kinds: ['aggregate', 'entity'], required: false },
    options: { ...stateful, partOf: target },
  },
  event: {
    base: 'event',
    belongsTo: {
      option: 'partOf',
      kinds: ['aggregate', 'decider', 'processManager'],
      required: true,
      unless: 'tags',
    },
    options: { ...message, published: flag, tags: callback('of the event that gives its tags') },
  },
  command: {
    base: 'command',
    belongsTo: { option: 'partOf', kinds: ['aggregate', 'decider', 'processManager'], required: false },
    options: message,
  },
  query: {
    base: 'query',
    belongsTo: { option: 'partOf', kinds: ['projection', 'aggregate'], required: false },
    options: { ...stateful, partOf: target },
  },
  projection: {
    base: 'projection',
    options: { ...stateful, ...kept },
  },
  domainService: {
    base: 'domainService',
    options: { ...common, aggregates: targets },
    required: ['aggregates'],
  },
  applicationService: {
    base: 'applicationService',
    belongsTo: { option: 'partOf', kinds: ['aggregate'], required: false },
    options: { ...common, partOf: target },
    marks: { useCase: [] },
  },
  commandHandler: {
    belongsTo: { option: 'partOf', kinds: ['aggregate', 'processManager'], required: false },
    options: { ...common, partOf: target },
    marks: { handle: ['command'] },
  },
  decider: {
    options: {
      ...common,
      commands: targets,
      events: targets,
      initial: callback('that gives the state before the first event'),
      decide: callback('of command and state that gives events'),
      evolve: callback('of state and event that gives the next state'),
      id: callback('of the command that gives the identity'),
      isTerminal: callback('of the state that gives true or false'),
      snapshotEvery: count,
      stateVersion: count,
      retry,
      stream: text,
      database: text,
    },
    required: ['commands', 'events', 'initial', 'decide', 'evolve', 'id'],
    marks: { decide: ['command'], evolve: ['event'] },
  },
  eventHandler: {
    belongsTo: { option: 'partOf', kinds: ['aggregate', 'decider'], required: false },
    options: { ...common, partOf: target, stream: text, originStream: text, retry, onFailure: policy },
    marks: { handle: ['event'] },
  },
  repository: {
    base: 'repository',
    belongsTo: { option: 'partOf', kinds: ['aggregate'], required: true },
    options: { ...common, partOf: target },
  },
  projector: {
    belongsTo: { option: 'projection', kinds: ['projection'], required: true },
    options: { ...common, projection: target, aggregates: targets },
    marks: { on: ['event'] },
  },
  queryHandler: {
    belongsTo: { option: 'projection', kinds: ['projection', 'aggregate'], required: false },
    options: { ...common, projection: target },
    marks: { read: ['query'] },
  },
  subscriber: { options: { ...common, stream: text, broker: text, retry }, required: ['stream'] },
  processManager: { options: { ...common, aggregates: targets }, marks: { handle: ['event'] } },
  upcaster: {
    belongsTo: { option: 'event', kinds: ['event', 'command'], required: true },
    options: { ...common, event: target, from: count, to: count },
    required: ['from', 'to'],
  },
  databaseModel: {
    belongsTo: { option: 'partOf', kinds: ['aggregate', 'entity', 'projection'], required: true },
    options: { ...common, partOf: target, table: text, database: text, columns: checkColumns },
  },
};
