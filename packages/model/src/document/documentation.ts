/**
 * What a doc comment says, part by part; what it does not say is left out. Texts are Markdown, without HTML: whatever looks like
 * HTML is text. Names of elements stand in them as `{@link Account}` or `{@link Account | the account}`, and {@link
 * Documentation.links} has the ids of those that were found.
 */
export interface Documentation {
  /** First paragraph. */
  readonly summary?: string;
  /** Everything that follows the summary, and `@remarks`. */
  readonly remarks?: string;
  /** `@example`, with their code fences. */
  readonly examples?: readonly string[];
  /** `@deprecated`: why, and what to use instead. */
  readonly deprecated?: string;
  /** `@see`: links, names of elements, `adr:7`. */
  readonly see?: readonly string[];
  readonly since?: string;
  /** `@internal` or `@hidden`: not for readers outside of the team. */
  readonly hidden?: true;
  /** `@why`: reasons. */
  readonly why?: readonly string[];
  /** `@question`: what is still open. */
  readonly questions?: readonly string[];
  /** `@assumption`: what is taken for granted. */
  readonly assumptions?: readonly string[];
  /** `@metric`: what would show that it works. */
  readonly metrics?: readonly string[];
  /** `@alias`: other words for it. */
  readonly aliases?: readonly string[];
  /** `@owner`: teams or people who answer for it. */
  readonly owners?: readonly string[];
  /** `@namespace`: the part of a large diagram it belongs to. */
  readonly namespace?: string;
  /** `{@link Account}`: ids of the elements that were meant, in alphabetical order. */
  readonly links?: readonly string[];
  /** `{@link …}` that name nothing the registry knows. */
  readonly brokenLinks?: readonly string[];
}
