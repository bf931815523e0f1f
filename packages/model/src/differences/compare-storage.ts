import type { StorageDocument } from '../document/element-document.js';
import type { Comparison } from './comparison.js';
import type { ElementPair } from './compare-contracts.js';
import { narrowed, neitherWay, widened } from './compatibility.js';

const places = [
  ['storedAs', 'table or collection'],
  ['stream', 'stream category'],
  ['database', 'database'],
] as const satisfies readonly (readonly [keyof StorageDocument, string])[];

/** Compares where and how elements are kept. */
export function compareStorage(comparison: Comparison, { before, after }: ElementPair): void {
  const [old, now] = [before.storage ?? {}, after.storage ?? {}];
  for (const [part, what] of places) {
    if (old[part] === now[part]) continue;
    comparison.tellOf(after, {
      code: 'STORED_ELSEWHERE',
      path: after.id,
      impact: comparison.options.allowUnversioned === true ? 'informational' : 'breaking',
      direction: neitherWay,
      why: `Its ${what} is another: what is stored is not found any more.`,
      fix: `Keep the former one with the option ${part}, or move what is stored.`,
      before: old[part] ?? null,
      after: now[part] ?? null,
    });
  }
  if (old.eventSourced !== now.eventSourced) {
    comparison.tellOf(after, {
      code: 'EVENT_SOURCING_CHANGED',
      path: after.id,
      impact: comparison.options.allowUnversioned === true ? 'informational' : 'breaking',
      direction: neitherWay,
      why:
        now.eventSourced === true
          ? 'Its state follows from events now, and what is stored is rows.'
          : 'Its state is kept as rows now, and what is stored is events.',
      fix: 'Move what is stored, or model the new one beside it.',
    });
  }
  compareUniqueness(comparison, { before, after });
}

function compareUniqueness(comparison: Comparison, { before, after }: ElementPair): void {
  const [old, now] = [keysOf(before.storage), keysOf(after.storage)];
  for (const key of now) {
    if (old.includes(key)) continue;
    comparison.tellOf(after, {
      code: 'UNIQUENESS_ADDED',
      path: after.id,
      kind: 'added',
      impact: comparison.options.allowUnversioned === true ? 'informational' : 'breaking',
      direction: narrowed,
      why: 'What is stored may hold the same values twice.',
      fix: 'Look for values that are stored twice, and settle them first.',
      after: JSON.parse(key),
    });
  }
  for (const key of old) {
    if (now.includes(key)) continue;
    comparison.tellOf(after, {
      code: 'UNIQUENESS_REMOVED',
      path: after.id,
      kind: 'removed',
      impact: 'safe',
      direction: widened,
      why: 'Two may have the same values now.',
      before: JSON.parse(key),
    });
  }
}

function keysOf(storage: StorageDocument | undefined): readonly string[] {
  return (storage?.unique ?? []).map((key) => JSON.stringify(key));
}
