import type { ElementDocument } from '@domainry/model';
import type { VNode } from 'preact';

/** One page, before it is written as HTML. */
export interface Page {
  /** Path relative to the folder of the site. */
  readonly address: string;
  readonly title: string;
  /** One sentence, for search engines and for lists of pages. */
  readonly description?: string;
  /** Where it is: the pages above it, from the outermost. */
  readonly trail: readonly Crumb[];
  /** The element it is about, when it is about one. */
  readonly element?: ElementDocument;
  /** Name of the context it is about, or that its element is in. */
  readonly context?: string;
  /** What is on it; those that have nothing to say are left out before. */
  readonly sections: readonly PageSection[];
  /** What stands above all sections. */
  readonly head?: VNode;
  /** It is as wide as the window, for what needs the room. */
  readonly wide?: true;
}

/** A page above another. */
export interface Crumb {
  readonly title: string;
  readonly address?: string;
}

/** A part of a page with a heading, listed in its table of contents. */
export interface PageSection {
  /** Anchor on the page. */
  readonly id: string;
  readonly title: string;
  /** How many things it lists, to be shown beside the title. */
  readonly count?: number;
  readonly body: VNode;
}

/** A list of sections without those that have nothing to say. */
export function sections(...all: readonly (PageSection | undefined)[]): readonly PageSection[] {
  return all.filter((each) => each !== undefined);
}

/** A section; undefined where there is no body. */
export function section(
  id: string,
  title: string,
  body: VNode | false | undefined,
  count?: number,
): PageSection | undefined {
  if (body === false || body === undefined) return undefined;
  return { id, title, body, ...(count === undefined ? {} : { count }) };
}
