import type { ElementReference } from '../../fields/element-reference.js';
import type { FieldDescriptor, FieldKind } from '../../fields/field.js';
import { elementKinds, type ElementKind } from '../element-kinds.js';
import type { RegisteredElement } from '../registered-element.js';
import { phraseKind, phraseKinds } from '../phrase-kind.js';
import { resolve } from '../resolve.js';
import type { Examination } from './examination.js';

/** Reports references that lead nowhere, to something of the wrong kind, or to what is only there to be extended. */
export function checkReferences(examination: Examination): void {
  for (const element of examination.registry) {
    checkOwner(examination, element);
    for (const aggregate of element.aggregates) {
      checkTarget(examination, element, aggregate, {
        kinds: ['aggregate'],
        fix: 'Name aggregates.',
      });
    }
    if (element.supersededBy !== undefined) {
      checkTarget(examination, element, element.supersededBy, {
        kinds: [element.kind],
        fix: `Name the ${element.kind} that takes its place.`,
      });
    }
    for (const field of element.fields) checkField(examination, element, field.name, field);
    for (const { message, method } of element.handles) {
      if (message !== undefined) checkTarget(examination, element, message, { member: method });
    }
  }
}

interface Expectation {
  readonly kinds?: readonly ElementKind[];
  readonly member?: string;
  readonly fix?: string;
  /** Whether the target may be there only to be extended. */
  readonly mayBeAbstract?: boolean;
}

function checkOwner(examination: Examination, element: RegisteredElement): void {
  const { belongsTo, kind } = element;
  // A missing one is reported at registration.
  if (belongsTo === undefined || belongsTo.given === undefined) return;
  const { kinds } = elementKinds[kind].belongsTo!;
  const root = examination.registry.clusterOf(element.cls);
  const ofEntity = examination.ownerOf(element)?.kind === 'entity' && root !== undefined;
  const fix =
    (kind === 'event' || kind === 'command') && ofEntity
      ? `Make it part of ${root.name}, the aggregate of that entity: the root raises and handles what concerns its members.`
      : `Name the ${kinds.join(' or ')} it belongs to.`;
  checkTarget(examination, element, belongsTo, { kinds, fix, mayBeAbstract: element.isAbstract });
}

const kindsOfTargets: Readonly<Partial<Record<FieldKind, readonly ElementKind[]>>> = {
  valueObject: ['valueObject'],
  hasOne: ['entity'],
  hasMany: ['entity'],
  reference: ['aggregate'],
};

function checkField(
  examination: Examination,
  element: RegisteredElement,
  member: string,
  field: FieldDescriptor,
): void {
  if (field.target !== undefined) {
    const kinds = kindsOfTargets[field.kind] ?? [];
    const found = examination.targetOf(field.target);
    const fix = found === undefined ? undefined : fixOf(examination, field.kind, found);
    checkTarget(examination, element, field.target, {
      kinds,
      member,
      ...(fix === undefined ? {} : { fix }),
      mayBeAbstract: field.kind === 'reference',
    });
  }
  if (field.items !== undefined) checkField(examination, element, member, field.items);
}

/** What was most likely meant by a field whose target is of another kind. */
function fixOf(examination: Examination, kind: FieldKind, target: RegisteredElement): string {
  if (kind === 'reference' && target.kind === 'entity') {
    const root = examination.registry.clusterOf(target.cls);
    return `Entities are reached through their root: refer to ${root?.name ?? 'its aggregate'}.`;
  }
  if (target.kind === 'aggregate') {
    return 'Aggregates refer to each other by identity: use field.reference, or field.list(field.identifier()).';
  }
  if (target.kind === 'entity') return 'Use field.hasOne, or field.hasMany for several.';
  if (target.kind === 'valueObject') return 'Use field.valueObject, or field.list(field.valueObject(…)).';
  return `Name ${phraseKinds(kindsOfTargets[kind] ?? [])}.`;
}

function checkTarget(
  examination: Examination,
  element: RegisteredElement,
  reference: ElementReference,
  { kinds, member, fix, mayBeAbstract = false }: Expectation,
): void {
  const resolution = resolve(examination.registry, reference);
  if (!('element' in resolution)) {
    examination.report(element, resolution.code, resolution.cause, resolution.fix, member);
    return;
  }
  const { name, kind, isAbstract } = resolution.element;
  if (kinds !== undefined && !kinds.includes(kind)) {
    const wanted = phraseKinds(kinds);
    const cause = `it refers to ${name}, which is ${phraseKind(kind)} and not ${wanted}`;
    examination.report(element, 'REFERENCE_KIND', cause, fix ?? `Name ${wanted}.`, member);
  } else if (isAbstract && !mayBeAbstract) {
    const cause = `it refers to ${name}, which is abstract: there are no instances of it`;
    examination.report(element, 'ABSTRACT_MISUSED', cause, `Name a class that extends ${name}.`, member);
  }
}
