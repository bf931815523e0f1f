import type { FieldDescriptor } from '../../fields/field.js';
import { suggestName } from '../../fields/suggest-name.js';
import type { ColumnOptions } from '../column-options.js';
import { indexOptionsOf, uniqueOptionsOf } from '../index-options.js';
import type { RegisteredElement } from '../registered-element.js';
import type { Examination } from './examination.js';

type Columns = ReadonlyMap<string, ColumnOptions>;

/** Reports columns of fields that are not there, and what their fields cannot have. */
export function checkColumnOptions(
  examination: Examination,
  model: RegisteredElement,
  element: RegisteredElement,
  columns: Columns,
): void {
  for (const [path, options] of columns) {
    const report = (cause: string, fix: string): void =>
      examination.report(model, 'OPTION_INVALID', `the option columns ${cause}`, fix);
    const found = fieldAt(examination, element, path.split('.'), columns);
    if (typeof found === 'string') report(`names ${path}, ${found}`, fixFor(examination, element, path));
    else checkOptions(examination, element, { path, field: found, options, report });
  }
}

/** The field of a path, or why there is none that has a column. */
function fieldAt(
  examination: Examination,
  { name: holder, fields }: RegisteredElement,
  [name, ...rest]: readonly string[],
  columns: Columns,
  path: string = name!,
): FieldDescriptor | string {
  const field = fields.find((each) => each.name === name);
  if (field === undefined) return `which is no field${path === name ? '' : ` of ${holder}`}`;
  if (field.kind === 'hasOne' || field.kind === 'hasMany') return 'and children lie in a table of their own';
  if (rest.length === 0) return field;
  const target = field.kind === 'valueObject' ? examination.targetOf(field.target) : undefined;
  if (target === undefined) return `and ${path} is of kind ${field.kind} and has nothing in it`;
  const own = columns.get(path);
  if (own?.json === true || own?.codec !== undefined) return `and ${path} lies in one column as a whole`;
  return fieldAt(examination, target, rest, columns, `${path}.${rest[0]!}`);
}

function fixFor(examination: Examination, { fields }: RegisteredElement, path: string): string {
  const [first] = path.split('.');
  const child = fields.find(({ name, kind }) => name === first && kind.startsWith('has'));
  if (child !== undefined)
    return `Say it in a database model of ${examination.targetOf(child.target)?.name ?? 'the entity'}.`;
  const meant = suggestName(
    path,
    fields.map(({ name }) => name),
  );
  return meant === undefined
    ? `Fields: ${fields.map(({ name }) => name).join(', ')}.`
    : `Did you mean ${meant}?`;
}

interface Named {
  readonly path: string;
  readonly field: FieldDescriptor;
  readonly options: ColumnOptions;
  readonly report: (cause: string, fix: string) => void;
}

function checkOptions(examination: Examination, element: RegisteredElement, named: Named): void {
  const { path, field, options, report } = named;
  const { codec, json, type } = options;
  const isEmbedded = field.kind === 'valueObject' && json !== true && codec === undefined;
  if (json === true && field.kind !== 'valueObject')
    report(
      `keeps ${path} as JSON, which is of kind ${field.kind}`,
      'Only value objects can be kept so; give others a codec.',
    );
  if (json === true && codec !== undefined)
    report(
      `gives ${path} both json and a codec`,
      "Keep one of them: a codec of kind 'json' writes JSON as well.",
    );
  if (isEmbedded && type !== undefined)
    report(
      `gives ${path} a type, which is a value object in columns of its own`,
      'Give it json: true, or its fields a type each.',
    );
  if (codec === undefined) return;
  const refused = whyNoCodec(field);
  if (refused !== undefined) report(`gives ${path} a codec, ${refused}`, 'Remove the codec.');
  else if (codec.keeps === undefined) checkRules(examination, element, named);
}

function whyNoCodec({ identifier, kind, constraints }: FieldDescriptor): string | undefined {
  if (identifier) return 'which is the identity, by which children and everybody else refer to it';
  return kind === 'auto' && constraints['increment'] === true ? 'whose values the store counts' : undefined;
}

/** What a codec does not keep apart, no index can. */
function checkRules(
  _: Examination,
  { options, fields }: RegisteredElement,
  { path, field, options: own, report }: Named,
): void {
  const isUnique =
    (field.unique && fields.includes(field)) ||
    uniqueOptionsOf(options).some((rule) => rule.fields.includes(path));
  const isIndexed = indexOptionsOf(options).some((index) =>
    index.fields.some((name) => name.replace(/^-/, '') === path),
  );
  if (!isUnique && !isIndexed) return;
  report(
    `gives ${path} the codec ${own.codec!.name}, which does not keep equal values equal, and ${isUnique ? 'a unique rule' : 'an index'} is about it`,
    "Let the codec give equal columns for equal values, and say so by keeps: 'equality', or remove the rule.",
  );
}
