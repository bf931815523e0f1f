import type { Documentation } from '../document/documentation.js';
import type { EdgeDocument } from '../document/edge-document.js';
import type { MethodDocument, SuppressionDocument, ThrownDocument } from '../document/element-document.js';
import type { TestDocument } from '../document/test-document.js';
import type { SourcePlace } from '../document/source-place.js';

/** What the sources of a domain say of it, beside what its registry knows: kept in a file, it stands in for them. */
export interface SourceDocumentation {
  /** Version of the form of this file. */
  readonly documentationVersion: string;
  /** Name of the domain. */
  readonly domain: string;
  /** What is written above the declaration of the domain. */
  readonly context: ContextReading;
  /** By id of the element. */
  readonly elements: Readonly<Record<string, ElementReading>>;
  /** What could not be found out, in sentences. */
  readonly gaps: readonly string[];
}

/** What is said of the domain as a whole. */
export interface ContextReading {
  readonly documentation?: Documentation;
  readonly terms: readonly TermReading[];
}

/** A word that a comment defines. */
export interface TermReading {
  readonly name: string;
  readonly definition: string;
}

/** What the source of one element says. */
export interface ElementReading extends MemberReading {
  /** Defined anywhere in its class. */
  readonly terms: readonly TermReading[];
  /** Said anywhere in its class; those of a member name it. */
  readonly suppressions: readonly SuppressionDocument[];
  /** By name. */
  readonly fields: Readonly<Record<string, MemberReading>>;
  /** By the name of their method. */
  readonly invariants: Readonly<Record<string, InvariantReading>>;
  /** Public methods, in the order of the source. */
  readonly methods: readonly MethodDocument[];
  /** Tests that name it or a part of it; absent where none does, or none were looked at. */
  readonly tests?: readonly TestDocument[];
  /** States that methods assign; without `to`, it may be any. */
  readonly assignments: readonly AssignmentReading[];
  /** By `from`, `kind`, `to`, `method`, `via`. */
  readonly edges: readonly EdgeDocument[];
}

/** Where something stands, and what is said of it. */
export interface MemberReading {
  readonly source?: SourcePlace;
  readonly documentation?: Documentation;
}

/** What is said of an invariant, and what its method throws. */
export interface InvariantReading extends MemberReading {
  readonly throws: readonly ThrownDocument[];
}

/** A method that assigns a state to a field. */
export interface AssignmentReading {
  readonly method: string;
  readonly field: string;
  readonly to?: string;
}
