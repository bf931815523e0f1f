import type { ElementDocument } from '../document/element-document.js';
import type { ModelDocument } from '../document/model-document.js';
import type { SourcePlace } from '../document/source-place.js';
import type { Landscape } from '../landscape/landscape.js';
import type { OwnFinding } from './check-options.js';
import type { CheckRuleFacts, Discovery } from './check-rule.js';
import type { Finding } from './finding.js';

/** What a rule discovered, as a finding. */
export function findingOf(
  landscape: Landscape,
  { code, level, category, why, fix }: CheckRuleFacts,
  { at, field, method, message, about, source = sourceOf(at, field, method) }: Discovery,
): Finding {
  const element = isDocument(at) ? undefined : at.id;
  const context = (isDocument(at) ? at : landscape.documentOf(at)).context.name;
  return {
    code,
    level,
    category,
    context,
    ...(element === undefined ? {} : { element }),
    ...(field === undefined ? {} : { field }),
    ...(method === undefined ? {} : { method }),
    ...(source === undefined ? {} : { source }),
    message,
    why,
    fix,
    fingerprint: fingerprintOf(code, element ?? context, field, method, about),
  };
}

/**
 * What a rule of the user's told, as a finding.
 *
 * @throws RangeError when it names an element or a context that no model has.
 */
export function ownFindingOf(landscape: Landscape, own: OwnFinding): Finding {
  const {
    code,
    level = 'warning',
    element,
    context,
    why = 'A rule of your own says so.',
    fix = 'See the rule.',
  } = own;
  const at =
    element === undefined
      ? landscape.documents.find((document) => document.context.name === context)
      : landscape.find(element);
  if (at === undefined) {
    throw new RangeError(
      `The rule of ${code} names ${element ?? context ?? 'neither an element nor a context'}, which no model has. Give the id of an element, or the name of a context.`,
    );
  }
  const facts = { code, level, category: 'own', title: code, why, fix } as const;
  const { field, method, message } = own;
  return findingOf(landscape, facts, { at, field, method, message });
}

function fingerprintOf(
  code: string,
  place: string,
  field: string | undefined,
  method: string | undefined,
  about: string | undefined,
): string {
  const part = `${field === undefined ? '' : `.${field}`}${method === undefined ? '' : `#${method}`}`;
  return `${code} ${place}${part}${about === undefined ? '' : ` ${about}`}`;
}

function sourceOf(
  at: ElementDocument | ModelDocument,
  field: string | undefined,
  method: string | undefined,
): SourcePlace | undefined {
  if (isDocument(at)) return undefined;
  const part =
    at.methods.find(({ name }) => name === method) ??
    at.invariants.find(({ name }) => name === method) ??
    at.fields.find(({ name }) => name === field);
  return part?.source ?? at.source;
}

function isDocument(at: ElementDocument | ModelDocument): at is ModelDocument {
  return 'context' in at;
}
