import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Site } from './site.js';

/** The page that is being written, for everything on it. */
export interface CurrentPage {
  readonly site: Site;
  /** Name of the context it is about; names in its prose are looked up there first. */
  readonly context?: string;
  /** How this page refers to another, or to a file; `path#anchor` to a part of it. */
  readonly href: (address: string) => string;
  /** Whether the document this page ends up in, or its folder, has such a page or file. */
  readonly has: (address: string) => boolean;
  /** What an anchor of this page is called in the document it ends up in. */
  readonly anchor: (id: string) => string;
}

/** Provides the current page to the components on it. */
export const CurrentPageContext = createContext<CurrentPage | undefined>(undefined);

/**
 * The page that is being written.
 *
 * @throws TypeError outside of a page.
 */
export function usePage(): CurrentPage {
  const page = useContext(CurrentPageContext);
  if (page === undefined) throw new TypeError('A part of a page was rendered without a page around it.');
  return page;
}
