import type { JsonValue } from '@domainry/core';
import {
  producersOf,
  sendersOf,
  type EdgeDocument,
  type ElementDocument,
  type Landscape,
  type ModelDocument,
} from '@domainry/model';
import { exampleOf } from '../example/example-of.js';
import { usualSide } from '../json-schema/describe-contents.js';
import { componentSchemas } from '../json-schema/component-schemas.js';
import { extensionKeyword } from '../json-schema/schema-draft.js';
import { compare } from '../../compare.js';
import { contextOf, messagesOf, versionedIdentifier } from '../names/element-names.js';
import { fileName } from '../names/file-name.js';
import { identifierOf } from '../names/identifier.js';
import { newestMessages } from '../names/latest.js';
import { nameElements } from '../names/name-elements.js';
import { channelAddress } from './channels.js';

/** An AsyncAPI document as data. */
export type AsyncApi = { readonly [part: string]: JsonValue };

/** What the parts of a document are called and described by. */
interface Writing {
  readonly landscape: Landscape;
  readonly document: ModelDocument;
  readonly messages: readonly ElementDocument[];
  /** Names of messages, by id. */
  readonly names: ReadonlyMap<string, string>;
  /** Names of channels, by address. */
  readonly channels: ReadonlyMap<string, string>;
}

const sends = ['sends'] as const;
const receives = ['handles', 'reacts', 'projects'] as const;

/**
 * AsyncAPI 3.1 of a context: stream categories are channels, what it raises and sends are `send` operations, what it handles are
 * `receive` operations, one for each method.
 */
export function asyncApiOf(landscape: Landscape, document: ModelDocument): AsyncApi {
  const { context, checksum } = document;
  const messages = messagesIn(landscape, document);
  const names = nameElements(messages, versionedIdentifier);
  const addresses = [...new Set(messages.map((message) => channelAddress(landscape, message)))].sort(compare);
  const writing: Writing = {
    landscape,
    document,
    messages,
    names,
    channels: new Map(addresses.map((address) => [address, fileName(address)])),
  };
  const { schemas, refer } = componentSchemas(
    landscape,
    messages.map((element) => ({ element, side: usualSide(element) })),
    'draft-07',
    ['MessageHeaders'],
  );
  return {
    asyncapi: '3.1.0',
    id: `urn:domainry:${encodeURIComponent(context.name)}`,
    info: {
      title: context.name,
      version: `0.0.0+${checksum.slice(0, 12)}`,
      ...(context.description === undefined ? {} : { description: context.description }),
      tags: context.owners.map((owner) => ({ name: `owner: ${owner}` })),
    },
    defaultContentType: 'application/json',
    channels: channelsOf(writing),
    operations: operationsOf(writing),
    components: {
      messages: Object.fromEntries(
        messages.map((message) => [names.get(message.id)!, messageOf(writing, message, refer(message))]),
      ),
      schemas: { ...schemas, MessageHeaders: headers },
      correlationIds: {
        lineage: {
          description: 'The same for everything that follows from one message that came from outside.',
          location: '$message.header#/correlationid',
        },
      },
    },
  };
}

const headers: AsyncApi = {
  type: 'object',
  description: 'What is known of a message beside its contents, as attributes of CloudEvents.',
  properties: {
    id: {
      type: 'string',
      description: 'Identity of the message: who receives one twice has received it once.',
    },
    type: { type: 'string', description: 'Stored name with the version.' },
    time: { type: 'string', format: 'date-time' },
    correlationid: { type: 'string' },
    causationid: { type: 'string', description: 'Identity of the message that this one follows from.' },
  },
  required: ['id', 'type', 'time'],
};

/** Messages of the context in all versions, and those of other contexts that it receives or sends. */
function messagesIn(landscape: Landscape, document: ModelDocument): readonly ElementDocument[] {
  const foreign = document.edges
    .filter(({ kind }) => [...sends, ...receives].some((each) => each === kind))
    .flatMap(({ to }) => landscape.find(to) ?? [])
    .filter(({ kind }) => kind === 'event' || kind === 'command');
  const all = new Set([...messagesOf(landscape, document.context.name), ...foreign]);
  return [...all].sort((one, other) => compare(one.id, other.id));
}

function channelsOf({ landscape, messages, names, channels }: Writing): AsyncApi {
  const written = [...channels].map(([address, name]): [string, JsonValue] => {
    const inside = messages.filter((message) => channelAddress(landscape, message) === address);
    const references = inside.map((message) => {
      const key = names.get(message.id)!;
      return [key, { $ref: `#/components/messages/${key}` }];
    });
    return [name, { address, messages: Object.fromEntries(references) as AsyncApi }];
  });
  return Object.fromEntries(written);
}

function messageOf({ landscape }: Writing, message: ElementDocument, payload: JsonValue): JsonValue {
  const { name, description, kind, documentation, deprecated, supersededBy } = message;
  const example = exampleOf(landscape, message);
  return {
    name: message.message?.type ?? message.id,
    title: name,
    ...(description === undefined ? {} : { summary: description }),
    ...(documentation?.remarks === undefined ? {} : { description: documentation.remarks }),
    tags: [{ name: kind }, ...(message.message?.published === true ? [{ name: 'published' }] : [])],
    headers: { $ref: '#/components/schemas/MessageHeaders' },
    correlationId: { $ref: '#/components/correlationIds/lineage' },
    payload,
    examples: [{ name: 'example', payload: example }],
    [extensionKeyword]: {
      element: message.id,
      ...(deprecated === undefined ? {} : { deprecated: { ...deprecated } }),
      ...(supersededBy === undefined ? {} : { supersededBy }),
    },
  };
}

function operationsOf(writing: Writing): AsyncApi {
  const { landscape, document } = writing;
  const operations: Record<string, JsonValue> = {};
  const add = (name: string, operation: JsonValue): void => {
    let key = identifierOf(name);
    for (let count = 2; Object.hasOwn(operations, key); count++) key = `${identifierOf(name)}${count}`;
    operations[key] = operation;
  };
  for (const event of newestMessages(landscape, document.context.name).filter(
    ({ kind }) => kind === 'event',
  )) {
    const by = producersOf(landscape, event).map(({ element, method }) => methodOf(element.id, method));
    add(`send_${event.name}`, operationOf(writing, 'send', event, { raisedBy: by }));
  }
  for (const edge of handlingEdges(document)) {
    const message = landscape.find(edge.to);
    if (message === undefined || !writing.names.has(message.id)) continue;
    const [, element = ''] = edge.from.split(/\.(.*)/s);
    const by = methodOf(edge.from, edge.method);
    add(
      `receive_${element}_${edge.method ?? message.name}`,
      operationOf(writing, 'receive', message, { by }),
    );
  }
  for (const command of writing.messages.filter(({ kind }) => kind === 'command')) {
    const by = sendersOf(landscape, command).filter(
      ({ element }) => contextOf(landscape, element) === document.context.name,
    );
    if (by.length === 0) continue;
    const methods = by.map(({ element, method }) => methodOf(element.id, method));
    add(`send_${command.name}`, operationOf(writing, 'send', command, { sentBy: methods }));
  }
  return operations;
}

function handlingEdges({ edges }: ModelDocument): readonly EdgeDocument[] {
  const key = ({ from, method, to }: EdgeDocument): string => `${from} ${method ?? ''} ${to}`;
  return edges
    .filter(({ kind }) => receives.some((each) => each === kind))
    .sort((one, other) => compare(key(one), key(other)));
}

function operationOf(
  { landscape, names, channels }: Writing,
  action: 'send' | 'receive',
  message: ElementDocument,
  said: AsyncApi,
): JsonValue {
  const channel = `#/channels/${channels.get(channelAddress(landscape, message))!}`;
  return {
    action,
    channel: { $ref: channel },
    ...(message.description === undefined ? {} : { summary: message.description }),
    messages: [{ $ref: `${channel}/messages/${names.get(message.id)!}` }],
    [extensionKeyword]: said,
  };
}

/** `Banking.AccountCommands.withdraw` */
function methodOf(id: string, method: string | undefined): string {
  return method === undefined ? id : `${id}.${method}`;
}
