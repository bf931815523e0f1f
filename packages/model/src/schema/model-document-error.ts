/** What can be wrong with a file that a model is read from. */
export type ModelDocumentErrorCode =
  | 'NOT_JSON'
  | 'VERSION_OLDER'
  | 'VERSION_NEWER'
  | 'DOCUMENT_INVALID'
  | 'DOCUMENTATION_INVALID'
  | 'DOCUMENTATION_FOREIGN'
  | 'GLOSSARY_INVALID';

/** Where a document does not follow its schema. */
export interface SchemaViolation {
  /** `elements[3].fields[0].kind`; empty for the document as a whole. */
  readonly path: string;
  readonly expected: string;
  readonly received: string;
}

/** A model document, or a file that is read beside the sources, cannot be used. Branch on `code`, never on the text. */
export class ModelDocumentError extends Error {
  override readonly name = 'ModelDocumentError';

  constructor(
    readonly code: ModelDocumentErrorCode,
    message: string,
    /** What is wrong, for documents that do not follow their schema: at most twenty places; the text tells how many more. */
    readonly violations: readonly SchemaViolation[] = [],
    options: { readonly cause?: unknown } = {},
  ) {
    super(message, options);
  }
}
