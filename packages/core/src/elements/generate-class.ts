import { raisedSlot } from './pending-events.js';
import type { AnyClass } from '../metadata.js';
import type { ClassPlan } from './class-plan.js';
import { CONSTRUCTING, requireFinishedClass } from './element.js';
import { generateBodies } from './generate-bodies.js';
import { interpretConstruct, type Construct } from './interpret-class.js';
import { interpretMembers, type Member } from './interpret-members.js';
import { refuseProblems } from './shadows.js';
import { shellSource } from './source/shell.js';

/**
 * Compiles a class into JavaScript of its own. A model may have many more classes than a run of the program uses, so the
 * class starts as a shell: a constructor and members out of closures. Its first instance replaces them by the real ones.
 *
 * @throws EvalError where the runtime forbids code generation; `interpret-class.ts` serves there.
 */
export function generateClass(plan: ClassPlan): AnyClass {
  const members = interpretMembers(plan);
  // oxlint-disable-next-line no-new-func, typescript/no-implied-eval -- compiling each class is the point of this file
  const make = new Function(...shellNames, shellSource(plan)) as (...given: unknown[]) => AnyClass;
  const prepare = (): Construct => {
    refuseProblems(plan);
    return compileBodies(plan, prototype, members);
  };
  const finished = make(plan.written, CONSTRUCTING, requireFinishedClass, raisedSlot, prepare);
  const prototype = finished.prototype as object;
  for (const [key, property] of members) Object.defineProperty(prototype, key, property);
  return finished;
}

const shellNames = ['Base', 'CONSTRUCTING', 'requireFinishedClass', 'raisedSlot', 'prepare'];

function compileBodies(plan: ClassPlan, prototype: object, members: readonly Member[]): Construct {
  try {
    const generated = generateBodies(plan);
    for (const [key, property] of members) {
      if (!isUntouched(prototype, key, property)) continue;
      Object.defineProperty(prototype, key, Object.getOwnPropertyDescriptor(generated.prototype, key)!);
    }
    return generated.construct;
  } catch (error) {
    if (error instanceof EvalError) return interpretConstruct(plan);
    throw error;
  }
}

/** A test may have put a spy in the place of a member, or somebody may have frozen it: what is there works as well. */
function isUntouched(prototype: object, key: string | symbol, made: PropertyDescriptor): boolean {
  const found = Object.getOwnPropertyDescriptor(prototype, key);
  return (
    found?.configurable === true &&
    found.value === made.value &&
    found.get === made.get &&
    found.set === made.set
  );
}
