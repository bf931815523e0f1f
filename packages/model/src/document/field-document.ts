import type { Deprecation, JsonValue } from '@domainry/core';
import type { Documentation } from './documentation.js';
import type { SourcePlace } from './source-place.js';

/** One field of an element. */
export interface FieldDocument {
  readonly name: string;
  /** `float`, `identifier`, `hasMany` …: the name of its decorator. */
  readonly kind: string;
  /** Whether a value has to be given: `required`, `optional`, `nullable`, `defaulted` or `computed`. */
  readonly presence: string;
  /** What the decorator says of it, or else the first sentence of its comment. */
  readonly description?: string;
  readonly identifier?: true;
  readonly unique?: true;
  readonly readOnly?: true;
  /** Class of personal data. */
  readonly personal?: string;
  readonly storedAs?: string;
  readonly renamedFrom?: readonly string[];
  readonly deprecated?: Deprecation;
  /** Left out where a function gives it. */
  readonly default?: JsonValue;
  readonly examples?: readonly JsonValue[];
  /** `min`, `maxLength`, `choices`, `transitions` …, by name. */
  readonly constraints: Readonly<Record<string, JsonValue>>;
  /** Id of the element it holds or points to. */
  readonly target?: string;
  /** What a list or dict holds. */
  readonly items?: FieldDocument;
  readonly documentation?: Documentation;
  readonly source?: SourcePlace;
}
