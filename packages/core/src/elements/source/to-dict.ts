import type { ClassPlan, PlannedField } from '../class-plan.js';
import type { SourceNames } from './source-names.js';

/** `toDict`: one object literal where every field always has a value. Absent optional values are left out. */
export function toDictSource(plan: ClassPlan, names: SourceNames): string {
  const parts: string[] = [];
  let literal: string[] = [];
  let started = false;
  const flush = (): void => {
    if (!started) parts.push(`const dict = { ${literal.join(', ')} };`);
    else parts.push(...literal.map((entry) => `dict[${entry.replace(': ', '] = ')};`));
    literal = [];
    started = true;
  };
  plan.fields.forEach((field, index) => {
    const key = JSON.stringify(field.descriptor.name);
    const encoded = encodeSource(names, field, index);
    if (field.descriptor.presence !== 'optional' || field.descriptor.kind === 'hasMany') {
      literal.push(`${key}: ${encoded}`);
      return;
    }
    flush();
    parts.push(`if (this[$${index}] !== undefined) dict[${key}] = ${encoded};`);
  });
  flush();
  const body = plan.exchange
    ? '{ return plan.exchange.write(this, options); }'
    : `{ if (options !== undefined) return writeWith(this, options); ${parts.join('\n  ')} return dict; }`;
  // A method of the user's own is left alone; it reaches this one by super.toDict().
  return `[writeDict](options) ${body}\n${plan.overridesToDict ? '' : 'toDict(options) { return this[writeDict](options); }'}`;
}

function encodeSource(names: SourceNames, field: PlannedField, index: number): string {
  const { descriptor } = field;
  const kept = `this[$${index}]`;
  if (descriptor.kind === 'hasMany') return `dictsOf(${kept})`;
  const inline = descriptor.rule.inline?.encode;
  const encoded = inline ? inline(kept, names.ofRule(field, index)) : `R${index}.encode(${kept})`;
  return descriptor.presence === 'nullable' && encoded !== kept
    ? `(${kept} === null ? null : ${encoded})`
    : encoded;
}
