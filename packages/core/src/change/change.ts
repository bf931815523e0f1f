import { DomainryError } from '../errors/domainry-error.js';
import type { Violation } from '../errors/violation.js';
import {
  CHECKING,
  OPEN,
  Seal,
  changeSlot,
  checkMember,
  checkPost,
  close,
  countChange,
  invalid,
  ownerSlot,
  rootOf,
  spans,
  type ChangeState,
  type Changeable,
  nameOf,
} from './journal.js';

/** Runs `act` as a change of its own, or as part of the one that is going on. */
export function change<Result>(subject: Changeable, act: () => Result): Result {
  const root = rootOf(subject);
  if (root[changeSlot] !== undefined) return act();
  root[changeSlot] = OPEN;
  let head: ChangeState = OPEN;
  try {
    const result = act();
    if (isThenable(result)) throw asyncChange(subject, result);
    head = root[changeSlot] ?? OPEN;
    if (head !== OPEN) {
      settle(root, head);
      countChange(root, 1);
      spans.current?.keep(root, head);
    }
    close(root);
    return result;
  } catch (error) {
    undo(root, head);
    throw error;
  }
}

/** Calls a method as a change of its own. */
export function callInChange(
  root: Changeable,
  subject: Changeable,
  method: (...given: unknown[]) => unknown,
  given: ArrayLike<unknown>,
  name: string,
): unknown {
  return change(root, () => {
    const result = Reflect.apply(method, subject, given);
    if (isThenable(result)) throw asyncChange(subject, result, name);
    return result;
  });
}

/**
 * Checks the post rules of everything that was touched, and of the way from there to the root.
 *
 * @param head - the object touched last.
 * @throws ValidationError when rules do not hold; whatever else a rule throws.
 */
export function settle(root: Changeable, head: ChangeState): void {
  for (let step = head; !(step instanceof Seal); step = step.next) step.release();
  root[changeSlot] = CHECKING;
  const found = checkPostRules(root, head);
  if (found !== undefined) throw invalid(root, found);
}

/** Puts everything back as it was before the change, latest first, and ends it. */
export function undo(root: Changeable, head: ChangeState): void {
  let step = head === OPEN ? root[changeSlot] : head;
  while (step !== undefined && !(step instanceof Seal)) {
    step.restore();
    step.release();
    step = step.next;
  }
  close(root);
}

/** The error for a method or block that turned out to be asynchronous. */
export function asyncChange(subject: object, promise: PromiseLike<unknown>, method?: string): DomainryError {
  // Its outcome is refused, whatever it will be.
  promise.then(undefined, () => undefined);
  const what = method === undefined ? 'A change' : `The method ${method}`;
  return new DomainryError(
    'ASYNC_CHANGE',
    `${what} of ${nameOf(subject)} gave a promise. Changes are synchronous: do the asynchronous work in a handler and hand its results to the method.`,
    { details: { element: nameOf(subject), ...(method === undefined ? {} : { method }) } },
  );
}

/** Whether a value is a promise or behaves like one. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' && value !== null && typeof (value as PromiseLike<unknown>).then === 'function'
  );
}

function checkPostRules(root: Changeable, change: ChangeState): Violation[] | undefined {
  let found: Violation[] | undefined;
  const checked = new Set<Changeable>([root]);
  found = root[checkPost](found);
  for (let step = change; !(step instanceof Seal); step = step.next) {
    for (
      let above: Changeable | undefined = step.subject;
      above !== undefined && !checked.has(above);
      above = above[ownerSlot]
    ) {
      checked.add(above);
      found = checkMember(above, root, checkPost, found);
    }
  }
  return found;
}
