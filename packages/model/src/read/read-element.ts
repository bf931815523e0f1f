import {
  describeElement,
  type ElementSummary,
  type HandlerSummary,
  type InvariantDescriptor as InvariantSummary,
  type JsonValue,
  type RegisteredElement,
  type Registry,
} from '@domainry/core';
import type {
  ElementDocument,
  HandlerDocument,
  InvariantDocument,
  StorageDocument,
} from '../document/element-document.js';
import { compare } from '../document/compare.js';
import type { AssignmentReading, ElementReading } from '../source/source-documentation.js';
import { oneLine } from './first-sentence.js';
import { readDeprecation, readField } from './read-field.js';
import { readMessage } from './read-message.js';
import { readStateMachine } from './read-state-machine.js';

/** What is needed to read an element. */
export interface ElementRequest {
  readonly registry: Registry;
  readonly idOf: (element: RegisteredElement) => string;
  /** What its source says. */
  readonly reading: ElementReading | undefined;
}

/** Options with a place of their own in the document. */
const placed = new Set([
  'version',
  'published',
  'lenient',
  'renamedFrom',
  'eventSourced',
  'snapshotEvery',
  'unique',
  'indexes',
  'database',
]);
const stored = new Set(['aggregate', 'entity', 'projection', 'decider']);

/** One element of the document: what the registry knows, and what its source says. */
export function readElement(element: RegisteredElement, request: ElementRequest): ElementDocument {
  const { registry, idOf, reading } = request;
  const summary = describeElement(registry, element, idOf);
  const documentation = reading?.documentation;
  const description = summary.description ?? oneLine(documentation?.summary);
  const owners = documentation?.owners ?? registry.description.owners ?? [];
  const isMessage = element.type !== undefined;
  const isStored = stored.has(element.kind);
  const fields = summary.fields.map((field) => readField(field, reading?.fields[field.name]));
  const assignments = assignmentsOf(element, request);
  return {
    id: idOf(element),
    kind: element.kind,
    name: element.name,
    ...(description === undefined ? {} : { description }),
    ...(documentation === undefined ? {} : { documentation }),
    ...(reading?.source === undefined ? {} : { source: reading.source }),
    ...(element.isAbstract ? { abstract: true } : {}),
    ...(element.derived === undefined ? {} : { derived: element.derived }),
    ...(summary.deprecated === undefined ? {} : { deprecated: readDeprecation(summary.deprecated) }),
    ...(summary.supersededBy === undefined ? {} : { supersededBy: summary.supersededBy }),
    ...(owners.length === 0 ? {} : { owners }),
    ...(summary.belongsTo === undefined ? {} : { belongsTo: summary.belongsTo }),
    ...(summary.aggregate === undefined ? {} : { aggregate: summary.aggregate }),
    ...(summary.aggregates === undefined ? {} : { aggregates: [...summary.aggregates].sort(compare) }),
    ...(isMessage ? { message: readMessage(element, registry, idOf) } : {}),
    ...(isStored ? { storage: readStorage(summary) } : {}),
    options: withoutPlaced(summary.options, isMessage || isStored),
    fields,
    invariants: summary.invariants.map((rule) => readInvariant(rule, reading)),
    stateMachines: fields.flatMap((field) => readStateMachine(field, assignments) ?? []),
    handlers: summary.handles.map(readHandler).sort(compareHandlers),
    methods: reading?.methods ?? [],
    ...(reading?.tests === undefined ? {} : { tests: reading.tests }),
    suppressions: reading?.suppressions ?? [],
  };
}

/** States that are assigned where an event is applied follow from the methods that raise it. */
function assignmentsOf(
  element: RegisteredElement,
  { registry, idOf, reading }: ElementRequest,
): readonly AssignmentReading[] {
  return (reading?.assignments ?? []).flatMap((assignment) => {
    const applied = element.handles.flatMap(({ by, method, message }) => {
      const event = by === 'apply' && method === assignment.method ? message?.find() : undefined;
      const registered = event && registry.find(event);
      return registered === undefined ? [] : [idOf(registered)];
    });
    const raising = reading!.methods.filter(({ raises }) => applied.some((event) => raises.includes(event)));
    return raising.length === 0 ? [assignment] : raising.map(({ name }) => ({ ...assignment, method: name }));
  });
}

function readInvariant(rule: InvariantSummary, reading: ElementReading | undefined): InvariantDocument {
  const { documentation, source, throws = [] } = reading?.invariants[rule.name] ?? {};
  return {
    ...rule,
    fields: [...rule.fields],
    ...(documentation === undefined ? {} : { documentation }),
    ...(source === undefined ? {} : { source }),
    throws,
  };
}

function readHandler({ method, by, message, everyEvent, options }: HandlerSummary): HandlerDocument {
  const { start, end, correlate, ...others } = options;
  return {
    method,
    by,
    ...(message === undefined ? {} : { message }),
    ...(everyEvent === undefined ? {} : { everyEvent }),
    ...(start === true ? { start } : {}),
    ...(end === true ? { end } : {}),
    ...(typeof correlate === 'string' ? { correlate } : {}),
    options: others,
  };
}

function compareHandlers(one: HandlerDocument, other: HandlerDocument): number {
  return compare(one.method, other.method) || compare(one.message ?? '', other.message ?? '');
}

function readStorage({ storedAs, stream, options }: ElementSummary): StorageDocument {
  const { database, eventSourced, snapshotEvery, unique, indexes } = options;
  return {
    ...(storedAs === undefined ? {} : { storedAs }),
    ...(stream === undefined ? {} : { stream }),
    ...(typeof database === 'string' ? { database } : {}),
    ...(eventSourced === true ? { eventSourced } : {}),
    ...(typeof snapshotEvery === 'number' ? { snapshotEvery } : {}),
    ...(Array.isArray(unique) ? { unique: unique as JsonValue[] } : {}),
    ...(Array.isArray(indexes) ? { indexes: indexes as JsonValue[] } : {}),
  };
}

function withoutPlaced(options: ElementSummary['options'], has: boolean): ElementSummary['options'] {
  return has ? Object.fromEntries(Object.entries(options).filter(([name]) => !placed.has(name))) : options;
}
