import type { ReportProblem } from '../errors/problem.js';
import { suggestName } from '../fields/suggest-name.js';
import { elementKinds, type ElementKind } from './element-kinds.js';

/** Reports options of an element that are unknown, of the wrong type, or missing. */
export function checkOptions(
  kind: ElementKind,
  options: Readonly<Record<string, unknown>>,
  report: ReportProblem,
): void {
  const { options: known, belongsTo, required = [] } = elementKinds[kind];
  for (const [option, value] of Object.entries(options)) {
    if (option === belongsTo?.option && value === undefined) {
      report(
        'REFERENCE_UNDEFINED',
        `${option} is undefined: a circular import has left the class without a value`,
        `Refer to it lazily, ${option}: () => TheClass, or by its name.`,
      );
      continue;
    }
    const check = Object.hasOwn(known, option) ? known[option] : undefined;
    if (check === undefined) {
      const meant = suggestName(option, Object.keys(known));
      const fix =
        meant === undefined
          ? `Options of ${kind}: ${Object.keys(known).join(', ')}.`
          : `Did you mean ${meant}?`;
      report('OPTION_UNKNOWN', `the option ${option} is unknown`, fix);
      continue;
    }
    const expected = value === undefined ? undefined : check(value);
    if (expected !== undefined)
      report('OPTION_INVALID', `the option ${option} is not ${expected}`, `Give ${expected}.`);
  }
  for (const option of required) {
    if (options[option] !== undefined) continue;
    report('OPTION_INVALID', `the option ${option} is missing`, `Give ${known[option]!(undefined)!}.`);
  }
  const mayStandAlone = belongsTo?.unless !== undefined && belongsTo.unless in options;
  const isMissing = belongsTo?.required === true && !(belongsTo.option in options);
  if (isMissing && !mayStandAlone && options['abstract'] !== true) {
    report(
      'OPTION_INVALID',
      `it does not say what it belongs to`,
      `Name the ${belongsTo.kinds.join(' or ')}: @domain.${kind}(TheClass).`,
    );
  }
}
