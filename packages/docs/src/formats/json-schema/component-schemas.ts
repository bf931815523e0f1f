import type { JsonValue } from '@domainry/core';
import type { ElementDocument, Landscape } from '@domainry/model';
import { contextOf, versionedIdentifier } from '../names/element-names.js';
import { identifierOf } from '../names/identifier.js';
import { nameElements, withNested } from '../names/name-elements.js';
import { describeContents, type SchemaSide } from './describe-contents.js';
import type { JsonSchema, SchemaDraft } from './schema-draft.js';

/** An element, and whether it is described as it is taken or as it is given. */
export interface DescribedElement {
  readonly element: ElementDocument;
  readonly side: SchemaSide;
}

/** Schemas that the parts of one document refer to, under `#/components/schemas`. */
export interface ComponentSchemas {
  /** By their names. */
  readonly schemas: Readonly<Record<string, JsonValue>>;
  /** The reference to the schema of one of the elements that were asked for. */
  readonly refer: (element: ElementDocument) => { readonly $ref: string };
}

/**
 * Describes elements, and all they hold, as parts of one document. Those of another context say so in their name; what holds
 * the same element both ways has two schemas of it.
 */
export function componentSchemas(
  landscape: Landscape,
  described: readonly DescribedElement[],
  draft: SchemaDraft,
  taken: Iterable<string> = [],
): ComponentSchemas {
  const sides = new Map<SchemaSide, readonly ElementDocument[]>();
  for (const side of ['output', 'input'] as const) {
    const roots = described.filter((each) => each.side === side).map(({ element }) => element);
    sides.set(side, [...new Set(roots.flatMap((element) => withNested(landscape, element)))]);
  }
  const home = described[0] === undefined ? undefined : contextOf(landscape, described[0].element);
  const spell =
    (side: SchemaSide) =>
    (element: ElementDocument): string => {
      const context = contextOf(landscape, element);
      const isTwice = side === 'input' && sides.get('output')!.includes(element);
      const name = versionedIdentifier(element);
      return `${context === home ? '' : identifierOf(context)}${name}${isTwice ? 'Input' : ''}`;
    };
  const output = nameElements(sides.get('output')!, spell('output'), taken);
  const input = nameElements(sides.get('input')!, spell('input'), [...taken, ...output.values()]);
  const names = { output, input };
  const schemas: Record<string, JsonSchema> = {};
  for (const [side, elements] of sides) {
    const refer = (id: string): string => `#/components/schemas/${names[side].get(id)!}`;
    for (const element of elements) {
      const style = { side, draft, extensions: true, refer };
      schemas[names[side].get(element.id)!] = describeContents(landscape, element, style);
    }
  }
  return {
    schemas,
    refer: (element) => {
      const { side } = described.find((each) => each.element === element)!;
      return { $ref: `#/components/schemas/${names[side].get(element.id)!}` };
    },
  };
}
