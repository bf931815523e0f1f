import type { Landscape } from '@domainry/model';
import type { FormatFiles } from '../format.js';
import { messagesOf, pathOf } from '../names/element-names.js';
import { writeJson } from '../text/write-json.js';
import { avroOf } from './avro-of.js';

/** An Avro record for each version of each event and command. */
export function writeAvro(landscape: Landscape): FormatFiles {
  return new Map(
    messagesOf(landscape).map((message) => [
      `${pathOf(landscape, message)}.avsc`,
      writeJson(avroOf(landscape, message)),
    ]),
  );
}
