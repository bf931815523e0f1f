import { columnOptionsOf, type ColumnOptions } from '../column-options.js';
import type { RegisteredElement } from '../registered-element.js';
import type { Examination } from './examination.js';

type Columns = ReadonlyMap<string, ColumnOptions>;

/** Reports fields of an element that would lie in the same column. */
export function checkColumnNames(
  examination: Examination,
  model: RegisteredElement,
  element: RegisteredElement,
): void {
  const general = examination.registry
    .ofKind('databaseModel')
    .find((each) => each.options['database'] === undefined && examination.ownerOf(each) === element);
  // What is said for one database comes beside what is said for all.
  const columns = new Map([...columnOptionsOf(general?.options ?? {}), ...columnOptionsOf(model.options)]);
  const first = new Map<string, string>();
  for (const [name, path] of namesOf(examination, element, columns, {
    prefix: '',
    path: '',
    within: [element],
  })) {
    // Names of columns are one for SQLite, whatever their case.
    const other = first.get(name.toLowerCase());
    if (other === undefined) first.set(name.toLowerCase(), path);
    else
      examination.report(
        model,
        'DUPLICATE_STORED_NAME',
        `${element.name}.${other} and ${element.name}.${path} lie in one column, ${name}`,
        'Give one of them another name.',
      );
  }
}

interface Place {
  readonly prefix: string;
  readonly path: string;
  readonly within: readonly RegisteredElement[];
}

function namesOf(
  examination: Examination,
  { fields }: RegisteredElement,
  columns: Columns,
  { prefix, path, within }: Place,
): readonly (readonly [name: string, path: string])[] {
  return fields.flatMap((field) => {
    if (field.kind === 'hasOne' || field.kind === 'hasMany') return [];
    const own = `${path}${field.name}`;
    const options = columns.get(own);
    const name = `${prefix}${options?.name ?? field.storedAs}`;
    const target = field.kind === 'valueObject' ? examination.targetOf(field.target) : undefined;
    const isWhole = options?.json === true || options?.codec !== undefined;
    if (target === undefined || isWhole || within.includes(target)) return [[name, own] as const];
    const place = { prefix: `${name}_`, path: `${own}.`, within: [...within, target] };
    return namesOf(examination, target, columns, place);
  });
}
