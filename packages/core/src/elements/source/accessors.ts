import { isMutable, type ClassPlan, type PlannedField } from '../class-plan.js';
import type { SourceNames } from './source-names.js';

/** The accessor of a field: reads the slot; writes it as part of a change. */
export function accessorSource(
  plan: ClassPlan,
  names: SourceNames,
  field: PlannedField,
  index: number,
): string {
  const name = `[${JSON.stringify(field.descriptor.name)}]`;
  return `get ${name}() { ${readSource(field, index)} }
set ${name}(value) { ${writeSource(plan, names, field, index)} }`;
}

function readSource({ descriptor }: PlannedField, index: number): string {
  if (descriptor.rule.show === undefined) return `return this[$${index}];`;
  return `const kept = this[$${index}]; return kept === undefined || kept === null ? kept : R${index}.show(kept);`;
}

function writeSource(plan: ClassPlan, names: SourceNames, field: PlannedField, index: number): string {
  const { descriptor } = field;
  if (!isMutable(plan.kind)) return `assignImmutable(this, P${index}, value);`;
  if (descriptor.kind === 'hasMany') return `assignChildren(this, P${index}, value);`;
  if (descriptor.readOnly) return `assignReadOnly(this, P${index}, value);`;
  const sourced =
    plan.eventSourcing === undefined
      ? ''
      : `if (applying.root !== this && ownsProperty(this, beforeSlot)) refuseUnapplied(this, ${JSON.stringify(descriptor.name)});`;
  if (descriptor.kind === 'hasOne') return `${sourced} assignChild(this, P${index}, value);`;
  const slot = `$${index}`;
  const transition =
    descriptor.constraints['transitions'] === undefined
      ? ''
      : `requireTransition(this, F${index}, this[${slot}], kept);`;
  // A status that is assigned to itself is a transition, which its rules may not allow.
  const unchanged = transition === '' ? `if (kept === this[${slot}]) return;` : '';
  return `${sourced}
  ${acceptSource(names, field, index)}
  ${transition}
  ${journalSource(plan, descriptor.name, slot, unchanged)}
  this[${slot}] = kept;`;
}

function acceptSource(names: SourceNames, field: PlannedField, index: number): string {
  const { presence, rule } = field.descriptor;
  const ofRule = names.ofRule(field, index);
  const absent =
    presence === 'optional' ? 'value === undefined' : presence === 'nullable' ? 'value === null' : undefined;
  const slow = `kept = acceptAssigned(this, F${index}, value); if (kept === IGNORED) return;`;
  const steps: string[] = [];
  if (rule.inline)
    steps.push(
      `if (${rule.inline.test('value', ofRule)}) kept = ${rule.inline.keep?.('value', ofRule) ?? 'value'};`,
    );
  if (absent) steps.push(`if (${absent}) kept = value;`);
  steps.push(steps.length === 0 ? slow : `{ ${slow} }`);
  return `let kept; ${steps.join(' else ')}`;
}

function journalSource(
  { kind, invariants }: ClassPlan,
  name: string,
  slot: string,
  unchanged: string,
): string {
  const hasPre = invariants.some(({ descriptor }) => descriptor.stage === 'pre');
  const root = kind === 'aggregate' || kind === 'projection' ? 'this' : 'root';
  const direct =
    root === 'this' && !hasPre
      ? `if (this[changeSlot] === OPEN) this[beforeSlot] = this[changeSlot] = new Before(this, OPEN); else`
      : '';
  return `if (this[beforeSlot] === undefined) {
    ${unchanged}
    ${root === 'root' ? 'const root = rootOf(this);' : ''}
    if (${root}[changeSlot] === undefined) { assignOutside(this, ${slot}, kept, ${JSON.stringify(name)}); return; }
    ${direct} touch(this, ${root});
  }`;
}
