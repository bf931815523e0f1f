/**
 * Living documentation from model documents.
 *
 * @packageDocumentation
 */
export type { Figure, FigureEdge, FigureNode, FigureNodeKind, FigureOptions } from './figures/figure.js';
export { clusterFigure } from './figures/cluster-figure.js';
export { commandMatrix, type CommandMatrix } from './figures/command-matrix.js';
export { contextMapFigure } from './figures/context-map-figure.js';
export { entityRelationFigure } from './figures/entity-relation-figure.js';
export { eventModelFigure } from './figures/event-model-figure.js';
export { figureStyles } from './figures/figure-styles.js';
export { messageFlowFigure } from './figures/message-flow-figure.js';
export { processSequenceFigure } from './figures/process-figure.js';
export { stateFigure } from './figures/state-figure.js';
export type { Format, FormatFiles, FormatOptions } from './formats/format.js';
export { formats } from './formats/formats.js';
export { asyncApiOf, type AsyncApi } from './formats/asyncapi/async-api-of.js';
export { avroOf, type AvroSchema } from './formats/avro/avro-of.js';
export { cloudEventExample, cloudEventSchema } from './formats/cloudevents/cloud-event.js';
export { exampleOf, type ExampleOptions } from './formats/example/example-of.js';
export type { SchemaSide } from './formats/json-schema/describe-contents.js';
export { jsonSchemaOf, type JsonSchemaOptions } from './formats/json-schema/json-schema-of.js';
export type { JsonSchema, SchemaDraft } from './formats/json-schema/schema-draft.js';
export { openApiOf, type OpenApi } from './formats/openapi/open-api-of.js';
export { protobufOf } from './formats/protobuf/write-protobuf.js';
export { typeScriptOf } from './formats/typescript/type-script-of.js';
export { compareSite, type SiteComparison } from './site/compare-site.js';
export { renderSingleFile } from './site/render-single-file.js';
export { renderSite } from './site/render-site.js';
export { SiteError, type SiteErrorCode } from './site/site-error.js';
export { type SiteFiles } from './site/site-folder.js';
export type {
  SiteChange,
  SiteDifference,
  SiteDifferenceEntry,
  SiteFinding,
  SiteInput,
  SiteOptions,
} from './site/site-input.js';
export { writeSite, type WrittenSite } from './site/write-site.js';
export { agentsBlock, type AgentsOptions } from './markdown/agents-block.js';
export { llmsFullText, llmsText } from './markdown/llms-text.js';
export { AgentsMarkersError, mergeAgents } from './markdown/merge-agents.js';
export { renderMarkdown } from './markdown/render-markdown.js';
