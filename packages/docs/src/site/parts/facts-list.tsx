import type { ComponentChildren, VNode } from 'preact';

/** A fact that may be missing; then it is not shown. */
export type Fact = readonly [term: string, value: ComponentChildren | undefined];

/** Short facts, each with its name. */
export function FactsList({ facts }: { facts: readonly Fact[] }): VNode {
  const known = facts.filter(([, value]) => value !== undefined && value !== '');
  if (known.length === 0) return <></>;
  return (
    <dl class="facts">
      {known.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Texts of one kind, one below the other. */
export function Points({ items }: { items: readonly ComponentChildren[] }): VNode {
  return (
    <ul class="points">
      {items.map((item, index) => (
        // They are written once and never reordered.
        <li key={index}>{item}</li>
      ))}
    </ul>
  );
}
