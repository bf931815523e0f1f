import type { Landscape } from '@domainry/model';
import type { FormatFiles } from '../format.js';
import { fileName } from '../names/file-name.js';
import { writeJson } from '../text/write-json.js';
import { openApiOf } from './open-api-of.js';

/** An OpenAPI document for each context. */
export function writeOpenApi(landscape: Landscape): FormatFiles {
  return new Map(
    landscape.documents.map((document) => [
      `${fileName(document.context.name)}.openapi.json`,
      writeJson(openApiOf(landscape, document)),
    ]),
  );
}
