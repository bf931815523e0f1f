import type { TestDocument } from '@domainry/model';

/** `An account › goes down to its limit`. */
export function titleOf({ title }: TestDocument): string {
  return title.join(' › ');
}

/** What of an element a test names, in words; empty for the element as a whole. */
export function aboutOf({ member, transition, by }: TestDocument): string {
  if (transition !== undefined) return `${member}: ${transition.from} → ${transition.to}`;
  return member ?? (by === 'use' ? 'makes one' : '');
}
