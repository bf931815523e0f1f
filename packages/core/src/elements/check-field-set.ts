import type { ReportProblem } from '../errors/problem.js';
import { fieldNotes, type FieldDescriptor, type FieldKind } from '../fields/field.js';
import { lineage, notesOf, type AnyClass } from '../metadata.js';
import { isWrittenByUser } from './base-classes.js';
import type { StatefulKind } from './element-model.js';
import { Stateful } from './stateful.js';

const associations: readonly FieldKind[] = ['hasOne', 'hasMany'];

/** Reports what is wrong with the fields of a class taken together. */
export function checkFieldSet(
  kind: StatefulKind,
  written: AnyClass,
  fields: readonly FieldDescriptor[],
  report: ReportProblem,
  metadata?: object,
): void {
  for (const field of fields) {
    checkName(written, field, report);
    checkKind(kind, field, report);
  }
  checkOverrides(written, fields, report, metadata);
  checkIdentity(kind, fields, report);
  checkStoredNames(fields, report);
}

function checkName(written: AnyClass, { name, kind }: FieldDescriptor, report: ReportProblem): void {
  const isIdentity = name === 'id';
  const base = Object.getPrototypeOf(written.prototype) as object;
  if (name in Object.prototype || name === '__proto__' || (!isIdentity && name in Stateful.prototype)) {
    report(
      'RESERVED_NAME',
      `a field cannot be named ${name}`,
      'Choose another name, and keep the stored one by storedAs.',
      name,
    );
    return;
  }
  const own = Object.getOwnPropertyDescriptor(written.prototype as object, name);
  if (own !== undefined && typeof own.value === 'function') {
    report(
      'SHADOWED_FIELD',
      `the field has the name of a method`,
      `Rename the ${kind} field or the method.`,
      name,
    );
  } else if (!isIdentity && own === undefined && isFrameworkMember(base, name)) {
    report(
      'RESERVED_NAME',
      `a field cannot be named ${name}: the base class has such a member`,
      'Choose another name, and keep the stored one by storedAs.',
      name,
    );
  }
}

/** A member of a subclass cannot take the place of a field: it would never be reached. */
function checkOverrides(
  written: AnyClass,
  fields: readonly FieldDescriptor[],
  report: ReportProblem,
  metadata: object | undefined,
): void {
  const classes = lineage(written).filter(isWrittenByUser);
  if (classes.length < 2) return;
  const notes = classes.map((cls) => notesOf(cls, fieldNotes, cls === written ? metadata : undefined));
  for (const { name } of fields) {
    classes.forEach((cls, index) => {
      const inherited = notes[index - 1]?.get(name);
      if (inherited === undefined || notes[index]!.get(name) !== inherited) return;
      if (!Object.hasOwn(cls.prototype as object, name)) return;
      report(
        'SHADOWED_FIELD',
        `${cls.name} has a member in place of a field of its base class`,
        'Rename the member, or declare the field again with its decorator.',
        name,
      );
    });
  }
}

/** Whether a base class of this package has a member of that name. */
function isFrameworkMember(prototype: object, name: string): boolean {
  let current: object | null = prototype;
  while (current !== null && current !== Object.prototype) {
    const isBase =
      Object.getPrototypeOf(current) === Stateful.prototype ||
      current === Stateful.prototype ||
      Object.hasOwn(current, 'with');
    if (isBase && Object.hasOwn(current, name)) return true;
    current = Object.getPrototypeOf(current) as object | null;
  }
  return false;
}

function checkKind(kind: StatefulKind, field: FieldDescriptor, report: ReportProblem): void {
  const holdsChildren = associations.includes(field.kind);
  if (holdsChildren && kind !== 'aggregate' && kind !== 'entity') {
    report(
      'FIELD_NOT_ALLOWED',
      `a ${kind} cannot have children`,
      'Use field.valueObject or field.list(field.valueObject(…)).',
      field.name,
    );
  }
  if (kind === 'valueObject' && (field.identifier || field.unique)) {
    report(
      'FIELD_NOT_ALLOWED',
      'a value object has no identity and nothing unique',
      'Remove identifier and unique, or make it an entity.',
      field.name,
    );
  }
  const isKept = kind === 'aggregate' || kind === 'projection';
  if (!isKept && kind !== 'valueObject' && field.unique && !field.identifier) {
    report(
      'FIELD_NOT_ALLOWED',
      `unique has no effect in a ${kind}: stores compare aggregates and projections`,
      'Remove unique, and check it in an invariant of the aggregate.',
      field.name,
    );
  }
  if (kind === 'valueObject' && field.constraints['transitions'] !== undefined) {
    report(
      'FIELD_NOT_ALLOWED',
      'a value object never changes, so its status has no transitions',
      'Remove transitions.',
      field.name,
    );
  }
}

function checkIdentity(kind: StatefulKind, fields: readonly FieldDescriptor[], report: ReportProblem): void {
  const identities = fields.filter(({ identifier }) => identifier);
  if (identities.length > 1) {
    report(
      'IDENTITY_TWICE',
      `${identities.map(({ name }) => name).join(' and ')} are both the identity`,
      'Keep identifier on one of them; make the others unique.',
    );
  }
  if (kind === 'projection' && identities.length === 0) {
    report(
      'IDENTITY_MISSING',
      'the projection has no identity',
      'Mark one of its fields with identifier: true.',
    );
  }
  for (const field of identities) {
    if (
      field.presence === 'defaulted' &&
      field.kind !== 'identifier' &&
      field.kind !== 'auto' &&
      field.default === undefined
    ) {
      report(
        'FIELD_OPTION',
        `an identity of kind ${field.kind} cannot be generated`,
        'Make it required, or give it a default function.',
        field.name,
      );
    }
  }
}

function checkStoredNames(fields: readonly FieldDescriptor[], report: ReportProblem): void {
  const taken = new Map<string, string>();
  for (const field of fields) {
    const other = taken.get(field.storedAs);
    if (other !== undefined) {
      report(
        'DUPLICATE_STORED_NAME',
        `it is stored as ${field.storedAs}, as is ${other}`,
        'Give one of them another storedAs.',
        field.name,
      );
    }
    taken.set(field.storedAs, field.name);
    for (const former of field.renamedFrom) {
      if (fields.some(({ name }) => name === former)) {
        report(
          'FIELD_OPTION',
          `its former name ${former} is the name of a field today`,
          'Remove it from renamedFrom.',
          field.name,
        );
      }
    }
  }
}
