import { isMutable, type ClassPlan, type PlannedField } from '../class-plan.js';
import { isGenerated } from '../construct.js';
import { hasStaticDefault, type SourceNames } from './source-names.js';

/** What the constructor does: one straight pass over the fields, with the common case of each inline. */
export function constructSource(plan: ClassPlan, names: SourceNames): string {
  const fields = plan.fields;
  const hasAssociations = fields.some(({ descriptor }) => isAssociation(descriptor.kind));
  const finish = finishSource(plan);
  return `function construct(self, input) {
  ${shadowSource(plan)}
  if (input === HYDRATING) {
    ${fields.map((_, index) => `self[$${index}] = undefined;`).join(' ')}
    ${slotsSource(plan)}
    return;
  }
  ${plan.eventSourcing !== undefined && plan.lifecycle === undefined ? `refuseConstruction(${JSON.stringify(plan.name)});` : ''}
  if (input === undefined) input = nothing;
  else if (typeof input !== 'object' || input === null) throw refuseInput(${JSON.stringify(plan.name)}, input);
  let inspection;
  ${fields.map((field, index) => valueSource(plan, names, field, index)).join('\n  ')}
  let keys = 0;
  for (const _ in input) keys++;
  if (Object.getPrototypeOf(input) !== Object.prototype || keys !== ${fields.map((_, index) => `(g${index} === undefined ? 0 : 1)`).join(' + ') || '0'}) reportUnknownKeys(plan, input, inspection ??= new Inspection(${JSON.stringify(plan.name)}, 'code'));
  if (inspection !== undefined && inspection.violations.length !== 0) { ${refusedSource(plan)} throw invalid(self, inspection.violations); }
  ${fields.map((field, index) => storeSource(field, index)).join('\n  ')}
  ${slotsSource(plan)}
  ${hasAssociations ? `try { ${attachSource(fields)} ${finish} } catch (error) { releaseChildren(self, plan); throw error; }` : finish}
}`;
}

function shadowSource(plan: ClassPlan): string {
  const names = JSON.stringify(plan.fields.map(({ descriptor }) => descriptor.name));
  const removals = plan.fields
    .map(({ descriptor }) => JSON.stringify(descriptor.name))
    .toReversed()
    .map(
      (name) =>
        `if (self[${name}] !== undefined) throw initialised(${JSON.stringify(plan.name)}, ${name}); delete self[${name}];`,
    );
  return `if (shadowing !== 'none') {
    shadowing ??= meetFirstInstance(plan, self);
    if (shadowing === 'fields') { ${removals.join(' ')} }
    else if (shadowing === 'mixed') removeMixedShadows(self, ${names});
  }`;
}

/** `g0` is what was given, `v0` what is kept. */
function valueSource(plan: ClassPlan, names: SourceNames, field: PlannedField, index: number): string {
  const { descriptor } = field;
  const given = `g${index}`;
  const read = `const ${given} = input[${JSON.stringify(descriptor.name)}];`;
  const slow = `acceptField(F${index}, ${given}, inspection ??= new Inspection(${JSON.stringify(plan.name)}, 'code'))`;
  const inline = descriptor.rule.inline;
  let value = slow;
  if (inline) {
    const ofRule = names.ofRule(field, index);
    value = `(${inline.test(given, ofRule)}) ? ${inline.keep?.(given, ofRule) ?? given} : ${slow}`;
  }
  return `${read} const v${index} = ${absentSource(field, index)}${value};`;
}

function absentSource(field: PlannedField, index: number): string {
  const { descriptor } = field;
  const absent = `g${index} === undefined ? `;
  if (isGenerated(descriptor)) return `${absent}env.newId() : `;
  if (descriptor.presence === 'optional' || descriptor.kind === 'hasMany') return `${absent}undefined : `;
  if (descriptor.presence === 'nullable') return `(g${index} === undefined || g${index} === null) ? null : `;
  return hasStaticDefault(field) ? `${absent}D${index} : ` : '';
}

function storeSource({ descriptor }: PlannedField, index: number): string {
  if (descriptor.kind !== 'hasMany') return `self[$${index}] = v${index};`;
  return `self[$${index}] = new Children(self, ${JSON.stringify(descriptor.name)}, admitTo(self, F${index}));`;
}

/** Slots beside those of the fields; always in this order, so that all instances have one shape. */
function slotsSource({ kind, lifecycle }: ClassPlan): string {
  const slots: string[] = [];
  if (isMutable(kind)) slots.push('self[changeSlot] = undefined;', 'self[beforeSlot] = undefined;');
  if (kind === 'aggregate')
    slots.push(
      'self[eventsSlot] = undefined;',
      'self[versionSlot] = -1;',
      'self[changesSlot] = 0;',
      'self[storedSlot] = undefined;',
    );
  if (kind === 'entity') slots.push('self[ownerSlot] = undefined;');
  if (lifecycle !== undefined) slots.push('self[discardedSlot] = false;');
  return slots.join(' ');
}

function refusedSource({ fields, instanceChecks }: ClassPlan): string {
  if (instanceChecks.length === 0) return '';
  return `checkRefused(plan, input, [${fields.map((_, index) => `v${index}`).join(', ')}], inspection);`;
}

function attachSource(fields: readonly PlannedField[]): string {
  return fields
    .map(({ descriptor }, index) => {
      if (descriptor.kind === 'hasMany')
        return `if (v${index} !== undefined) Children.fill(self[$${index}], v${index});`;
      if (descriptor.kind !== 'hasOne') return '';
      return `if (v${index} != null) attach(v${index}, self, ${JSON.stringify(descriptor.name)}, false);`;
    })
    .join(' ');
}

function finishSource(plan: ClassPlan): string {
  const created = plan.lifecycle === undefined ? '' : 'raiseCreated(self, plan.lifecycle);';
  if (plan.hasDefaultsHook || plan.instanceChecks.length > 0) return `complete(self, plan); ${created}`;
  if (!plan.invariants.some(({ descriptor }) => descriptor.stage === 'post')) return created;
  const mutable = isMutable(plan.kind);
  return `${mutable ? 'self[changeSlot] = CHECKING;' : ''}
  const found = self[checkPost](undefined);
  ${mutable ? 'self[changeSlot] = undefined;' : ''}
  if (found !== undefined) throw invalid(self, found);
  ${created}`;
}

function isAssociation(kind: string): boolean {
  return kind === 'hasOne' || kind === 'hasMany';
}
