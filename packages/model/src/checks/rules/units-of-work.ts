import type { ElementDocument } from '../../document/element-document.js';
import { reachOfSteps, type Step } from '../../landscape/flows.js';
import type { Landscape } from '../../landscape/landscape.js';
import type { CheckRule } from '../check-rule.js';

/** What one unit of work does. */
export const unitsOfWork: readonly CheckRule[] = [
  {
    code: 'TWO_AGGREGATES_IN_ONE_UNIT',
    level: 'warning',
    category: 'boundaries',
    title: 'One unit of work changes two aggregates',
    why: 'Both are locked at once: whoever works on either of them meets more conflicts, and they can never be kept apart.',
    fix: 'Change one of them, and let an event handler change the other; or suppress this with the reason why they change together.',
    *find(landscape) {
      for (const kind of ['commandHandler', 'eventHandler', 'applicationService'] as const) {
        for (const handler of landscape.ofKind(kind)) {
          for (const method of new Set(handler.handlers.map((each) => each.method))) {
            const changed = changedBy(landscape, handler, method);
            if (changed.length < 2) continue;
            yield {
              at: handler,
              method,
              message: `${handler.name}.${method} changes ${changed.join(' and ')} in one unit of work.`,
            };
          }
        }
      }
    },
  },
];

/** Names of the aggregates whose state a method changes, by whatever it calls. */
function changedBy(landscape: Landscape, handler: ElementDocument, method: string): readonly string[] {
  const changed = new Set(
    reachOfSteps(landscape, [{ element: handler, method }])
      .filter((step) => step.element.aggregate !== undefined && doesChange(landscape, step))
      .map(({ element }) => element.aggregate!),
  );
  return [...changed].map((id) => landscape.find(id)?.name ?? id).sort();
}

function doesChange(landscape: Landscape, { element, method }: Step): boolean {
  if ((element.kind !== 'aggregate' && element.kind !== 'entity') || method === undefined) return false;
  const known = element.methods.find(({ name }) => name === method);
  return (
    (known !== undefined && known.changes.length > 0) ||
    landscape.edgesFrom(element.id, 'raises').some((edge) => edge.method === method)
  );
}
