import type { DomainSummary, ElementSummary, FieldSummary } from '@domainry/core';
import { table } from './table.js';

/** What a registry knows of its domain, in short: elements with their fields, rules, and the ways of a status. */
export function reportModel({ counts, elements }: DomainSummary): readonly string[] {
  const kinds = Object.entries(counts).map(([kind, count]) => `${kind} ${count}`);
  return [
    `  ${kinds.join(' · ')}`,
    '',
    ...table(elements.map(element)),
    '',
    '  Rules',
    ...table(elements.flatMap(rules)),
    '',
    '  Transitions',
    ...table(elements.flatMap(({ name, fields }) => fields.flatMap((field) => transitions(name, field)))),
  ];
}

function element({ kind, name, belongsTo, aggregates, fields }: ElementSummary): string[] {
  const parts = aggregates === undefined ? fields.map(written) : [`works on ${aggregates.join(', ')}`];
  return [kind, belongsTo === undefined ? name : `${name} of ${belongsTo}`, parts.join(', ')];
}

/** `balance: float`, `overdraftLimit?: float`, `amount: Money`, `cards: many Card`. */
function written({ name, kind, presence, target }: FieldSummary): string {
  const optional = presence === 'required' || kind === 'hasMany' ? '' : '?';
  const nested = { valueObject: target, hasMany: `many ${target}`, reference: `identity of ${target}` };
  return `${name}${optional}: ${kind in nested ? nested[kind as keyof typeof nested] : kind}`;
}

function rules({ name, invariants }: ElementSummary): string[][] {
  return invariants.map(({ stage, message }) => [name, stage, message]);
}

function transitions(element: string, { name, constraints }: FieldSummary): string[][] {
  const next = constraints['transitions'] as Readonly<Record<string, readonly string[]>> | undefined;
  if (next === undefined) return [];
  const states = constraints['choices'] as readonly string[];
  return states.map((state) => [
    `${element}.${name}`,
    state,
    next[state] === undefined ? 'final' : `→ ${next[state].join(', ')}`,
  ]);
}
