import { asyncChange, isThenable } from '../change/change.js';
import { applyTo } from '../change/applying.js';
import { beforeSlot, changeSlot, type Changeable } from '../change/journal.js';
import { Unborn } from './unborn.js';

/** The immutable instance whose `defaults()` hook is running. */
let building: object | undefined;

/** Runs the `defaults()` hook of a new mutable instance, in the change that has begun: it is touched from the start. */
export function hookMutable(subject: Changeable): void {
  subject[beforeSlot] = subject[changeSlot] = new Unborn(subject);
  applyTo(subject, false, () => runHook(subject));
}

/** Runs the `defaults()` hook of a new immutable instance: the only time that it can be assigned to. */
export function hookImmutable(instance: object): void {
  const outer = building;
  building = instance;
  try {
    runHook(instance);
  } finally {
    building = outer;
  }
}

/** Whether the `defaults()` hook of an immutable instance is running. */
export function isBuilding(instance: object): boolean {
  return building === instance;
}

function runHook(instance: object): void {
  const result = (instance as { defaults(): unknown }).defaults();
  if (isThenable(result)) throw asyncChange(instance, result, 'defaults');
}
