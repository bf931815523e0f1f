import type { JsonValue } from '@domainry/core';
import type { ContextDocument, Landscape } from '@domainry/model';
import { writeAsyncApi } from '../asyncapi/write-async-api.js';
import type { FormatFiles, FormatOptions } from '../format.js';
import { compare } from '../../compare.js';
import { contextOf } from '../names/element-names.js';
import { fileName } from '../names/file-name.js';
import { fingerprint } from '../names/fingerprint.js';
import { writeOpenApi } from '../openapi/write-open-api.js';
import { oneLine } from '../text/one-line.js';
import { writeYaml } from '../text/write-yaml.js';

/**
 * What the software catalog of Backstage is told: each context is a system with one component, which provides an API of its
 * messages and one of its commands and queries. The documents of the APIs lie beside.
 */
export function writeBackstage(landscape: Landscape, options: FormatOptions = {}): FormatFiles {
  const entities = landscape.documents.flatMap(({ context }) =>
    entitiesOf(landscape, context, options.siteUri),
  );
  if (entities.length === 0) return new Map();
  return new Map([
    ['catalog-info.yaml', entities.map((entity) => writeYaml(entity)).join('---\n')],
    ...writeAsyncApi(landscape),
    ...writeOpenApi(landscape),
  ]);
}

function entitiesOf(
  landscape: Landscape,
  context: ContextDocument,
  siteUri: string | undefined,
): readonly JsonValue[] {
  const name = entityName(context.name);
  const owner = ownerOf(context);
  const title = oneLine(context.name);
  const metadata = {
    name,
    title,
    ...(context.description === undefined ? {} : { description: oneLine(context.description) }),
    tags: ['bounded-context', ...(context.classification === undefined ? [] : [context.classification])],
    ...(siteUri === undefined ? {} : { links: [{ url: siteUri, title: 'Domain documentation' }] }),
  };
  const apis = [
    { type: 'asyncapi', what: 'messages', file: `${fileName(context.name)}.asyncapi.json` },
    { type: 'openapi', what: 'commands and queries', file: `${fileName(context.name)}.openapi.json` },
  ];
  const consumed = consumedContexts(landscape, context.name).map((other) => apiName(other, 'asyncapi'));
  return [
    { apiVersion: 'backstage.io/v1alpha1', kind: 'System', metadata, spec: { owner } },
    {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata,
      spec: {
        type: 'service',
        lifecycle: 'production',
        owner,
        system: name,
        providesApis: apis.map(({ type }) => apiName(context.name, type)),
        ...(consumed.length === 0 ? {} : { consumesApis: consumed }),
      },
    },
    ...apis.map(({ type, what, file }) => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'API',
      metadata: { name: apiName(context.name, type), title: `${title}: ${what}` },
      spec: { type, lifecycle: 'production', owner, system: name, definition: { $text: `./${file}` } },
    })),
  ];
}

/** Contexts whose messages a context handles or is sent to. */
function consumedContexts(landscape: Landscape, context: string): readonly string[] {
  const edges = landscape.documents.find((document) => document.context.name === context)?.edges ?? [];
  const others = edges
    .filter(
      ({ kind }) => kind === 'reacts' || kind === 'projects' || kind === 'subscribes' || kind === 'sends',
    )
    .flatMap(({ to }) => landscape.find(to) ?? [])
    .map((element) => contextOf(landscape, element))
    .filter((other) => other !== context);
  return [...new Set(others)].sort(compare);
}

/** The first of its owners; nobody has said who, where there is none. */
function ownerOf({ owners }: ContextDocument): string {
  return owners[0] === undefined ? 'unknown' : `group:default/${entityName(owners[0])}`;
}

function apiName(context: string, type: string): string {
  return entityName(`${context}-${type}`);
}

/** A name that Backstage takes: at most 63 letters, digits and signs between them. */
function entityName(name: string): string {
  if (/^[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/.test(name)) return name;
  const kept = name
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, 50)
    .replace(/-$/, '');
  return `${kept}${kept === '' ? '' : '-'}${fingerprint(name)}`;
}
