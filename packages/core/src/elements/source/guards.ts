import type { ClassPlan, PlannedMethod } from '../class-plan.js';

/**
 * A public method as one change. For an aggregate that touched nothing but itself, everything happens right here;
 * all other cases are those of `change/change.ts`.
 */
export function guardSource(
  plan: ClassPlan,
  { name, method, isSetter }: PlannedMethod,
  index: number,
): string {
  const key = typeof name === 'symbol' ? `[k${index}]` : `[${JSON.stringify(name)}]`;
  const label = JSON.stringify(String(name));
  if (isSetter) {
    return `set ${key}(value) { change(this, () => m${index}.call(this, value)); }
get ${key}() { return super${key}; }`;
  }
  // Parameters only give the wrapped method the length of the user's.
  const parameters = Array.from({ length: method.length }, (_, position) => `a${position}`).join(', ');
  if (plan.kind === 'entity') {
    return `${key}(${parameters}) {
  const root = rootOf(this);
  if (root[changeSlot] !== undefined) return m${index}.apply(this, arguments);
  return callInChange(root, this, m${index}, arguments, ${label});
}`;
  }
  return `${key}(${parameters}) {
  if (this[changeSlot] !== undefined) return m${index}.apply(this, arguments);
  this[changeSlot] = OPEN;
  let head = OPEN;
  try {
    const result = m${index}.apply(this, arguments);
    if (typeof result === 'object' && result !== null && typeof result.then === 'function') throw asyncChange(this, result, ${label});
    head = this[changeSlot];
    if (head !== OPEN) {
      if (head.next === OPEN && head.subject === this) {
        head.release();
        this[changeSlot] = CHECKING;
        const found = this[checkPost](undefined);
        if (found !== undefined) throw invalid(this, found);
      } else settle(this, head);
      ${plan.kind === 'aggregate' ? 'this[changesSlot]++;' : ''}
      if (spans.current !== undefined) spans.current.keep(this, head);
    }
    ${plan.lifecycle !== undefined ? 'close(this);' : 'if (head === OPEN || (head.next === OPEN && head.subject === this)) this[changeSlot] = undefined; else close(this);'}
    return result;
  } catch (error) {
    undo(this, head);
    throw error;
  }
}`;
}
