import type { ReportOption } from './field.js';
import type { FieldValidator } from './field-options.js';
import { Inspection, REJECTED } from './inspection.js';
import type { ValueRule } from './value-rule.js';

/**
 * Adds to the rule of a kind what every kind can be restricted by: a list of choices, and the user's own validators.
 * They see values that passed the kind's own checks.
 */
export function restrict(
  rule: ValueRule,
  options: Readonly<Record<string, unknown>>,
  report: ReportOption,
): ValueRule {
  const choices = Array.isArray(options['choices'])
    ? keptChoices(rule, options['choices'], report)
    : undefined;
  const validators = Array.isArray(options['validators'])
    ? (options['validators'] as FieldValidator<unknown>[]).filter(
        (validator) => typeof validator === 'function',
      )
    : [];
  if (choices === undefined && validators.length === 0) return rule;

  const same = rule.equals ?? Object.is;
  const show = rule.show ?? ((kept: unknown): unknown => kept);
  const check = (kept: unknown, inspection: Inspection): unknown => {
    if (kept === REJECTED) return REJECTED;
    if (choices !== undefined && !choices.some((choice) => same(choice, kept))) {
      const list = choices.map((choice) => JSON.stringify(rule.encode(choice))).join(', ');
      return inspection.reject('choice', `one of ${list}`, show(kept));
    }
    return runValidators(validators, show(kept), kept, inspection);
  };
  return {
    ...withoutShortcut(rule),
    accept: (value, inspection) => check(rule.accept(value, inspection), inspection),
    decode: (value, inspection) => check(rule.decode(value, inspection), inspection),
    schema: () =>
      choices === undefined
        ? rule.schema()
        : { ...rule.schema(), enum: choices.map((choice) => rule.encode(choice)) },
  };
}

/** Compiled code must not pass by what is added here. */
function withoutShortcut(rule: ValueRule): ValueRule {
  const copy: { -readonly [Member in keyof ValueRule]: ValueRule[Member] } = { ...rule };
  delete copy.inline;
  return copy;
}

function keptChoices(rule: ValueRule, choices: readonly unknown[], report: ReportOption): unknown[] {
  if (choices.length === 0) report('choices', 'choices is empty', 'Name the values that are allowed.');
  return choices.flatMap((choice) => {
    const inspection = new Inspection('choice', 'code');
    if (choice === undefined || choice === null) inspection.reject('type', 'a value', choice);
    else {
      const kept = rule.accept(choice, inspection);
      if (kept !== REJECTED) return [kept];
    }
    report(
      'choices',
      `a choice is no value of the field: ${inspection.reason}`,
      'Name values of the field only.',
    );
    return [];
  });
}

function runValidators(
  validators: readonly FieldValidator<unknown>[],
  shown: unknown,
  kept: unknown,
  inspection: Inspection,
): unknown {
  let result = kept;
  for (const validate of validators) {
    const verdict = verdictOf(validate, shown);
    if (verdict !== undefined) result = inspection.reject('validator', verdict, shown);
  }
  return result;
}

/** What the validator expected when it refuses the value; undefined when it does not. */
function verdictOf(validate: FieldValidator<unknown>, value: unknown): string | undefined {
  let answer: unknown;
  try {
    answer = validate(value);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  if (answer instanceof Promise) {
    answer.catch(() => undefined);
    return 'an answer of its validator at once, not a promise';
  }
  if (answer === false)
    return `a value that ${validate.name === '' ? 'its validator' : validate.name} accepts`;
  return typeof answer === 'string' ? answer : undefined;
}
