import { writeAsyncApi } from './asyncapi/write-async-api.js';
import { writeAvro } from './avro/write-avro.js';
import { writeBackstage } from './backstage/write-backstage.js';
import { writeCloudEvents } from './cloudevents/write-cloud-events.js';
import { writeContextMapper } from './context-mapper/write-context-mapper.js';
import { writeContextive } from './contextive/write-contextive.js';
import { writeEventCatalog } from './eventcatalog/write-event-catalog.js';
import type { Format } from './format.js';
import { writeJsonSchemas } from './json-schema/write-json-schemas.js';
import { writeLikeC4 } from './likec4/write-like-c4.js';
import { writeOpenApi } from './openapi/write-open-api.js';
import { writeProtobuf } from './protobuf/write-protobuf.js';
import { writeTypeScript } from './typescript/write-type-script.js';

/** All formats, by name. */
export const formats: readonly Format[] = [
  {
    name: 'asyncapi',
    title: 'AsyncAPI',
    description: 'What each context sends and receives, for portals and generators of clients.',
    write: writeAsyncApi,
  },
  {
    name: 'avro',
    title: 'Avro',
    description: 'A record for each version of each event and command, for schema registries of Kafka.',
    write: writeAvro,
  },
  {
    name: 'backstage',
    title: 'Backstage',
    description: 'Contexts as systems, with the APIs they provide and consume, for a software catalog.',
    write: writeBackstage,
  },
  {
    name: 'cloudevents',
    title: 'CloudEvents',
    description: 'For each published event, the schema of the CloudEvent that carries it, and an example.',
    write: writeCloudEvents,
  },
  {
    name: 'context-mapper',
    title: 'Context Mapper',
    description: 'Context map, aggregates and messages in CML, to try refactorings on the real model.',
    write: writeContextMapper,
  },
  {
    name: 'contextive',
    title: 'Contextive',
    description: 'A glossary for each context, which editors show where its words stand in code.',
    write: writeContextive,
  },
  {
    name: 'eventcatalog',
    title: 'EventCatalog',
    description: 'Folders for a catalog that people add to; what they wrote stays.',
    carriesOver: true,
    write: writeEventCatalog,
  },
  {
    name: 'json-schema',
    title: 'JSON Schema',
    description: 'Everything that has contents, in drafts 2020-12 and 07, for validators and forms.',
    write: writeJsonSchemas,
  },
  {
    name: 'likec4',
    title: 'LikeC4',
    description: 'Contexts, what is in them and what goes between, as an architecture model.',
    write: writeLikeC4,
  },
  {
    name: 'openapi',
    title: 'OpenAPI',
    description: 'Commands and queries of each context over HTTP, with the errors they may answer.',
    write: writeOpenApi,
  },
  {
    name: 'protobuf',
    title: 'Protobuf',
    description: 'Messages for each version of each event and command; numbers of fields never change.',
    carriesOver: true,
    write: writeProtobuf,
  },
  {
    name: 'typescript',
    title: 'TypeScript',
    description: 'Types of the JSON of everything that has contents, for consumers without the framework.',
    write: writeTypeScript,
  },
];
