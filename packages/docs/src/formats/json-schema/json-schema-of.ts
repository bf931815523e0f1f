import type { JsonValue } from '@domainry/core';
import type { ElementDocument, Landscape } from '@domainry/model';
import { contextOf, pathOf, versionedName } from '../names/element-names.js';
import { describeContents, usualSide, type SchemaSide } from './describe-contents.js';
import { drafts, type JsonSchema, type SchemaDraft } from './schema-draft.js';

/** Which JSON Schema of an element is wanted. */
export interface JsonSchemaOptions {
  /** `2020-12` when absent. */
  readonly draft?: SchemaDraft;
  /** What is taken, for commands and queries, and what is given, for all others, when absent. */
  readonly side?: SchemaSide;
  /** Absolute URI that the schemas are published under; URNs name them when absent. */
  readonly baseUri?: string;
  /**
   * Whether rules that JSON Schema has no word for, and what is personal, are said under the keyword `x-domainry`; they
   * are when absent.
   */
  readonly extensions?: boolean;
}

/**
 * JSON Schema of what an element holds, a document by itself: the elements it holds are in it.
 *
 * @example
 * ```ts
 * import { jsonSchemaOf } from '@domainry/docs';
 * import { landscapeOf, type ModelDocument } from '@domainry/model';
 *
 * declare const model: ModelDocument;
 * const landscape = landscapeOf([model]);
 * const event = landscape.find('Banking.AccountWithdrawn');
 * const schema = event && jsonSchemaOf(landscape, event, { draft: 'draft-07' });
 * ```
 */
export function jsonSchemaOf(
  landscape: Landscape,
  element: ElementDocument,
  options: JsonSchemaOptions = {},
): JsonSchema {
  const { draft = '2020-12', side = usualSide(element), extensions = true } = options;
  const { identifier, definitions } = drafts[draft];
  const nested: Record<string, JsonValue> = {};
  const names = new Map<string, string>();
  const waiting: ElementDocument[] = [];
  const refer = (id: string): string => {
    if (id === element.id) return '#';
    let name = names.get(id);
    if (name === undefined) {
      const target = landscape.find(id)!;
      name = freeName(target.name, nested);
      names.set(id, name);
      nested[name] = {};
      waiting.push(target);
    }
    return `#/${definitions}/${pointerPart(name)}`;
  };
  const style = { side, draft, extensions, refer };
  const schema = describeContents(landscape, element, style);
  for (const target of waiting) nested[names.get(target.id)!] = describeContents(landscape, target, style);
  return {
    $schema: identifier,
    $id: schemaIdentifier(landscape, element, draft, options.baseUri),
    ...schema,
    ...(names.size === 0 ? {} : { [definitions]: nested }),
  };
}

/** URI that a schema is known by. */
export function schemaIdentifier(
  landscape: Landscape,
  element: ElementDocument,
  draft: SchemaDraft = '2020-12',
  baseUri?: string,
): string {
  if (baseUri !== undefined) return `${baseUri.replace(/\/$/, '')}/${schemaPath(landscape, element, draft)}`;
  const parts = [contextOf(landscape, element), versionedName(element)].map((part) =>
    encodeURIComponent(part),
  );
  return `urn:domainry:schema:${draft}:${parts.join('.')}`;
}

/** Path of the file of a schema. */
export function schemaPath(landscape: Landscape, element: ElementDocument, draft: SchemaDraft): string {
  return `${draft === '2020-12' ? '' : `${draft}/`}${pathOf(landscape, element)}.json`;
}

function freeName(name: string, taken: Readonly<Record<string, unknown>>): string {
  let free = name;
  for (let count = 2; Object.hasOwn(taken, free); count++) free = `${name}${count}`;
  return free;
}

/** A name inside of a JSON pointer that is the fragment of a URI. */
function pointerPart(name: string): string {
  return encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'));
}
