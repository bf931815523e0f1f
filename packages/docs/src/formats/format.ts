import type { Landscape } from '@domainry/model';

/** Texts of files, by path relative to the folder they are written to, with `/`. */
export type FormatFiles = ReadonlyMap<string, string>;

/** What the writer of a format may be told. */
export interface FormatOptions {
  /**
   * What the folder holds already, by path. Formats that carry something over from one writing to the next read it:
   * numbers of Protobuf fields, what people added to an EventCatalog. Nothing when absent.
   */
  readonly existing?: FormatFiles;
  /** Absolute URI that schemas are published under; without it they are named by URNs. */
  readonly baseUri?: string;
  /** Absolute address of the documentation site, for links that lead there; without it there are none. */
  readonly siteUri?: string;
  /** Called with each sentence about something a person should look at. */
  readonly report?: (sentence: string) => void;
}

/** A format of another tool that a landscape can be written in. */
export interface Format {
  /** As the command line names it: `json-schema`. */
  readonly name: string;
  /** As its makers name it. */
  readonly title: string;
  /** What it is good for, in one sentence. */
  readonly description: string;
  /** Whether `existing` matters: without it, what was written before is forgotten. */
  readonly carriesOver?: true;
  /** The same landscape gives the same files, in the same order. */
  readonly write: (landscape: Landscape, options?: FormatOptions) => FormatFiles;
}
