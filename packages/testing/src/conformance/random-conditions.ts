import type { Predicate } from '@domainry/core/ports';
import { cases } from './lookup-cases.js';
import { compare } from './state-records.js';

const atoms: readonly Predicate[] = [
  ...Object.values(cases).flatMap((group) =>
    group.map(([path, lookup, value]) => compare(path, lookup, value)),
  ),
  { kind: 'compareFields', path: ['count'], lookup: 'lte', other: ['limit'] },
  { kind: 'compareFields', path: ['count'], lookup: 'equals', other: ['limit'] },
  { kind: 'members', path: ['lines'], quantifier: 'some', part: compare('quantity', 'gt', 1) },
  { kind: 'members', path: ['lines'], quantifier: 'none', part: compare('quantity', 'isNull', true) },
  { kind: 'members', path: ['prices'], quantifier: 'every', part: compare('currency', 'equals', 'EUR') },
];

/** Conditions put together by lot, the same each time: two or three levels of and, or and not over look-ups. */
export function randomConditions(count: number): readonly Predicate[] {
  const random = numbersFrom(20_300_101);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  const build = (depth: number): Predicate => {
    const kind = depth === 0 ? 'atom' : pick(['and', 'or', 'not', 'atom'] as const);
    if (kind === 'atom') return pick(atoms);
    if (kind === 'not') return { kind, part: build(depth - 1) };
    const parts = Array.from({ length: 2 + Math.floor(random() * 2) }, () => build(depth - 1));
    return { kind, parts };
  };
  return Array.from({ length: count }, () => ({ kind: 'not', part: build(3) }));
}

/** Numbers from 0 to 1 that look like random ones (mulberry32). */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
