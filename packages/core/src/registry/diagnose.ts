import type { Problem } from '../errors/problem.js';
import { checkAppliers } from './diagnosis/check-appliers.js';
import { checkClusters } from './diagnosis/check-clusters.js';
import { checkDatabaseModels } from './diagnosis/check-database-models.js';
import { checkDeciders } from './diagnosis/check-deciders.js';
import { checkFormerNames } from './diagnosis/check-former-names.js';
import { checkDuplicateHandlers } from './diagnosis/check-duplicate-handlers.js';
import { checkHandlers } from './diagnosis/check-handlers.js';
import { checkIndexes } from './diagnosis/check-indexes.js';
import { checkNames } from './diagnosis/check-names.js';
import { checkPersistence } from './diagnosis/check-persistence.js';
import { checkProcessManagers } from './diagnosis/check-process-managers.js';
import { checkReferences } from './diagnosis/check-references.js';
import { checkUpcasters } from './diagnosis/check-upcasters.js';
import { Examination } from './diagnosis/examination.js';
import type { Registry } from './registry.js';

const checks = [
  checkNames,
  checkReferences,
  checkClusters,
  checkIndexes,
  checkDatabaseModels,
  checkHandlers,
  checkDuplicateHandlers,
  checkAppliers,
  checkDeciders,
  checkPersistence,
  checkProcessManagers,
  checkUpcasters,
  checkFormerNames,
] as const;

/**
 * Everything that is wrong with a model: what was found when its elements were registered, and between them. Each check
 * looks at one thing; a reference that leads nowhere is reported once, and the checks after it pass it by.
 */
export function diagnose(registry: Registry): readonly Problem[] {
  const examination = new Examination(registry);
  for (const check of checks) check(examination);
  return [...registry.problems, ...examination.problems];
}
