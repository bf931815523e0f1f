import type { JsonValue } from '@domainry/core';
import type {
  ElementDocument,
  InvariantDocument,
  StateMachineDocument,
} from '../document/element-document.js';
import type { Comparison } from './comparison.js';
import type { ElementPair } from './compare-contracts.js';
import { bothWays, narrowed, widened } from './compatibility.js';

/** Compares the invariants of elements, and which state may follow which. */
export function compareRules(comparison: Comparison, pair: ElementPair): void {
  compareInvariants(comparison, pair);
  compareMachines(comparison, pair);
}

function compareInvariants(comparison: Comparison, { before, after }: ElementPair): void {
  const old = new Map(before.invariants.map((rule) => [rule.name, rule]));
  for (const rule of after.invariants) {
    const former = old.get(rule.name);
    old.delete(rule.name);
    const path = `${after.id}.${rule.name}`;
    if (former === undefined) {
      comparison.tellOf(after, {
        code: 'INVARIANT_ADDED',
        path,
        kind: 'added',
        impact: isRequest(after) ? 'breaking' : 'safe',
        direction: narrowed,
        why: isRequest(after)
          ? 'What others send may be refused by it.'
          : 'What is stored is read without it, and is held to it from its next change on.',
        fix: 'Tell those who send it, or let the handler judge instead.',
        after: rule.message,
      });
    } else compareInvariant(comparison, after, former, rule);
  }
  for (const rule of old.values()) {
    comparison.tellOf(after, {
      code: 'INVARIANT_REMOVED',
      path: `${after.id}.${rule.name}`,
      kind: 'removed',
      impact: 'safe',
      direction: widened,
      why: 'Whoever relied on it may meet what it kept out.',
      before: rule.message,
    });
  }
}

function compareInvariant(
  comparison: Comparison,
  element: ElementDocument,
  before: InvariantDocument,
  after: InvariantDocument,
): void {
  const path = `${element.id}.${after.name}`;
  if (before.code !== after.code) {
    comparison.tellOf(element, {
      code: 'INVARIANT_CODE_CHANGED',
      path,
      impact: 'breaking',
      direction: { ...bothWays, forward: false, elsewhere: false },
      why: 'Callers who act on the code of the error do not recognise it.',
      fix: `Keep the code ${before.code}.`,
      before: before.code,
      after: after.code,
    });
  }
  const [old, now] = [worded(before), worded(after)];
  if (JSON.stringify(old) === JSON.stringify(now)) return;
  comparison.tellOf(element, {
    code: 'INVARIANT_CHANGED',
    path,
    impact: 'informational',
    why: 'It is told in other words, checked at another stage, or blames other fields.',
    before: old,
    after: now,
  });
}

function worded({ message, stage, fields }: InvariantDocument): JsonValue {
  return { message, stage, fields: [...fields] };
}

function compareMachines(comparison: Comparison, { before, after }: ElementPair): void {
  for (const machine of after.stateMachines) {
    const former = before.stateMachines.find(({ field }) => field === machine.field);
    if (former === undefined) continue;
    const path = `${after.id}.${machine.field}`;
    if (former.open !== machine.open) {
      const isOpen = machine.open === true;
      comparison.tellOf(after, {
        code: isOpen ? 'TRANSITIONS_OPENED' : 'TRANSITIONS_DECLARED',
        path,
        impact: isOpen ? 'safe' : 'breaking',
        direction: isOpen ? widened : narrowed,
        why: isOpen
          ? 'Steps that were refused are allowed.'
          : 'Steps that were allowed are refused, unless they are declared.',
        fix: 'Declare the steps that are taken today.',
      });
    } else if (machine.open !== true) compareTransitions(comparison, after, path, former, machine);
  }
}

function compareTransitions(
  comparison: Comparison,
  element: ElementDocument,
  path: string,
  before: StateMachineDocument,
  after: StateMachineDocument,
): void {
  const [old, now] = [stepsOf(before), stepsOf(after)];
  for (const step of now) {
    if (old.includes(step)) continue;
    comparison.tellOf(element, {
      code: 'TRANSITION_ADDED',
      path,
      kind: 'added',
      impact: 'safe',
      direction: widened,
      why: 'A step that was refused is allowed.',
      after: step,
    });
  }
  for (const step of old) {
    if (now.includes(step)) continue;
    comparison.tellOf(element, {
      code: 'TRANSITION_REMOVED',
      path,
      kind: 'removed',
      impact: 'breaking',
      direction: narrowed,
      why: 'A step that was allowed is refused; what is in that state today may be stuck in it.',
      fix: 'Keep the step until nothing is in that state any more.',
      before: step,
    });
  }
}

function stepsOf({ transitions }: StateMachineDocument): readonly string[] {
  return transitions.map(({ from, to }) => `${from} → ${to}`);
}

function isRequest({ kind }: ElementDocument): boolean {
  return kind === 'command' || kind === 'query';
}
