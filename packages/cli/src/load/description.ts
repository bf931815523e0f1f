import type { JsonValue } from '@domainry/core';
import type { ModelDocument } from '@domainry/model';
import type { CommandErrorCode } from '../run/command-error-codes.js';
import type { Diagnostic } from '../run/diagnostic.js';

/** What the process that imports a domain is asked. */
export interface DescriptionRequest {
  readonly domains: readonly {
    readonly name: string;
    readonly entry: string;
    readonly exported?: string;
    readonly modules: readonly string[];
    /** Imported as well when the others register nothing. */
    readonly door?: string;
  }[];
  /** Absolute; places in sources are told relative to it. */
  readonly root: string;
  readonly wanted: 'models' | 'documentation';
  /** Handed to the reading of the model. */
  readonly reading: ReadingRequest;
}

/** What the reading of a model may be told. */
export interface ReadingRequest {
  /** From the root, as are the next three. */
  readonly sources?: readonly string[];
  readonly tests?: readonly string[];
  readonly glossary?: string;
  readonly decisions?: string;
  /** Absolute path of the folder with extracted documentation: `Banking.json`. */
  readonly extracted?: string;
}

/** A domain that was found in a module. */
export interface DescribedDomain {
  /** As it was asked for. */
  readonly name: string;
  /** Name of the domain: its context. */
  readonly context: string;
  readonly entry: string;
  /** Name of the export. */
  readonly exported: string;
  /** How many elements it knows. */
  readonly elements: number;
}

/** What the process answers. */
export type DescriptionAnswer =
  | {
      readonly kind: 'described';
      readonly domains: readonly DescribedDomain[];
      /** In the order of the domains; empty unless they were wanted. */
      readonly documents: readonly ModelDocument[];
      /** In the order of the domains, as JSON; empty unless they were wanted. */
      readonly documentation: readonly JsonValue[];
    }
  | LoadFailure;

/** Why a domain could not be described. */
export interface LoadFailure {
  readonly kind: 'failed';
  readonly code: CommandErrorCode;
  readonly message: string;
  readonly why?: string;
  readonly fix?: string;
  /** Absolute. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly stack?: string;
  /** What is wrong with the model, each by itself. */
  readonly problems?: readonly Diagnostic[];
}
