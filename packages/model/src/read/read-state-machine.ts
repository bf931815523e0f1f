import type { FieldDocument } from '../document/field-document.js';
import type { StateMachineDocument, TransitionDocument } from '../document/element-document.js';
import { compare } from '../document/compare.js';
import type { AssignmentReading } from '../source/source-documentation.js';

/**
 * The states of a field; undefined for fields that have none.
 *
 * @param assignments - which methods were seen to assign which state.
 */
export function readStateMachine(
  field: FieldDocument,
  assignments: readonly AssignmentReading[],
): StateMachineDocument | undefined {
  if (field.kind !== 'status') return undefined;
  const states = textsIn(field.constraints['choices']);
  const declared = field.constraints['transitions'];
  const own = assignments.filter((assignment) => assignment.field === field.name);
  const initial = typeof field.default === 'string' ? field.default : undefined;
  const common = { field: field.name, states, ...(initial === undefined ? {} : { initial }) };
  if (typeof declared !== 'object' || declared === null || Array.isArray(declared)) {
    return { ...common, final: [], transitions: [], open: true };
  }
  const next = (state: string): readonly string[] => textsIn((declared as Record<string, unknown>)[state]);
  return {
    ...common,
    final: states.filter((state) => next(state).length === 0),
    transitions: states.flatMap((from) => next(from).map((to) => transition(from, to, own))),
  };
}

function transition(from: string, to: string, assignments: readonly AssignmentReading[]): TransitionDocument {
  const methods = assignments
    .filter((each) => each.to === undefined || each.to === to)
    .map(({ method }) => method);
  return { from, to, methods: [...new Set(methods)].sort(compare) };
}

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
