import type { ReportProblem } from '../errors/problem.js';
import type { FieldDescriptor } from '../fields/field.js';
import { suggestName } from '../fields/suggest-name.js';
import { describeInvariant } from '../invariants/check-invariants.js';
import { invariantNotes, type InvariantNote } from '../invariants/invariant.js';
import { notesOf, type AnyClass } from '../metadata.js';
import type { PlannedInvariant } from './class-plan.js';
import type { StatefulKind } from './element-model.js';

const knownOptions = ['message', 'code', 'fields'];

/** Plans the rules of a class, those of base classes first; a method of the same name in a subclass takes the place. */
export function planInvariants(
  kind: StatefulKind | 'service',
  written: AnyClass,
  metadata: object | undefined,
  fields: readonly FieldDescriptor[],
  report: ReportProblem,
): readonly PlannedInvariant[] {
  const planned: PlannedInvariant[] = [];
  for (const [name, { stage, options }] of notesOf<InvariantNote>(written, invariantNotes, metadata)) {
    const method: unknown = (written.prototype as Record<string, unknown>)[name];
    if (typeof method !== 'function') continue;
    checkOptions(name, options, kind === 'service' ? undefined : fields, report);
    if (kind === 'event' || kind === 'command' || kind === 'query' || kind === 'projection') {
      report(
        'INVARIANT_NOT_ALLOWED',
        `a ${kind} has no invariants`,
        'Put the rule into the aggregate, or use validators of fields.',
        name,
      );
      continue;
    }
    if (kind === 'valueObject' && stage === 'pre') {
      report(
        'INVARIANT_NOT_ALLOWED',
        'a value object never changes, so nothing comes before a change',
        'Use @invariant.post.',
        name,
      );
      continue;
    }
    if (method.constructor.name === 'AsyncFunction' || method.constructor.name === 'GeneratorFunction') {
      report(
        'ASYNC_METHOD',
        'an invariant must answer at once',
        'Make it a plain method; look things up before the change.',
        name,
      );
    }
    planned.push({
      descriptor: describeInvariant(name, stage, options),
      method: method as (this: object) => unknown,
    });
  }
  return planned;
}

function checkOptions(
  name: string,
  options: object,
  fields: readonly FieldDescriptor[] | undefined,
  report: ReportProblem,
): void {
  if (typeof options !== 'object' || options === null) {
    report(
      'INVARIANT_OPTION',
      'its argument is neither a sentence nor options',
      'Give a sentence, or { message, code, fields }.',
      name,
    );
    return;
  }
  for (const option of Object.keys(options)) {
    if (knownOptions.includes(option)) continue;
    const meant = suggestName(option, knownOptions);
    report(
      'INVARIANT_OPTION',
      `the option ${option} is unknown`,
      meant ? `Did you mean ${meant}?` : `Options: ${knownOptions.join(', ')}.`,
      name,
    );
  }
  const named: unknown = (options as { fields?: unknown }).fields ?? [];
  if (!Array.isArray(named)) {
    report('INVARIANT_OPTION', 'fields is no array', 'Give an array of names of fields.', name);
    return;
  }
  for (const field of named as string[]) {
    if (fields === undefined || fields.some((known) => known.name === field)) continue;
    const meant = suggestName(
      String(field),
      fields.map((known) => known.name),
    );
    report(
      'INVARIANT_OPTION',
      `it names ${String(field)}, which is no field`,
      meant ? `Did you mean ${meant}?` : 'Name fields of the class.',
      name,
    );
  }
}
