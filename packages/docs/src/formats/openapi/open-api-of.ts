import type { JsonValue } from '@domainry/core';
import type { ElementDocument, Landscape, ModelDocument } from '@domainry/model';
import { componentSchemas, type DescribedElement } from '../json-schema/component-schemas.js';
import { drafts } from '../json-schema/schema-draft.js';
import { compare } from '../../compare.js';
import { fileName } from '../names/file-name.js';
import { identifierOf, wordsOf } from '../names/identifier.js';
import { newestMessages, queriesOf } from '../names/latest.js';
import { commandOperation } from './command-operation.js';
import { problemSchema } from './problem-details.js';
import { projectionOf, queryOperation } from './query-operation.js';

/** An OpenAPI document as data. */
export type OpenApi = { readonly [part: string]: JsonValue };

/**
 * OpenAPI 3.1 of a context: commands are POSTs, queries GETs or POSTs, errors problems (RFC 9457) with the codes of the rules
 * that may be broken. Versions travel in ETag and If-Match, keys that make repeating harmless in Idempotency-Key.
 */
export function openApiOf(landscape: Landscape, document: ModelDocument): OpenApi {
  const { context, checksum } = document;
  const commands = newestMessages(landscape, context.name).filter(({ kind }) => kind === 'command');
  const queries = queriesOf(landscape, context.name);
  const described = describedElements(landscape, [...commands, ...queries]);
  const { schemas, refer } = componentSchemas(landscape, described, '2020-12', ['ProblemDetails']);
  const paths: Record<string, JsonValue> = {};
  const tags = new Map<string, string | undefined>();
  const add = (folder: string, element: ElementDocument, method: string, operation: OpenApi): void => {
    const tag = tagOf(landscape, element);
    tags.set(tag.name, tag.description);
    paths[freePath(`/${folder}/${segmentOf(element.name)}`, paths)] = {
      [method]: { ...operationHead(element, tag.name), ...operation },
    };
  };
  for (const command of commands)
    add('commands', command, 'post', commandOperation(landscape, command, refer(command)));
  for (const query of queries) {
    const { method, operation } = queryOperation(landscape, query, refer);
    add('queries', query, method, operation);
  }
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: drafts['2020-12'].identifier,
    info: {
      title: context.name,
      version: `0.0.0+${checksum.slice(0, 12)}`,
      ...(context.description === undefined ? {} : { description: context.description }),
    },
    tags: [...tags]
      .sort(([one], [other]) => compare(one, other))
      .map(([name, description]) => ({ name, ...(description === undefined ? {} : { description }) })),
    paths,
    components: { schemas: { ...schemas, ProblemDetails: problemSchema }, parameters, headers },
  };
}

const parameters: OpenApi = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description: 'The same for each attempt at one thing: it then happens once, and is answered alike.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    description: 'The ETag that was seen: the command is refused when the aggregate has changed since.',
    schema: { type: 'string', pattern: '^"[0-9]+"$' },
  },
};

const headers: OpenApi = {
  ETag: {
    description: 'Version of the aggregate, quoted.',
    schema: { type: 'string', pattern: '^"[0-9]+"$' },
  },
};

function describedElements(
  landscape: Landscape,
  messages: readonly ElementDocument[],
): readonly DescribedElement[] {
  const projections = new Set(messages.flatMap((message) => projectionOf(landscape, message) ?? []));
  return [
    ...messages.map((element) => ({ element, side: 'input' as const })),
    ...[...projections].map((element) => ({ element, side: 'output' as const })),
  ];
}

function operationHead(element: ElementDocument, tag: string): OpenApi {
  const { name, description, documentation, deprecated } = element;
  return {
    operationId: `${element.kind}_${identifierOf(name)}`,
    tags: [tag],
    ...(description === undefined ? {} : { summary: description }),
    ...(documentation?.remarks === undefined ? {} : { description: documentation.remarks }),
    ...(deprecated === undefined ? {} : { deprecated: true }),
  };
}

/** Operations are grouped by what they belong to. */
function tagOf(
  landscape: Landscape,
  { aggregate, belongsTo, kind }: ElementDocument,
): { readonly name: string; readonly description?: string | undefined } {
  const owner = landscape.find(aggregate ?? belongsTo ?? '');
  return owner === undefined
    ? { name: kind === 'query' ? 'Queries' : 'Commands' }
    : { name: owner.name, description: owner.description };
}

/** `withdraw-money` for `WithdrawMoney`. */
function segmentOf(name: string): string {
  const words = wordsOf(name).join('-');
  return /^[A-Za-z0-9]+$/.test(name) && words.length <= 80 ? words : fileName(name).toLowerCase();
}

function freePath(path: string, paths: Readonly<Record<string, unknown>>): string {
  let free = path;
  for (let count = 2; Object.hasOwn(paths, free); count++) free = `${path}-${count}`;
  return free;
}
