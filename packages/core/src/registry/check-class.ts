import { elementModel, kindOf } from '../elements/element.js';
import { finishedService } from '../elements/service.js';
import type { ReportProblem } from '../errors/problem.js';
import { lineage, type AnyClass } from '../metadata.js';
import { elementKinds, type ElementKind } from './element-kinds.js';

/** Reports a class that cannot be of its kind, by what it extends. */
export function checkBase(kind: ElementKind, written: AnyClass, report: ReportProblem): void {
  const { base } = elementKinds[kind];
  const actual = (written.prototype as { readonly [kindOf]?: string })[kindOf];
  if (base === undefined) {
    if (actual === undefined) return;
    report(
      'WRONG_BASE_CLASS',
      `it is registered as ${kind} but extends ${capitalised(actual)}`,
      `Let it extend no element class, or register it with @domain.${actual}.`,
    );
    return;
  }
  if (actual !== base) {
    const is = actual === undefined ? 'extends no element class' : `extends ${capitalised(actual)}`;
    const wanted = capitalised(base);
    const argument = base.endsWith('Service') || base === 'repository' ? '' : `<${written.name}>`;
    report(
      'WRONG_BASE_CLASS',
      `it is registered as ${kind} but ${is}`,
      `Let it extend ${wanted}: class ${written.name} extends ${wanted}${argument}.`,
    );
  }
  const concrete = lineage(written)
    .slice(0, -1)
    .find((ancestor) => Object.hasOwn(ancestor, elementModel) || Object.hasOwn(ancestor, finishedService));
  if (concrete !== undefined) {
    report(
      'CONCRETE_BASE',
      `it extends ${concrete.name}, which is registered itself`,
      `Move what they share into a class that both extend, and register that one with { abstract: true } or not at all.`,
    );
  }
}

/** Reports a standard class decorator that was called without what field decorators keep their notes on. */
export function checkDecoratorSupport(
  context: { readonly metadata?: object } | undefined,
  report: ReportProblem,
): void {
  if (context !== undefined && context.metadata === undefined) {
    report(
      'DECORATORS_UNSUPPORTED',
      'the class decorator was called without context.metadata, so nothing is known of its members',
      'Let the compiler emit the 2023-11 form of decorators (swc: "decoratorVersion": "2023-11"; Babel: "version": "2023-11"), or set "experimentalDecorators": true.',
    );
  }
}

function capitalised(kind: string): string {
  return `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
}
