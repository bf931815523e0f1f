import type { ModelDocument } from '../document/model-document.js';
import { ModelDocumentError } from './model-document-error.js';
import { modelSchema } from './model-schema.js';
import { modelVersion } from './model-version.js';
import { phraseOf, schemaViolations } from './schema-violations.js';

/**
 * Reads a document from its text, and makes sure that it is one.
 *
 * @param name - what the text is called in errors: the path of its file.
 * @throws ModelDocumentError NOT_JSON, VERSION_OLDER, VERSION_NEWER, DOCUMENT_INVALID with `violations`.
 */
export function parseModel(text: string, name = 'The model document'): ModelDocument {
  const content = parseJson(text, name);
  const version =
    typeof content === 'object' && content !== null
      ? (content as Partial<ModelDocument>).modelVersion
      : undefined;
  if (typeof version !== 'string' || !/^\d+\./.test(version)) {
    throw new ModelDocumentError(
      'DOCUMENT_INVALID',
      `${name} is no model document: it has no modelVersion. Write one with readModel.`,
    );
  }
  const [given, own] = [majorOf(version), majorOf(modelVersion)];
  if (given > own) {
    throw new ModelDocumentError(
      'VERSION_NEWER',
      `${name} has the form ${version}, and this package reads ${own}.x. Upgrade @domainry/model.`,
    );
  }
  if (given < own) {
    throw new ModelDocumentError(
      'VERSION_OLDER',
      `${name} has the form ${version}, and this package reads ${own}.x. Write the document anew.`,
    );
  }
  const verdict = schemaViolations(content, modelSchema);
  if (verdict.violations.length > 0) {
    throw new ModelDocumentError(
      'DOCUMENT_INVALID',
      `${name} is no model document. ${phraseOf(verdict)}`,
      verdict.violations,
    );
  }
  return content as ModelDocument;
}

/** Reads JSON; a byte order mark before it is passed over. */
export function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ModelDocumentError('NOT_JSON', `${name} is not JSON: ${reason}`, [], { cause });
  }
}

function majorOf(version: string): number {
  return Number(version.split('.')[0]);
}
