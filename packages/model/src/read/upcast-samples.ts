import type { JsonValue, RegisteredElement, Registry } from '@domainry/core';
import type { ElementDocument, UpcasterDocument } from '../document/element-document.js';

type Data = { readonly [key: string]: JsonValue };

/** Messages with samples of what their upcasters make, and what went wrong on the way. */
export interface SampledElements {
  readonly elements: readonly ElementDocument[];
  /** In sentences. */
  readonly gaps: readonly string[];
}

/**
 * Runs upcasters on samples: the block of JSON in an `@example` of their comment, or what the upcaster before gave. They are
 * pure by contract; one that gives something else each time is told as a gap, and so is one that fails.
 */
export function withUpcastSamples(
  elements: readonly ElementDocument[],
  registry: Registry,
  idOf: (element: RegisteredElement) => string,
): SampledElements {
  const classes = new Map(registry.ofKind('upcaster').map((element) => [idOf(element), element.cls]));
  const comments = new Map(elements.map(({ id, documentation }) => [id, documentation?.examples ?? []]));
  const gaps: string[] = [];
  const sampled = elements.map((element): ElementDocument => {
    const { message } = element;
    if (message === undefined || message.upcasters.length === 0) return element;
    const given = new Map<number, Data>();
    const upcasters = message.upcasters.map((step): UpcasterDocument => {
      const before = sampleIn(comments.get(step.upcaster) ?? []) ?? given.get(step.from);
      const cls = classes.get(step.upcaster);
      if (before === undefined || cls === undefined) return step;
      const after = upcastOf(cls as new () => unknown, before);
      if (typeof after === 'string') {
        gaps.push(`${step.upcaster}: its sample could not be brought to version ${step.to}: ${after}`);
        return step;
      }
      given.set(step.to, after);
      return { ...step, sample: { before, after } };
    });
    return { ...element, message: { ...message, upcasters } };
  });
  return { elements: sampled, gaps };
}

/** The first block of JSON among examples. */
function sampleIn(examples: readonly string[]): Data | undefined {
  for (const example of examples) {
    const [, block] = /```json\s*\n([\s\S]*?)```/.exec(example) ?? [];
    if (block === undefined) continue;
    try {
      const value: unknown = JSON.parse(block);
      if (isData(value)) return value;
    } catch {
      // An example for people may be no JSON after all.
    }
  }
  return undefined;
}

/** What an upcaster makes of data; a sentence when it makes nothing of them, or not always the same. */
function upcastOf(cls: new () => unknown, before: Data): Data | string {
  try {
    const upcaster = new cls() as { upcast(data: unknown): unknown };
    const [one, other] = [upcaster, upcaster].map((each) => each.upcast(structuredClone(before)));
    // A promise must not fail unheard.
    for (const each of [one, other]) if (each instanceof Promise) each.catch(() => undefined);
    if (!isData(one)) return 'it gives no data.';
    const [text, again] = [one, other].map((each) => JSON.stringify(each));
    return text === again ? (JSON.parse(text!) as Data) : 'it gives something else each time.';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Promise);
}
