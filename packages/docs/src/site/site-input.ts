import type { ModelDocument, SourcePlace } from '@domainry/model';

/** What a site is made of. */
export interface SiteInput {
  /** One for each context. */
  readonly documents: readonly ModelDocument[];
  /** What the checks of the model found. */
  readonly findings?: readonly SiteFinding[];
  /** What changed between recorded models, the newest first. */
  readonly changes?: readonly SiteChange[];
  readonly options?: SiteOptions;
}

/** What may be chosen about a site. */
export interface SiteOptions {
  /** Name of the whole system; the names of its contexts unless it is given. */
  readonly title?: string;
  /** One or two sentences about the system, as Markdown. */
  readonly description?: string;
  /**
   * Address of a place in the sources, with `{file}` and `{line}`:
   * `https://git.example/bookshop/blob/main/{file}#L{line}`. Without it, places are told but are no links.
   */
  readonly sourceAddress?: string;
  /**
   * Files beside the pages, such as `llms.txt`, by path relative to the folder of the site. Pages link to the Markdown
   * that says the same, where it is among them.
   */
  readonly companions?: ReadonlyMap<string, string>;
}

/** Something that a check found. */
export interface SiteFinding {
  /** `UNHANDLED_COMMAND`. */
  readonly code: string;
  readonly level: 'error' | 'warning' | 'info';
  /** Id of the element, when it is about one. */
  readonly element?: string;
  readonly message: string;
  /** What is bad about it. */
  readonly why?: string;
  readonly fix?: string;
  readonly source?: SourcePlace;
}

/** What became different from one release to another. */
export interface SiteChange {
  /** Name of the release before. */
  readonly from: string;
  /** Name of the release after. */
  readonly to: string;
  /** One for each context, as comparing its models gave it. */
  readonly differences: readonly SiteDifference[];
}

/** What became different in one context. */
export interface SiteDifference {
  /** Name of the context. */
  readonly context: string;
  readonly changes: readonly SiteDifferenceEntry[];
}

/** One difference. */
export interface SiteDifferenceEntry {
  readonly code: string;
  /** What is different: `Ordering.OrderPlaced.total`. */
  readonly path: string;
  /** Id of the element. */
  readonly element?: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly impact: 'breaking' | 'safe' | 'informational';
  /** What it means, in a sentence or two. */
  readonly why: string;
  readonly fix?: string;
  /** Why it is not breaking although it could be. */
  readonly mitigation?: string;
  /** Who feels it. */
  readonly affected: readonly { readonly element: string; readonly method?: string }[];
}
