import { DomainryError } from '@domainry/core';
import type { StateShape } from '@domainry/core/ports';
import type { Part } from '../tables/table.js';
import { tableOf } from '../tables/table-of.js';
import type { Modelled } from './stored-row.js';

/** Names are the same in all databases. */
const anyDialect = { name: 'postgres', hasExactNumbers: true } as const;

/**
 * Types know the names that classes and their database models have; what lies in the database may be called otherwise.
 *
 * @param given - name of the table.
 * @param model - options of the database model that types were made from.
 * @throws DomainryError RAW_REFUSED.
 */
export function checkNames(given: string, shape: StateShape, model: Modelled | undefined): void {
  const { name, storedAs, mapping } = shape;
  if (given !== storedAs)
    throw refused(
      `The table of ${name} is called ${storedAs}, and was named ${given}. Name it { ${JSON.stringify(storedAs)}: ${name} }.`,
    );
  const said = mapping?.columns ?? new Map<string, unknown>();
  const typed = new Map(Object.entries(model?.columns ?? {}));
  const other = [...new Set([...said.keys(), ...typed.keys()])].find(
    (path) => said.get(path) !== typed.get(path),
  );
  if (other !== undefined)
    throw refused(
      `A database model says how ${name}.${other} lies in ${storedAs}, which the types of ${name} do not know. Give them its options, the same object: { ${JSON.stringify(storedAs)}: { of: ${name}, as: options } }.`,
    );
  const [child] = mapping?.children.keys() ?? [];
  if (child !== undefined)
    throw refused(
      `A database model says how ${child} lies in tables, which the types of ${name} do not know. ${ownTypes}`,
    );
  const paths = new Set(typed.keys());
  checkColumns(name, '', tableOf(shape, anyDialect).parts, paths);
}

function checkColumns(of: string, prefix: string, parts: readonly Part[], said: ReadonlySet<string>): void {
  for (const part of parts) {
    const { field } = part;
    const path = `${prefix}${field.name}`;
    if (field.storedAs !== field.name && !said.has(path))
      throw refused(
        `${of}.${path} is stored as ${field.storedAs}, which the types of ${of} do not know. ${ownTypes}`,
      );
    if (part.kind === 'embedded') checkColumns(of, `${path}.`, part.parts, said);
    if (part.kind === 'children') checkColumns(`${of}.${path}`, '', part.table.parts, new Set());
  }
}

const ownTypes = 'Name its tables by types of your own: (await tablesOf(domain, {})).withTables<…>().';

function refused(message: string): DomainryError {
  return new DomainryError('RAW_REFUSED', message);
}
