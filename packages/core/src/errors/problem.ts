/** Where in the source a decorator stands. */
export interface SourcePosition {
  /** Path or URL of the file, as the runtime reports it. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
}

/** Kinds of problem a model can have. */
export type ProblemCode =
  | 'ABSTRACT_MISUSED'
  | 'ASYNC_METHOD'
  | 'ASYNC_VALIDATOR'
  | 'CONCRETE_BASE'
  | 'CONSTRUCTOR_DECLARED'
  | 'DECORATORS_UNSUPPORTED'
  | 'DUPLICATE_HANDLER'
  | 'DUPLICATE_NAME'
  | 'DUPLICATE_STORED_NAME'
  | 'DUPLICATE_TYPE'
  | 'EMITTED_TYPE_DIFFERS'
  | 'FIELD_NOT_ALLOWED'
  | 'FIELD_OPTION'
  | 'HANDLER_MISSING'
  | 'HANDLER_OPTION'
  | 'HANDLER_TARGET'
  | 'IDENTITY_MISSING'
  | 'IDENTITY_TWICE'
  | 'INVARIANT_NOT_ALLOWED'
  | 'INVARIANT_OPTION'
  | 'OPTION_INVALID'
  | 'OPTION_UNKNOWN'
  | 'REFERENCE_AMBIGUOUS'
  | 'REFERENCE_CYCLE'
  | 'REFERENCE_KIND'
  | 'REFERENCE_UNDEFINED'
  | 'REFERENCE_UNKNOWN'
  | 'RESERVED_NAME'
  | 'SHADOWED_FIELD'
  | 'TWO_DOMAINS'
  | 'UPCASTER_CHAIN'
  | 'WRONG_BASE_CLASS'
  | 'WRONG_CLUSTER';

/** One thing that is wrong with a model: where, why, and how to mend it. */
export interface Problem {
  readonly code: ProblemCode;
  /** Name of the element, with the member if one is at fault: `Account.balance`. */
  readonly element: string;
  /** Where the decorator of the element stands, when the runtime can tell. */
  readonly place?: SourcePosition;
  readonly cause: string;
  readonly fix: string;
}

/** Takes note of a problem; the element and its place are known to whoever gave the function. */
export type ReportProblem = (code: ProblemCode, cause: string, fix: string, member?: string) => void;

/** A problem as a sentence: `Account.balance (src/account.ts:12): min is above max. Make min at most max.` */
export function formatProblem({ code, element, place, cause, fix }: Problem): string {
  const at = place === undefined ? '' : ` (${formatPosition(place)})`;
  return `${element}${at}: ${cause}. ${fix} [${code}]`;
}

/** `src/account.ts:12`. */
export function formatPosition({ file, line }: SourcePosition): string {
  return `${file}:${line}`;
}
