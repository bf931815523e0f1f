import {
  Aggregate,
  DomainryError,
  Entity,
  Event,
  ValidationError,
  field,
  invariant,
  type Domain,
} from '@domainry/core';
import { OnPurpose, type LevelPlan, type ModelPlan, type Side } from './random-model.js';
import { idOf } from './reference.js';

/** An object of a random model. */
export interface Real {
  readonly id: string;
  readonly pendingEvents?: readonly { readonly n: number }[];
  toDict(): Record<string, unknown>;
  collectEvents(): unknown;
  atomically(act: () => void): void;
  run(act: () => void): void;
  raiseHappened(value: number): void;
  [name: string]: unknown;
}

interface Collection extends Iterable<Real> {
  readonly size: number;
  add(child: Real): void;
  remove(child: Real): void;
  replaceAll(children: readonly Real[]): void;
  has(child: Real): boolean;
}

type NewReal = new (input: object) => Real;
type Decorate = (prototype: object, name: string) => void;
type DecorateMethod = (prototype: object, name: string, descriptor: PropertyDescriptor) => void;

class Foreign extends Error {}

/** The classes of a random model, decorated by plain calls, and the objects made of them. */
export class RealSide implements Side {
  readonly objects: Real[] = [];
  readonly levels: number[] = [];
  readonly #classes: NewReal[] = [];

  constructor(
    readonly model: ModelPlan,
    domain: Domain,
  ) {
    class Happened extends Event {
      declare readonly n: number;
    }
    declare(field.integer({ required: true }), Happened, 'n');
    const NewHappened = domain.event(() => this.#classes[0] as never)(Happened) as new (
      input: object,
    ) => Happened;
    // The deepest first, since those above refer to them.
    for (const [index, plan] of [...model.levels.entries()].toReversed()) {
      const Written = this.#write(index, plan, NewHappened);
      const decorate =
        index === 0 ? domain.aggregate : domain.entity(() => this.#classes[index - 1] as never);
      this.#classes[index] = (decorate as (cls: NewReal) => NewReal)(Written);
    }
  }

  #write(level: number, plan: LevelPlan, NewHappened: new (input: object) => Event): NewReal {
    const Base = (level === 0 ? Aggregate : Entity) as unknown as new (input: object) => Real & {
      raise_(event: Event): void;
    };
    const written = {
      [`Level${level}`]: class extends Base {
        override run(act: () => void): void {
          act();
        }

        set acting(act: () => void) {
          act();
        }

        override raiseHappened(n: number): void {
          this.raise_(new NewHappened({ n }));
        }

        mustHold(): boolean | undefined {
          let sum = 0;
          for (let i = 0; i < plan.numbers; i++) sum += this[`n${i}`] as number;
          let children = 0;
          for (let i = 0; i < plan.many; i++) children += (this[`many${i}`] as Collection).size;
          for (let i = 0; i < plan.one; i++) children += this[`one${i}`] === undefined ? 0 : 1;
          if (sum <= plan.most && children <= plan.mostChildren) return true;
          if (plan.answer === 'foreign') throw new Foreign();
          if (plan.answer === 'violations') throw new ValidationError({ n0: ['is too much'] });
          return false;
        }

        mustNotBeSealed(): boolean {
          return this['sealed'] !== true;
        }
      },
    }[`Level${level}`]!;
    for (let i = 0; i < plan.numbers; i++) declare(field.integer({ default: 0 }), written, `n${i}`);
    for (let i = 0; i < plan.texts; i++) declare(field.string({ default: 'text' }), written, `t${i}`);
    declare(field.boolean({ default: false }), written, 'sealed');
    const below = () => this.#classes[level + 1] as never;
    for (let i = 0; i < plan.many; i++) declare(field.hasMany(below), written, `many${i}`);
    for (let i = 0; i < plan.one; i++) declare(field.hasOne(below), written, `one${i}`);
    rule(invariant.post, written, 'mustHold');
    if (plan.hasPre) rule(invariant.pre, written, 'mustNotBeSealed');
    return written;
  }

  create(
    level: number,
    value: number,
    many: readonly (readonly number[])[],
    one: readonly (number | undefined)[],
  ): void {
    const input: Record<string, unknown> = { n0: value, id: idOf(this.objects.length, level) };
    many.forEach((children, i) => (input[`many${i}`] = children.map((child) => this.objects[child])));
    one.forEach((child, i) => (input[`one${i}`] = child === undefined ? undefined : this.objects[child]));
    this.objects.push(new this.#classes[level]!(input));
    this.levels.push(level);
  }

  set(key: number, name: string, value: unknown): void {
    this.objects[key]![name] = value;
  }

  add(key: number, index: number, child: number): void {
    this.#many(key, index).add(this.objects[child]!);
  }

  remove(key: number, index: number, child: number): void {
    this.#many(key, index).remove(this.objects[child]!);
  }

  homeOf(child: number): { readonly key: number; readonly field: number } | undefined {
    const object = this.objects[child]!;
    for (const [key, level] of this.levels.entries()) {
      if (level !== this.levels[child]! - 1) continue;
      for (let index = 0; index < this.model.levels[level]!.many; index++)
        if (this.#many(key, index).has(object)) return { key, field: index };
    }
    return undefined;
  }

  replaceAll(key: number, index: number, children: readonly number[]): void {
    this.#many(key, index).replaceAll(children.map((child) => this.objects[child]!));
  }

  setOne(key: number, index: number, child: number | undefined): void {
    this.objects[key]![`one${index}`] = child === undefined ? undefined : this.objects[child];
  }

  raise(key: number, value: number): void {
    this.objects[key]!.raiseHappened(value);
  }

  collect(key: number): void {
    this.objects[key]!.collectEvents();
  }

  run(how: 'run' | 'atomically' | 'setter', key: number, act: () => void): void {
    if (how === 'setter') this.objects[key]!['acting'] = act;
    else this.objects[key]![how](act);
  }

  outcome(error: unknown): string {
    if (error instanceof OnPurpose) return 'on purpose';
    if (error instanceof Foreign) return 'foreign';
    if (DomainryError.is(error)) return error.code;
    throw error;
  }

  #many(key: number, index: number): Collection {
    return this.objects[key]![`many${index}`] as Collection;
  }
}

/** Decorators are functions: called with a prototype and a name they leave the same note. */
function declare(decorator: unknown, cls: { readonly prototype: unknown }, name: string): void {
  (decorator as Decorate)(cls.prototype as object, name);
}

function rule(decorator: unknown, cls: { readonly prototype: unknown }, name: string): void {
  const prototype = cls.prototype as object;
  (decorator as DecorateMethod)(prototype, name, Object.getOwnPropertyDescriptor(prototype, name)!);
}
