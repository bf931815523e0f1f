import type { Landscape } from '@domainry/model';
import type { FormatFiles, FormatOptions } from '../format.js';
import { elementsWithContents } from '../names/element-names.js';
import { writeJson } from '../text/write-json.js';
import { jsonSchemaOf, schemaPath } from './json-schema-of.js';
import { drafts, type SchemaDraft } from './schema-draft.js';

/**
 * JSON Schemas of everything that has contents: one file for each element, and version of it, in the newest draft; those of
 * draft-07 are in a folder of that name.
 */
export function writeJsonSchemas(landscape: Landscape, { baseUri }: FormatOptions = {}): FormatFiles {
  const files = new Map<string, string>();
  for (const draft of Object.keys(drafts) as SchemaDraft[]) {
    for (const element of elementsWithContents(landscape)) {
      const schema = jsonSchemaOf(landscape, element, {
        draft,
        ...(baseUri === undefined ? {} : { baseUri }),
      });
      files.set(schemaPath(landscape, element, draft), writeJson(schema));
    }
  }
  return files;
}
