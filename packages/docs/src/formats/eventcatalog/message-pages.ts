import type { JsonValue } from '@domainry/core';
import {
  consumersOf,
  eventsOf,
  producersOf,
  sendersOf,
  type ElementDocument,
  type Landscape,
} from '@domainry/model';
import { channelAddress } from '../asyncapi/channels.js';
import { jsonSchemaOf } from '../json-schema/json-schema-of.js';
import { contextOf } from '../names/element-names.js';
import { fileName } from '../names/file-name.js';
import { newestMessages } from '../names/latest.js';
import { mdxText } from '../text/mdx-text.js';
import { writeJson } from '../text/write-json.js';
import { catalogId, catalogVersion, serviceFolder, usualVersion } from './catalog-names.js';
import type { CatalogPage } from './merge-page.js';
import { section, source, steps, told } from './page-text.js';

const folders = { event: 'events', command: 'commands', query: 'queries' } as const;

/** Events, commands and queries, which have a folder each, with older versions inside. */
export type CatalogMessage = ElementDocument & { readonly kind: keyof typeof folders };

/** Whether an element is a message of a catalog. */
export function isCatalogMessage(element: ElementDocument): element is CatalogMessage {
  return Object.hasOwn(folders, element.kind);
}

/** Folder of a message: that of its newest version, or one for an older version inside. */
export function messageFolder(landscape: Landscape, message: CatalogMessage): string {
  const context = contextOf(landscape, message);
  const folder = `${serviceFolder(context)}/${folders[message.kind]}/${fileName(message.name)}`;
  const isNewest = message.kind === 'query' || newestMessages(landscape, context).includes(message);
  return isNewest ? folder : `${folder}/versioned/${catalogVersion(message)}`;
}

/** Page of a message. */
export function messagePage(landscape: Landscape, message: CatalogMessage): CatalogPage {
  const { name, kind, description, deprecated, message: contract } = message;
  const stream = { id: channelId(landscape, message), version: usualVersion };
  return {
    frontMatter: {
      id: catalogId(landscape, message),
      name,
      version: catalogVersion(message),
      ...(description === undefined ? {} : { summary: description }),
      schemaPath: 'schema.json',
      ...(kind === 'query' ? {} : { channels: [stream] as unknown as JsonValue }),
      ...(contract?.published === true
        ? { badges: [{ content: 'Published', backgroundColor: 'green', textColor: 'green' }] }
        : {}),
      ...(deprecated === undefined ? {} : { deprecated: { message: deprecationText(message) } }),
    },
    body: [
      told(message),
      kind === 'event'
        ? steps('Raised by', producersOf(landscape, message))
        : steps('Sent by', sendersOf(landscape, message)),
      steps('Handled by', consumersOf(landscape, message)),
      kind === 'command'
        ? section(
            'Events',
            eventsOf(landscape, message).map(({ id }) => `- ${mdxText(id)}`),
          )
        : '',
      section(
        'Versions',
        (contract?.upcasters ?? []).map(
          ({ from, to, description: change }) =>
            `- ${from} → ${to}${change === undefined ? '' : `: ${mdxText(change)}`}`,
        ),
      ),
      '## Schema\n\n<SchemaViewer file="schema.json" />\n\n',
      '<NodeGraph />\n\n',
      source(message),
    ].join(''),
  };
}

/** The schema beside the page, in the draft its viewer knows. */
export function messageSchema(landscape: Landscape, message: CatalogMessage): string {
  return writeJson(jsonSchemaOf(landscape, message, { draft: 'draft-07' }));
}

/** What the stream of a message is known by. */
function channelId(landscape: Landscape, message: ElementDocument): string {
  return fileName(channelAddress(landscape, message));
}

function deprecationText({ deprecated }: ElementDocument): string {
  const { since, removal, use } = deprecated!;
  return [
    `Since ${since}`,
    ...(removal === undefined ? [] : [`goes away with ${removal}`]),
    ...(use === undefined ? [] : [`use ${use}`]),
  ].join('; ');
}
