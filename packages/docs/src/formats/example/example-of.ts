import type { JsonValue } from '@domainry/core';
import type { ElementDocument, FieldDocument, Landscape } from '@domainry/model';
import { usualSide, writtenFields, type SchemaSide } from '../json-schema/describe-contents.js';
import { formOf, type ValueForm } from '../value-form.js';
import { exampleOfForm } from './example-of-form.js';
import { fits, jsonOf } from './fits.js';

/** How deep elements that hold elements are followed. */
const deepest = 6;

/** What an example may leave out. */
export interface ExampleOptions {
  /** What is taken, for commands and queries, and what is given, for all others, when absent. */
  readonly side?: SchemaSide;
}

/**
 * What an element may look like, as JSON: the examples and defaults of its fields where they are values of them, else values
 * that their rules allow. The same model has the same example. Fields that may be absent are there, but for those that would
 * hold the element again, and those for whose rules no value was found.
 */
export function exampleOf(
  landscape: Landscape,
  element: ElementDocument,
  { side = usualSide(element) }: ExampleOptions = {},
): Readonly<Record<string, JsonValue>> {
  return contentsOf(landscape, element, side, []);
}

function contentsOf(
  landscape: Landscape,
  element: ElementDocument,
  side: SchemaSide,
  around: readonly string[],
): Record<string, JsonValue> {
  const contents: Record<string, JsonValue> = {};
  for (const field of writtenFields(element)) {
    const value = valueOf(landscape, field, side, [...around, element.id]);
    if (value !== undefined) contents[field.name] = value;
    else if (field.presence === 'nullable') contents[field.name] = null;
  }
  return contents;
}

function valueOf(
  landscape: Landscape,
  field: FieldDocument,
  side: SchemaSide,
  around: readonly string[],
): JsonValue | undefined {
  const form = formOf(landscape, field);
  // A default of elements may leave out what is filled in.
  const given = holdsElements(form) ? [] : [...(field.examples ?? []), field.default];
  for (const value of given) {
    if (value === undefined || value === null) continue;
    const json = jsonOf(form, value);
    if (fits(landscape, form, json) && !isEmpty(json)) return json;
  }
  const canEnd = field.presence !== 'required' && field.presence !== 'defaulted';
  return exampleOfForm(form, field.name, (id) => {
    const isAgain = around.includes(id);
    const target = landscape.find(id);
    if (target === undefined || around.length > deepest || (isAgain && canEnd)) return undefined;
    return isAgain && around.filter((each) => each === id).length > 1
      ? undefined
      : contentsOf(landscape, target, side, around);
  });
}

/** What is empty shows nothing. */
function isEmpty(value: JsonValue): boolean {
  return value === '' || (Array.isArray(value) && value.length === 0);
}

function holdsElements(form: ValueForm): boolean {
  return (
    form.type === 'element' || ((form.type === 'list' || form.type === 'dict') && holdsElements(form.item))
  );
}
