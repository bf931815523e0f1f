import * as fc from 'fast-check';

/**
 * Random models: a root (level 0) and entities on the levels below it. An element of one level may hold collections of,
 * and single, elements of the next.
 */
export interface LevelPlan {
  /** How many integer fields, `n0` …; at least one. */
  readonly numbers: number;
  readonly texts: number;
  /** How many collections of the next level, `many0` …, and how many single ones, `one0` …. */
  readonly many: number;
  readonly one: number;
  /** Largest sum of the integers that the post rule allows. */
  readonly most: number;
  /** Most children that the post rule allows. */
  readonly mostChildren: number;
  /** How the post rule answers. */
  readonly answer: 'false' | 'violations' | 'foreign';
  /** Whether nothing may change while the field `sealed` is true. */
  readonly hasPre: boolean;
}

export interface ModelPlan {
  readonly levels: readonly LevelPlan[];
}

/** What is done to the objects, by either side. Numbers pick among what there is. */
export type Step =
  | {
      readonly do: 'create';
      readonly level: number;
      readonly value: number;
      readonly children: readonly number[];
    }
  | { readonly do: 'set'; readonly on: number; readonly field: number; readonly value: number }
  | { readonly do: 'seal'; readonly on: number; readonly value: boolean }
  | { readonly do: 'add' | 'remove'; readonly on: number; readonly field: number; readonly child: number }
  | { readonly do: 'move'; readonly child: number; readonly on: number; readonly field: number }
  | {
      readonly do: 'replaceAll';
      readonly on: number;
      readonly field: number;
      readonly children: readonly number[];
    }
  | { readonly do: 'setOne'; readonly on: number; readonly field: number; readonly child: number | undefined }
  | { readonly do: 'raise'; readonly on: number; readonly value: number }
  | { readonly do: 'collect'; readonly on: number }
  | {
      readonly do: 'run' | 'atomically' | 'setter';
      readonly on: number;
      readonly steps: readonly Step[];
      /** Whether it goes on after a step that failed. */
      readonly catches: boolean;
      /** Whether it throws in the end. */
      readonly throws: boolean;
    };

const level = (isLast: boolean): fc.Arbitrary<LevelPlan> =>
  fc.record({
    numbers: fc.integer({ min: 1, max: 3 }),
    texts: fc.integer({ min: 0, max: 1 }),
    many: isLast ? fc.constant(0) : fc.integer({ min: 0, max: 2 }),
    one: isLast ? fc.constant(0) : fc.integer({ min: 0, max: 1 }),
    most: fc.integer({ min: 5, max: 30 }),
    mostChildren: fc.integer({ min: 1, max: 6 }),
    answer: fc.constantFrom('false', 'violations', 'foreign'),
    hasPre: fc.boolean(),
  });

export const models: fc.Arbitrary<ModelPlan> = fc.record({
  levels: fc.tuple(level(false), level(false), level(true)),
});

const pick = fc.nat({ max: 11 });
const few = fc.array(pick, { maxLength: 3 });
const value = fc.integer({ min: -5, max: 20 });

const { step } = fc.letrec<{ step: Step }>((tie) => ({
  step: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('create'), level: fc.nat({ max: 2 }), value, children: few }),
    },
    { weight: 5, arbitrary: fc.record({ do: fc.constant('set'), on: pick, field: pick, value }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('seal'), on: pick, value: fc.boolean() }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('add'), on: pick, field: pick, child: pick }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('remove'), on: pick, field: pick, child: pick }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('move'), on: pick, field: pick, child: pick }) },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('replaceAll'), on: pick, field: pick, children: few }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('setOne'),
        on: pick,
        field: pick,
        child: fc.option(pick, { nil: undefined }),
      }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('raise'), on: pick, value }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('collect'), on: pick }) },
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constantFrom('run', 'atomically', 'setter'),
        on: pick,
        steps: fc.array(tie('step'), { minLength: 1, maxLength: 6 }),
        catches: fc.boolean(),
        throws: fc.boolean(),
      }),
    },
  ) as fc.Arbitrary<Step>,
}));

export const histories: fc.Arbitrary<readonly Step[]> = fc.array(step, { minLength: 5, maxLength: 25 });

/** One way to keep the objects of a model: the real one, and the reference it is compared with. Objects have keys, from 0. */
export interface Side {
  /** Level of each object, by key. */
  readonly levels: readonly number[];
  create(
    level: number,
    value: number,
    many: readonly (readonly number[])[],
    one: readonly (number | undefined)[],
  ): void;
  set(key: number, field: string, value: unknown): void;
  add(key: number, field: number, child: number): void;
  remove(key: number, field: number, child: number): void;
  /** The collection a child is in, if it is in one. */
  homeOf(child: number): { readonly key: number; readonly field: number } | undefined;
  replaceAll(key: number, field: number, children: readonly number[]): void;
  setOne(key: number, field: number, child: number | undefined): void;
  raise(key: number, value: number): void;
  collect(key: number): void;
  /** Runs something as a method of an object. */
  run(how: 'run' | 'atomically' | 'setter', key: number, act: () => void): void;
  /** What was thrown, in a word. */
  outcome(error: unknown): string;
}

/** The error a method throws on purpose. */
export class OnPurpose extends Error {}

/** Does one step; what it picks depends only on the model and on the objects there are. */
export function perform(side: Side, model: ModelPlan, step: Step): void {
  const { levels } = side;
  const keysOf = (wanted: (plan: LevelPlan, at: number) => boolean): number[] =>
    levels.flatMap((at, key) => (wanted(model.levels[at]!, at) ? [key] : []));
  const choose = (keys: readonly number[], n: number): number | undefined => keys[n % keys.length];
  const childOf = (parent: number, n: number): number | undefined =>
    choose(
      keysOf((_, at) => at === levels[parent]! + 1),
      n,
    );
  switch (step.do) {
    case 'create': {
      const plan = model.levels[step.level]!;
      const free = keysOf((_, at) => at === step.level + 1);
      const given = free.length === 0 ? [] : step.children.map((n) => free[n % free.length]!);
      const many = Array.from({ length: plan.many }, (_, field) =>
        given.filter((_key, i) => i % plan.many === field),
      );
      const one = Array.from({ length: plan.one }, () => (plan.many === 0 ? given[0] : undefined));
      return side.create(step.level, step.value, many, one);
    }
    case 'set': {
      const key = step.on % levels.length;
      return side.set(key, `n${step.field % model.levels[levels[key]!]!.numbers}`, step.value);
    }
    case 'seal':
      return side.set(step.on % levels.length, 'sealed', step.value);
    case 'add':
    case 'remove':
    case 'move':
    case 'replaceAll': {
      const key = choose(
        keysOf(({ many }) => many > 0),
        step.on,
      );
      if (key === undefined) return;
      const field = step.field % model.levels[levels[key]!]!.many;
      if (step.do === 'replaceAll') {
        const children = step.children.flatMap((n) => childOf(key, n) ?? []);
        return side.replaceAll(key, field, children);
      }
      const child = childOf(key, step.child);
      if (child === undefined) return;
      if (step.do !== 'move') return side[step.do](key, field, child);
      const home = side.homeOf(child);
      if (home !== undefined) side.remove(home.key, home.field, child);
      return side.add(key, field, child);
    }
    case 'setOne': {
      const key = choose(
        keysOf(({ one }) => one > 0),
        step.on,
      );
      if (key === undefined) return;
      return side.setOne(key, 0, step.child === undefined ? undefined : childOf(key, step.child));
    }
    case 'raise':
      return side.raise(step.on % levels.length, step.value);
    case 'collect': {
      const key = choose(
        keysOf((_, at) => at === 0),
        step.on,
      )!;
      return side.collect(key);
    }
    case 'run':
    case 'atomically':
    case 'setter':
      return side.run(step.do, step.on % levels.length, () => {
        for (const inner of step.steps) {
          try {
            perform(side, model, inner);
          } catch (error) {
            if (!step.catches) throw error;
          }
        }
        if (step.throws) throw new OnPurpose();
      });
  }
}
