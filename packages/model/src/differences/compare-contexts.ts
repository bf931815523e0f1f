import type { JsonValue } from '@domainry/core';
import type { Comparison } from './comparison.js';
import type { ChangeCode } from './change-codes.js';

/** Compares what is said of the context as a whole: relationships, owners, words, decisions. Nothing of it breaks. */
export function compareContexts(comparison: Comparison): void {
  const { before, after } = comparison;
  const path = after.context.name;
  const note = (code: ChangeCode, why: string, old: JsonValue, now: JsonValue): void => {
    if (JSON.stringify(old) === JSON.stringify(now)) return;
    comparison.tell({ code, path, impact: 'informational', why, before: old, after: now });
  };
  note(
    'DESCRIPTION_CHANGED',
    'Its meaning is told in other words.',
    before.context.description ?? null,
    after.context.description ?? null,
  );
  note('OWNERS_CHANGED', 'Others answer for it.', [...before.context.owners], [...after.context.owners]);
  compareLists(
    comparison,
    before.context.relationships.map(({ to, ...rest }) => ({ name: to, content: { ...rest } })),
    after.context.relationships.map(({ to, ...rest }) => ({ name: to, content: { ...rest } })),
    { added: 'RELATIONSHIP_ADDED', removed: 'RELATIONSHIP_REMOVED', changed: 'RELATIONSHIP_CHANGED' },
  );
  compareLists(
    comparison,
    before.glossary.map(({ name, definition }) => ({ name, content: definition ?? null })),
    after.glossary.map(({ name, definition }) => ({ name, content: definition ?? null })),
    { added: 'TERM_ADDED', removed: 'TERM_REMOVED', changed: 'TERM_CHANGED' },
  );
  const known = new Set(before.decisions.map(({ id }) => id));
  for (const { id, title } of after.decisions) {
    if (known.has(id)) continue;
    comparison.tell({
      code: 'DECISION_ADDED',
      path,
      kind: 'added',
      impact: 'informational',
      why: 'It was decided.',
      after: `${id}: ${title}`,
    });
  }
}

interface Named {
  readonly name: string;
  readonly content: JsonValue;
}

function compareLists(
  comparison: Comparison,
  before: readonly Named[],
  after: readonly Named[],
  codes: Readonly<Record<'added' | 'removed' | 'changed', ChangeCode>>,
): void {
  const path = comparison.after.context.name;
  const left = new Map(before.map((each) => [each.name, each.content]));
  for (const { name, content } of after) {
    const former = left.get(name);
    const isKnown = left.delete(name);
    if (isKnown && JSON.stringify(former) === JSON.stringify(content)) continue;
    comparison.tell({
      code: isKnown ? codes.changed : codes.added,
      path,
      kind: isKnown ? 'changed' : 'added',
      impact: 'informational',
      why: isKnown ? `${name} is told in another way.` : `${name} is new here.`,
      ...(isKnown ? { before: former ?? null } : {}),
      after: isKnown ? content : name,
    });
  }
  for (const name of left.keys()) {
    comparison.tell({
      code: codes.removed,
      path,
      kind: 'removed',
      impact: 'informational',
      why: `${name} is not named any more.`,
      before: name,
    });
  }
}
