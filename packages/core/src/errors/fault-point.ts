/**
 * Places where a crash would be worst: between two writes that belong together. Tests make the library fail at each of
 * them and look for what was lost; nobody else notices that they are there.
 */
export const faultPoints = [
  'command.claimed',
  'command.handled',
  'command.completed',
  'unit.flushed',
  'unit.appended',
  'unit.before-commit',
  'unit.after-commit',
  'unit.settled',
  'event.before-delivery',
  'event.delivered',
  'outbox.claimed',
  'outbox.before-done',
  'snapshot.before-save',
] as const;

/** Name of a place where tests can make the library fail. */
export type FaultPoint = (typeof faultPoints)[number];

let fail: ((point: FaultPoint) => void) | undefined;

/** Marks a place where tests can make the library fail. Costs one comparison when nobody does. */
export function faultPoint(point: FaultPoint): void {
  if (fail !== undefined) fail(point);
}

/**
 * Calls a function at every fault point from now on; it may throw or end the process. For tests only.
 *
 * @returns ends it.
 */
export function armFaultPoints(act: (point: FaultPoint) => void): () => void {
  fail = act;
  return () => {
    fail = undefined;
  };
}
