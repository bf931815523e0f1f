import { isBuiltFromEvents } from '../built-from-events.js';
import { columnOptionsOf } from '../column-options.js';
import type { RegisteredElement } from '../registered-element.js';
import { nameWithPlace } from '../resolve.js';
import { checkColumnNames } from './check-column-names.js';
import { checkColumnOptions } from './check-column-options.js';
import type { Examination } from './examination.js';

/** Reports what is said about tables that are not there, or that cannot be as is said. */
export function checkDatabaseModels(examination: Examination): void {
  const first = new Map<string, RegisteredElement>();
  for (const model of examination.registry.ofKind('databaseModel')) {
    const element = examination.ownerOf(model);
    if (element === undefined) continue;
    const { database } = model.options;
    const place = typeof database === 'string' ? database : 'every database';
    const key = `${place}/${element.name}`;
    const other = first.get(key);
    if (other !== undefined) {
      examination.report(
        model,
        'OPTION_INVALID',
        `${nameWithPlace(other)} says already how ${element.name} lies in ${place}`,
        'Say it in one of them, or let each name a database of its own.',
      );
      continue;
    }
    first.set(key, model);
    checkTable(examination, model, element);
    checkColumnOptions(examination, model, element, columnOptionsOf(model.options));
    checkColumnNames(examination, model, element);
  }
  checkTableNames(examination);
}

function checkTable(examination: Examination, model: RegisteredElement, element: RegisteredElement): void {
  const root = examination.registry.clusterOf(element.cls) ?? element;
  if (isBuiltFromEvents(root)) {
    examination.report(
      model,
      'OPTION_INVALID',
      `${root.name} is event-sourced, so that its state lies in no table`,
      'Remove it; what lies in a table can be a projection of its events.',
    );
    return;
  }
  if (element.kind !== 'entity' || model.options['table'] === undefined) return;
  const holders = [...examination.registry].flatMap((holder) =>
    holder.isAbstract
      ? []
      : holder.fields
          .filter(({ kind, target }) => kind.startsWith('has') && examination.targetOf(target) === element)
          .map(({ name }) => `${holder.name}.${name}`),
  );
  if (holders.length < 2) return;
  examination.report(
    model,
    'OPTION_INVALID',
    `${holders.join(' and ')} hold ${element.name}, in a table each, and table names one`,
    'Remove table, or let one field hold it.',
  );
}

/** Two elements of a database that are given one table; by their own names is reported with those. */
function checkTableNames(examination: Examination): void {
  const first = new Map<string, RegisteredElement>();
  const { registry } = examination;
  for (const model of registry.ofKind('databaseModel')) {
    const { table, database } = model.options;
    const element = examination.ownerOf(model);
    if (typeof table !== 'string' || element === undefined) continue;
    // Names of tables are one for SQLite, whatever their case.
    const key = `${typeof database === 'string' ? database : ''}/${table.toLowerCase()}`;
    const stored = [...registry].find(
      (each) =>
        each !== element &&
        !each.isAbstract &&
        each.storedAs?.toLowerCase() === table.toLowerCase() &&
        isTable(each),
    );
    const other = first.get(key) ?? stored;
    first.set(key, element);
    if (other === undefined || other === element) continue;
    examination.report(
      model,
      'DUPLICATE_STORED_NAME',
      `the table of ${element.name} is called ${table}, as is that of ${other.name}`,
      'Give one of them another table.',
    );
  }

  function isTable({ kind, name }: RegisteredElement): boolean {
    if (kind !== 'aggregate' && kind !== 'projection') return false;
    // One that has another table by another model leaves its own name free.
    return !registry
      .ofKind('databaseModel')
      .some((model) => model.options['table'] !== undefined && examination.ownerOf(model)?.name === name);
  }
}
