import type { BodyFacts, CallOfCode } from './body-facts.js';
import { alternativesOf, type Code, type KnownValue } from './known-value.js';

/** How many calls are followed: functions that call each other often would be followed in every combination. */
const most = 1000;

/** A field that is assigned, and the text; without `to`, it may be any. */
export interface Assignment {
  readonly field: string;
  readonly to?: string;
}

/**
 * What a function assigns to fields of its element, by itself and by others that it calls: `this.#become('placed')` assigns
 * the text that is given.
 */
export function assignedStates(of: Code, factsOf: (code: Code) => BodyFacts): readonly Assignment[] {
  const found = new Map<string, Assignment>();
  const open = new Set<object>();
  let followed = 0;
  const collect = ({ code, given }: CallOfCode): void => {
    if (code.owner !== of.owner || open.has(code.node) || followed >= most) return;
    followed += 1;
    open.add(code.node);
    const facts = factsOf(code);
    for (const { field, value } of facts.assignments) {
      for (const assignment of textsOf(field, filled(value, given))) {
        found.set(`${assignment.field} ${assignment.to ?? ''}`, assignment);
      }
    }
    for (const call of facts.calls) {
      collect({ code: call.code, given: call.given.map((value) => filled(value, given)) });
    }
    open.delete(code.node);
  };
  collect({ code: of, given: [] });
  return [...found.values()];
}

/** A value, with what was given in the place of parameters. */
function filled(
  value: KnownValue | undefined,
  given: readonly (KnownValue | undefined)[],
): KnownValue | undefined {
  if (value?.is === 'either') {
    const of = value.of.flatMap((each) => alternativesOf(filled(each, given)));
    // Of several values, one that is not known may be any.
    return of.length < value.of.length ? undefined : { is: 'either', of };
  }
  return value?.is === 'parameter' ? (given[value.at] ?? value.of) : value;
}

function textsOf(field: string, value: KnownValue | undefined): readonly Assignment[] {
  const values = alternativesOf(value);
  if (values.length === 0) return [{ field }];
  return values.map((each) => (each.is === 'text' ? { field, to: each.value } : { field }));
}
