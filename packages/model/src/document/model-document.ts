import type { JsonValue } from '@domainry/core';
import type { ElementDocument } from './element-document.js';
import type { EdgeDocument } from './edge-document.js';
import type { Documentation } from './documentation.js';

/**
 * What a domain is, as one JSON document: the contract between the registry and every tool that reads it. One document
 * describes one bounded context; several of them, side by side, describe a system.
 *
 * Lists are sorted, and what does not apply is left out, so that the same model gives the same bytes on every machine.
 * Everything names elements by their id, `Context.Element`.
 */
export interface ModelDocument {
  /** The JSON Schema that the document follows. */
  readonly $schema: string;
  /** Version of the form of the document, not of what it describes. */
  readonly modelVersion: string;
  /** SHA-256 of the content: of everything but `$schema`, `modelVersion`, `checksum` and `provenance`. */
  readonly checksum: string;
  readonly context: ContextDocument;
  /** By id. */
  readonly elements: readonly ElementDocument[];
  /** How elements are connected, by `from`, `kind`, `to` and `method`. */
  readonly edges: readonly EdgeDocument[];
  /** Words of the domain, by name. */
  readonly glossary: readonly TermDocument[];
  /** Decisions that were recorded beside the code, by id. */
  readonly decisions: readonly DecisionDocument[];
  readonly provenance: Provenance;
}

/** The bounded context as a whole. */
export interface ContextDocument {
  /** Name of the domain. */
  readonly name: string;
  readonly description?: string;
  /** Teams or people who answer for it, in the order they were given. */
  readonly owners: readonly string[];
  readonly classification?: 'core' | 'supporting' | 'generic';
  /** How it relates to other contexts, by the name of the other. */
  readonly relationships: readonly RelationshipDocument[];
  /** What is written above the declaration of the domain. */
  readonly documentation?: Documentation;
}

/** How this context relates to another. */
export interface RelationshipDocument {
  /** Name of the other context. */
  readonly to: string;
  /** The pattern, as it was given: `customer-supplier`, `anticorruption-layer` … */
  readonly as: string;
  readonly direction?: 'upstream' | 'downstream';
  readonly description?: string;
}

/** A word of the ubiquitous language. */
export interface TermDocument {
  readonly name: string;
  readonly definition?: string;
  readonly aliases: readonly string[];
  readonly examples: readonly string[];
  /** The element that stands for it, when one does. */
  readonly element?: string;
  /** Ids of the elements that name it in their comments, or are named by it. */
  readonly usedBy: readonly string[];
  /** A file of terms, or the element whose comment defines it. */
  readonly from: 'element' | 'comment' | 'file';
}

/** A decision record (ADR) that a file holds. */
export interface DecisionDocument {
  /** `7` for `0007-….md`, as comments refer to it: `@see adr:7`. */
  readonly id: string;
  readonly title: string;
  readonly status?: string;
  readonly date?: string;
  /** Relative to the root of the repository. */
  readonly file: string;
  /** The text, as Markdown, without its title. */
  readonly text: string;
  /** Ids of the elements that refer to it. */
  readonly elements: readonly string[];
}

/** Where the document comes from. No part of the content: another machine may tell it differently. */
export interface Provenance {
  /** Name and version of what made it. */
  readonly generator: string;
  /** Commit of the sources, when it is known. */
  readonly commit?: string;
  /** What could not be found out, in sentences: classes without a source, comments that could not be read … */
  readonly gaps: readonly string[];
  /** Anything a reader of a later version may find here. */
  readonly [key: string]: JsonValue | undefined;
}
