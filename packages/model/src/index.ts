/**
 * The model document of a registry.
 *
 * @packageDocumentation
 */
export type {
  ContextDocument,
  DecisionDocument,
  ModelDocument,
  Provenance,
  RelationshipDocument,
  TermDocument,
} from './document/model-document.js';
export type { Documentation } from './document/documentation.js';
export type { EdgeDocument, EdgeKind } from './document/edge-document.js';
export type {
  ElementDocument,
  HandlerDocument,
  InvariantDocument,
  MessageContract,
  MethodDocument,
  StateMachineDocument,
  StorageDocument,
  SuppressionDocument,
  ThrownDocument,
  TransitionDocument,
  UpcasterDocument,
} from './document/element-document.js';
export type { FieldDocument } from './document/field-document.js';
export type { TestDocument } from './document/test-document.js';
export type { SourcePlace } from './document/source-place.js';
export { landscapeOf, type Landscape } from './landscape/landscape.js';
export {
  clusterOf,
  consumersOf,
  eventsOf,
  producersOf,
  reachOf,
  sendersOf,
  type Step,
} from './landscape/flows.js';
export { changeTitles, type ChangeCode } from './differences/change-codes.js';
export { compareModels } from './differences/compare-models.js';
export type { CompareOptions } from './differences/comparison.js';
export type { Compatibility } from './differences/compatibility.js';
export { differenceToMarkdown } from './differences/difference-to-markdown.js';
export type {
  Affected,
  ContractVerdict,
  Impact,
  ModelChange,
  ModelDifference,
} from './differences/model-difference.js';
export { extractDocumentation, readModel, type ModelOptions } from './read/read-model.js';
export { canonicalModel, checksumOf } from './schema/canonical-model.js';
export {
  ModelDocumentError,
  type ModelDocumentErrorCode,
  type SchemaViolation,
} from './schema/model-document-error.js';
export { modelSchema } from './schema/model-schema.js';
export { modelSchemaId, modelVersion } from './schema/model-version.js';
export { parseDocumentation } from './schema/parse-documentation.js';
export { parseModel } from './schema/parse-model.js';
export type { SchemaNode } from './schema/schema-node.js';
export type { SourceOptions } from './source/read-sources.js';
export type {
  AssignmentReading,
  ContextReading,
  ElementReading,
  InvariantReading,
  MemberReading,
  SourceDocumentation,
  TermReading,
} from './source/source-documentation.js';
export type { CheckLimits, CheckRuleFacts } from './checks/check-rule.js';
export { checkRules } from './checks/check-rules.js';
export { baselineOf, checkModels, examineModels, type CheckReport } from './checks/check-models.js';
export type { CheckOptions, OwnFinding, OwnRule, SuppressionOption } from './checks/check-options.js';
export type { Finding, FindingCategory, FindingLevel, SuppressedFinding } from './checks/finding.js';
export { toGitHubAnnotations } from './checks/to-github-annotations.js';
export { toJUnit } from './checks/to-junit.js';
export { toSarif, type SarifOptions } from './checks/to-sarif.js';
export {
  compareVersions,
  type VersionChange,
  type VersionDifference,
} from './differences/compare-versions.js';
