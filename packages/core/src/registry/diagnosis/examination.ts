import type { Problem, ProblemCode } from '../../errors/problem.js';
import type { ElementReference } from '../../fields/element-reference.js';
import type { RegisteredElement } from '../registered-element.js';
import { findTarget } from '../resolve.js';
import type { Registry } from '../registry.js';

/** One look at a whole model: gathers what is wrong. */
export class Examination {
  readonly problems: Problem[] = [];
  readonly #targets = new Map<ElementReference, RegisteredElement | undefined>();

  constructor(readonly registry: Registry) {}

  report(
    { name, place }: RegisteredElement,
    code: ProblemCode,
    cause: string,
    fix: string,
    member?: string,
  ): void {
    this.problems.push({
      code,
      element: member === undefined ? name : `${name}.${member}`,
      ...(place === undefined ? {} : { place }),
      cause,
      fix,
    });
  }

  /** The element a reference leads to; undefined when it leads to none, which is reported elsewhere. */
  targetOf(reference: ElementReference | undefined): RegisteredElement | undefined {
    if (reference === undefined) return undefined;
    if (!this.#targets.has(reference)) this.#targets.set(reference, findTarget(this.registry, reference));
    return this.#targets.get(reference);
  }

  /** What an element belongs to. */
  ownerOf(element: RegisteredElement): RegisteredElement | undefined {
    return this.targetOf(element.belongsTo);
  }
}
