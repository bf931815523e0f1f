import type { ModelDocument } from '../document/model-document.js';
import { compare } from '../document/compare.js';
import { compareConnections } from './compare-connections.js';
import { compareContexts } from './compare-contexts.js';
import { compareElements } from './compare-elements.js';
import { Comparison, type CompareOptions } from './comparison.js';
import { neitherWay } from './compatibility.js';
import type { Impact, ModelChange, ModelDifference } from './model-difference.js';

/**
 * Tells what changed between two models of one context, and what that means for stored data, for messages under way and
 * for whoever relies on a contract. Depends on nothing but what it is given.
 *
 * @param before - the model as it was: of the release that runs, for instance.
 * @param after - the model as it is.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { compareModels, type ModelDocument } from '@domainry/model';
 *
 * const read = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as ModelDocument;
 * const { changes } = compareModels(read('released.json'), read('model.json'), { version: '2.0.0' });
 * for (const { path, why } of changes.filter(({ impact }) => impact === 'breaking')) console.log(path, why);
 * ```
 */
export function compareModels(
  before: ModelDocument,
  after: ModelDocument,
  options: CompareOptions = {},
): ModelDifference {
  const comparison = new Comparison(before, after, options);
  if (before.context.name === after.context.name) {
    compareContexts(comparison);
    compareElements(comparison);
    compareConnections(comparison);
  } else {
    comparison.tell({
      code: 'CONTEXT_RENAMED',
      path: after.context.name,
      impact: 'breaking',
      direction: neitherWay,
      why: 'The names of all messages begin with that of the context: nothing that is stored is known any more. What else changed cannot be told.',
      fix: `Keep the name ${before.context.name}; the description may say more.`,
      before: before.context.name,
      after: after.context.name,
    });
  }
  const changes = comparison.changes.sort(inOrder);
  const impact = gravestOf(changes);
  return {
    context: after.context.name,
    before: before.checksum,
    after: after.checksum,
    ...(impact === undefined ? {} : { impact }),
    changes,
    contracts: comparison.contracts.sort((one, other) => compare(one.element, other.element)),
  };
}

function gravestOf(changes: readonly ModelChange[]): Impact | undefined {
  const impacts: readonly Impact[] = ['breaking', 'safe', 'informational'];
  return impacts.find((impact) => changes.some((change) => change.impact === impact));
}

function inOrder(one: ModelChange, other: ModelChange): number {
  return (
    compare(one.path, other.path) || compare(one.code, other.code) || compare(valuesOf(one), valuesOf(other))
  );
}

function valuesOf({ before, after }: ModelChange): string {
  return JSON.stringify([before ?? null, after ?? null]);
}
