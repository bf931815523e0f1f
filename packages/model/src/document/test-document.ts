import type { SourcePlace } from './source-place.js';

/** A test that names an element or a part of it. That it passes, and proves what it says, nobody has looked at. */
export interface TestDocument {
  /** Titles of the suites around it and its own, from the outermost. */
  readonly title: readonly string[];
  /** Name of the rule, field or method that is meant; absent for the element as a whole. */
  readonly member?: string;
  /** Of a field with states: the step that is meant. */
  readonly transition?: { readonly from: string; readonly to: string };
  /** `tag`: `@covers` says so; `title`: its title has the name; `use`: its body makes one, of commands and queries. */
  readonly by: 'tag' | 'title' | 'use';
  readonly source?: SourcePlace;
}
