import {
  clusterOf,
  eventsOf,
  reachOf,
  type ElementDocument,
  type FieldDocument,
  type InvariantDocument,
  type Landscape,
  type Step,
} from '@domainry/model';
import { conditionsOf } from './constraints.js';

/** Everything that may keep a command from being done, by when it shows. */
export interface CommandRisks {
  /** Fields of the command, and of what it holds, that refuse values: it can not be built. */
  readonly malformed: readonly FieldRisk[];
  /** Rules of the values it holds: it can not be built either. */
  readonly inValues: readonly RuleRisk[];
  /** Rules that are checked before anything changes. */
  readonly before: readonly RuleRisk[];
  /** Steps from state to state that have to be allowed. */
  readonly states: readonly StateRisk[];
  /** Rules that have to hold afterwards. */
  readonly after: readonly RuleRisk[];
  /** Fields, of what is changed or raised on the way, that refuse values. */
  readonly values: readonly FieldRisk[];
  /** Errors that methods throw. */
  readonly thrown: readonly ThrownRisk[];
}

/** A field that refuses some values. */
export interface FieldRisk {
  readonly element: ElementDocument;
  readonly field: FieldDocument;
  /** What a value has to be. */
  readonly conditions: readonly string[];
}

/** A rule that may be broken. */
export interface RuleRisk {
  readonly element: ElementDocument;
  readonly invariant: InvariantDocument;
}

/** A change of state that is possible from some states only. */
export interface StateRisk {
  readonly element: ElementDocument;
  readonly field: string;
  readonly method: string;
  /** States it is possible from. */
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** An error that a method throws. */
export interface ThrownRisk {
  readonly step: Step;
  readonly error: string;
  readonly message?: string;
}

/**
 * What may go wrong when a command is processed. Where reading the sources told which methods it reaches, it is those
 * that count, and what they change; otherwise it is everything of the aggregate the command belongs to.
 */
export function commandRisks(landscape: Landscape, command: ElementDocument): CommandRisks {
  const steps = reachOf(landscape, command);
  const owners = ownersOf(landscape, command, steps);
  const held = valuesIn(landscape, command);
  const rules = rulesOf(owners.filter((element) => !held.includes(element)));
  return {
    malformed: [command, ...held].flatMap((element) => fieldRisks(element, element.fields)),
    inValues: rulesOf([command, ...held]),
    before: rules.filter(({ invariant }) => invariant.stage === 'pre'),
    states: owners.flatMap((element) => stateRisks(element, steps)),
    after: rules.filter(({ invariant }) => invariant.stage !== 'pre'),
    values: [
      ...owners.flatMap((element) => fieldRisks(element, changedFields(element, steps))),
      ...eventsOf(landscape, command).flatMap((event) => fieldRisks(event, event.fields.map(given))),
    ],
    thrown: thrownBy(steps, rules),
  };
}

/** How many ways there are. */
export function countRisks(risks: CommandRisks): number {
  return Object.values(risks).reduce((sum: number, list: readonly unknown[]) => sum + list.length, 0);
}

/** What is changed, or decides, on the way: aggregates with their clusters, and domain services. */
function ownersOf(
  landscape: Landscape,
  command: ElementDocument,
  steps: readonly Step[],
): readonly ElementDocument[] {
  const reached = steps.map(({ element }) => element);
  const isKnown = reached.some(({ kind }) => kind === 'aggregate' || kind === 'domainService');
  const own = command.aggregate === undefined ? undefined : landscape.find(command.aggregate);
  const start = isKnown || own === undefined ? reached : [...reached, own];
  const whole = start.flatMap((element) =>
    element.kind === 'aggregate' ? [element, ...membersOf(landscape, element)] : [element],
  );
  return [...new Set(whole)].filter((element) => element !== command);
}

/** Value objects that an element holds, and those that they hold. */
function valuesIn(landscape: Landscape, element: ElementDocument): readonly ElementDocument[] {
  const found: ElementDocument[] = [];
  const waiting = [...element.fields];
  for (const { target, items } of waiting) {
    if (items !== undefined) waiting.push(items);
    const value = target === undefined ? undefined : landscape.find(target);
    if (value?.kind !== 'valueObject' || found.includes(value)) continue;
    found.push(value);
    waiting.push(...value.fields);
  }
  return found;
}

function rulesOf(elements: readonly ElementDocument[]): readonly RuleRisk[] {
  return elements.flatMap((element) => element.invariants.map((invariant) => ({ element, invariant })));
}

function membersOf(landscape: Landscape, aggregate: ElementDocument): readonly ElementDocument[] {
  return clusterOf(landscape, aggregate).filter(({ kind }) => kind === 'entity' || kind === 'valueObject');
}

function fieldRisks(element: ElementDocument, fields: readonly FieldDocument[]): readonly FieldRisk[] {
  return fields.flatMap((field) => {
    const conditions = conditionsOf(field);
    return conditions.length === 0 ? [] : [{ element, field, conditions }];
  });
}

/** What has to be there is there already; what is left are the bounds of what changes. */
function changedFields(element: ElementDocument, steps: readonly Step[]): readonly FieldDocument[] {
  const changed = new Set(methodsOf(element, steps).flatMap(({ changes }) => changes));
  return element.fields
    .filter(({ name, constraints }) => changed.has(name) && constraints['choices'] === undefined)
    .map(given);
}

/** A field whose value the code gives: only what it may be can go wrong. */
function given(field: FieldDocument): FieldDocument {
  return { ...field, presence: 'defaulted' };
}

function stateRisks(element: ElementDocument, steps: readonly Step[]): readonly StateRisk[] {
  const names = new Set(methodsOf(element, steps).map(({ name }) => name));
  return element.stateMachines.flatMap(({ field, transitions, open }) =>
    open === true
      ? []
      : [...names].flatMap((method) => {
          const possible = transitions.filter(({ methods }) => methods.includes(method));
          if (possible.length === 0) return [];
          const from = [...new Set(possible.map((each) => each.from))];
          const to = [...new Set(possible.map((each) => each.to))];
          return [{ element, field, method, from, to }];
        }),
  );
}

function methodsOf(element: ElementDocument, steps: readonly Step[]): ElementDocument['methods'] {
  const names = new Set(steps.flatMap((step) => (step.element === element ? (step.method ?? []) : [])));
  return element.methods.filter(({ name }) => names.has(name));
}

/** What rules throw is told with the rules, once. */
function thrownBy(steps: readonly Step[], rules: readonly RuleRisk[]): readonly ThrownRisk[] {
  const known = new Set(rules.flatMap(({ invariant }) => invariant.throws.map(({ error }) => error)));
  return steps.flatMap((step) =>
    step.element.methods
      .filter(({ name }) => name === step.method)
      .flatMap(({ throws }) => throws)
      .filter(({ error }) => !known.has(error))
      .map(({ error, message }) => ({ step, error, ...(message === undefined ? {} : { message }) })),
  );
}
