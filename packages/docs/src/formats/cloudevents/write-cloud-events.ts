import type { Landscape } from '@domainry/model';
import type { FormatFiles, FormatOptions } from '../format.js';
import { messagesOf, pathOf } from '../names/element-names.js';
import { writeJson } from '../text/write-json.js';
import { cloudEventExample, cloudEventSchema } from './cloud-event.js';

/** For each published event, the JSON Schema of the CloudEvent that carries it, and an example of one. */
export function writeCloudEvents(landscape: Landscape, { baseUri }: FormatOptions = {}): FormatFiles {
  const published = messagesOf(landscape).filter(
    ({ kind, message }) => kind === 'event' && message?.published === true,
  );
  return new Map(
    published.flatMap((event) => [
      [`${pathOf(landscape, event)}.schema.json`, writeJson(cloudEventSchema(landscape, event, baseUri))],
      [`${pathOf(landscape, event)}.example.json`, writeJson(cloudEventExample(landscape, event, baseUri))],
    ]),
  );
}
