import type { Landscape } from '@domainry/model';
import type { FormatFiles } from '../format.js';
import { fileName } from '../names/file-name.js';
import { writeJson } from '../text/write-json.js';
import { asyncApiOf } from './async-api-of.js';

/** An AsyncAPI document for each context. */
export function writeAsyncApi(landscape: Landscape): FormatFiles {
  return new Map(
    landscape.documents.map((document) => [
      `${fileName(document.context.name)}.asyncapi.json`,
      writeJson(asyncApiOf(landscape, document)),
    ]),
  );
}
