import type { Violation } from '../../src/errors/violation.js';
import { describeField } from '../../src/fields/describe-field.js';
import { noteOfDecorator, type FieldDescriptor } from '../../src/fields/field.js';
import { Inspection, REJECTED, type Source } from '../../src/fields/inspection.js';

/** What became of a value that was given to a field. */
export interface Look {
  /** What is kept; undefined when the value was refused. */
  readonly kept: unknown;
  /** What a reader sees; undefined when the value was refused. */
  readonly shown: unknown;
  /** What the kept value is in JSON; undefined when the value was refused. */
  readonly json: unknown;
  readonly violations: readonly Violation[];
  readonly codes: readonly string[];
  readonly messages: readonly string[];
}

/** The field a decorator declares. Fails when any of its options is reported. */
export function fieldOf(decorator: unknown, name = 'value'): FieldDescriptor {
  const { field, problems } = described(decorator, name);
  if (problems.length > 0) throw new Error(`Problems were reported: ${problems.join('; ')}`);
  return field;
}

/** What is reported about the options of a decorator, as `option: cause. fix`. */
export function problemsOf(decorator: unknown): readonly string[] {
  return described(decorator, 'value').problems;
}

/** Gives a value to `Sample.value`, from code. */
export function fromCode(decorator: unknown, value: unknown): Look {
  return look(fieldOf(decorator), value, 'code');
}

/** Gives a value to `Sample.value`, from JSON. */
export function fromJson(decorator: unknown, value: unknown): Look {
  return look(fieldOf(decorator), value, 'json');
}

export function look(field: FieldDescriptor, value: unknown, source: Source): Look {
  const { rule } = field;
  const inspection = new Inspection('Sample', source);
  const kept = inspection.within(field.name, () =>
    source === 'code' ? rule.accept(value, inspection) : rule.decode(value, inspection),
  );
  const { violations } = inspection;
  const refused = kept === REJECTED;
  if (refused !== violations.length > 0)
    throw new Error('A value is refused exactly when there are violations.');
  return {
    kept: refused ? undefined : kept,
    shown: refused ? undefined : (rule.show?.(kept) ?? kept),
    json: refused ? undefined : rule.encode(kept),
    violations,
    codes: violations.map(({ code }) => code),
    messages: violations.map(({ message }) => message),
  };
}

function described(
  decorator: unknown,
  name: string,
): { field: FieldDescriptor; problems: readonly string[] } {
  const note = noteOfDecorator(decorator);
  if (note === undefined) throw new Error('This is no field.');
  const problems: string[] = [];
  const field = describeField(name, note, (option, cause, fix) =>
    problems.push(`${option}: ${cause}. ${fix}`),
  );
  return { field, problems };
}
