import type { ElementDocument } from '../../document/element-document.js';
import type { FieldDocument } from '../../document/field-document.js';
import { targetsOf } from '../../document/targets.js';
import { clusterOf } from '../../landscape/flows.js';
import type { Landscape } from '../../landscape/landscape.js';
import type { CheckRule } from '../check-rule.js';
import { isWritten } from '../what-was-read.js';

/** What elements hold: rules, data of people, texts without bound. */
export const contents: readonly CheckRule[] = [
  {
    code: 'AGGREGATE_WITHOUT_RULES',
    level: 'info',
    category: 'boundaries',
    title: 'An aggregate without rules',
    why: 'An aggregate is there to keep rules. This one takes whatever it is given.',
    fix: 'Add the invariants that hold; when there are none, a projection or a value object may be enough.',
    *find(landscape) {
      for (const aggregate of landscape.ofKind('aggregate').filter(isWritten)) {
        const parts = [aggregate, ...clusterOf(landscape, aggregate).filter(isPart)];
        if (!heldBy(landscape, parts).some(hasRules)) {
          yield { at: aggregate, message: `${aggregate.name} keeps no rule.` };
        }
      }
    },
  },
  {
    code: 'EVENT_WITHOUT_DATA',
    level: 'info',
    category: 'boundaries',
    title: 'An event without data',
    why: 'Whoever handles it has to ask what it was about, and may get the answer of a later time.',
    fix: 'Add at least the identity of what it happened to.',
    *find(landscape) {
      for (const event of landscape.ofKind('event').filter(isWritten)) {
        if (event.fields.length === 0) yield { at: event, message: `${event.name} carries no data.` };
      }
    },
  },
  {
    code: 'PUBLISHED_PERSONAL_DATA',
    level: 'warning',
    category: 'privacy',
    title: 'A published event carries personal data',
    why: 'It is copied to places where nobody can mask or erase it.',
    fix: 'Publish an identity instead, and let readers ask for the rest; or suppress this with the reason.',
    *find(landscape) {
      for (const event of landscape.ofKind('event').filter(isWritten)) {
        if (event.message?.published !== true) continue;
        for (const { field, path, personal } of personalIn(landscape, event)) {
          yield {
            at: event,
            field,
            about: path,
            message: `${event.name} is published with ${path}, which is personal data (${personal}).`,
          };
        }
      }
    },
  },
  {
    code: 'UNBOUNDED_INDEXED_TEXT',
    level: 'warning',
    category: 'storage',
    title: 'An index over text of any length',
    why: 'Databases limit what an index may hold: a long text is refused when it is saved.',
    fix: 'Give the field a maxLength, or make it field.string.',
    *find(landscape) {
      for (const element of landscape.elements) {
        const indexed = namesIn([...(element.storage?.unique ?? []), ...(element.storage?.indexes ?? [])]);
        for (const { name, kind, unique, constraints } of element.fields) {
          const isText = kind === 'text' || kind === 'string';
          if (!isText || constraints['maxLength'] !== undefined || constraints['choices'] !== undefined)
            continue;
          if (unique !== true && !indexed.has(name)) continue;
          yield {
            at: element,
            field: name,
            message: `${element.name}.${name} is indexed, and may be of any length.`,
          };
        }
      }
    },
  },
];

function isPart({ kind }: ElementDocument): boolean {
  return kind === 'entity' || kind === 'valueObject';
}

/** Elements, and the value objects in them. */
function heldBy(landscape: Landscape, elements: readonly ElementDocument[]): readonly ElementDocument[] {
  const held = new Set(elements);
  // A set that grows is walked to its new end.
  for (const element of held) {
    for (const { target } of element.fields.flatMap(targetsOf)) {
      const part = landscape.find(target);
      if (part !== undefined && isPart(part)) held.add(part);
    }
  }
  return [...held];
}

function hasRules({ invariants, stateMachines, fields }: ElementDocument): boolean {
  return (
    invariants.length > 0 ||
    stateMachines.some(({ open }) => open !== true) ||
    fields.some(
      ({ constraints, unique, identifier }) =>
        ['min', 'max', 'minLength', 'pattern', 'choices'].some((name) => constraints[name] !== undefined) ||
        (unique === true && identifier !== true),
    )
  );
}

interface PersonalField {
  readonly field: string;
  readonly path: string;
  readonly personal: string;
}

/** Fields with personal data, those of value objects included; by path. */
function personalIn(landscape: Landscape, event: ElementDocument): readonly PersonalField[] {
  const found: PersonalField[] = [];
  const visit = (field: FieldDocument, first: string, path: string, within: readonly string[]): void => {
    if (field.personal !== undefined) {
      found.push({ field: first, path, personal: field.personal });
      return;
    }
    for (const { target } of targetsOf(field)) {
      if (within.includes(target)) continue;
      for (const each of landscape.find(target)?.fields ?? []) {
        visit(each, first, `${path}.${each.name}`, [...within, target]);
      }
    }
  };
  for (const field of event.fields) visit(field, field.name, field.name, []);
  return found;
}

/** All names in options of indexes, whatever their form: `'name'`, `['name', '-other']`, `{ fields: ['name'] }`. */
function namesIn(value: unknown): ReadonlySet<string> {
  if (typeof value === 'string') return new Set([value.replace(/^-/, '')]);
  if (Array.isArray(value)) return new Set(value.flatMap((each) => [...namesIn(each)]));
  return typeof value === 'object' && value !== null && 'fields' in value ? namesIn(value.fields) : new Set();
}
