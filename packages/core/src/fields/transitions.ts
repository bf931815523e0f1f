import type { EnumMembers } from './enum-members.js';
import type { ReportOption } from './field.js';

/**
 * Which states of a status may follow which, as written in its descriptor: by the state as text, the values of the next
 * ones. A state that is missing is final.
 */
export type Transitions = Readonly<Record<string, readonly (string | number)[]>>;

/**
 * Whether a status may go from one state to another. Staying needs to be allowed too: a state follows itself only where
 * it is listed. Without transitions, and from no state at all, everything is allowed.
 *
 * @param constraints - of the descriptor of the field.
 */
export function canTransition(
  constraints: Readonly<Record<string, unknown>>,
  from: unknown,
  to: unknown,
): boolean {
  const transitions = constraints['transitions'] as Transitions | undefined;
  if (transitions === undefined || from === undefined || from === null) return true;
  return transitions[String(from as string | number)]?.includes(to as string | number) ?? false;
}

/** Brings transitions, written with values or names of the enum, to values; reports states that do not exist. */
export function readTransitions(given: unknown, members: EnumMembers, report: ReportOption): Transitions {
  const transitions: Record<string, readonly (string | number)[]> = Object.create(null) as typeof transitions;
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    report('transitions', 'transitions is no map', 'Give an object: { Draft: [next states] }.');
    return transitions;
  }
  const read = (state: unknown): (string | number)[] => {
    const value =
      typeof state === 'string' || typeof state === 'number' ? members.byName.get(String(state)) : undefined;
    if (value !== undefined) return [value];
    report(
      'transitions',
      `transitions name a state that does not exist: ${String(state)}`,
      `States: ${members.values.join(', ')}.`,
    );
    return [];
  };
  for (const [from, next] of Object.entries(given)) {
    if (!Array.isArray(next)) {
      report(
        'transitions',
        `the states that follow ${from} are no array`,
        `Give an array: { ${from}: […] }.`,
      );
      continue;
    }
    for (const state of read(from)) {
      transitions[String(state)] = Object.freeze([
        ...new Set([...(transitions[String(state)] ?? []), ...next.flatMap(read)]),
      ]);
    }
  }
  return Object.freeze(transitions);
}
