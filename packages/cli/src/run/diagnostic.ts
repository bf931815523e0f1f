/** Something to be told about: a finding, or the error that ended the command. */
export interface Diagnostic {
  /** Stable; `domainry explain CODE` tells more. */
  readonly code: string;
  readonly level: 'error' | 'warning' | 'info';
  readonly message: string;
  /** Id of the element it is about: `Banking.Account`. */
  readonly element?: string;
  /** Relative to the working folder, with `/`. */
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
  /** From 1. */
  readonly column?: number;
  /** Why it matters, or what caused it. */
  readonly why?: string;
  readonly fix?: string;
}
