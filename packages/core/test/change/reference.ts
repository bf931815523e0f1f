import { OnPurpose, type ModelPlan, type Side } from './random-model.js';

/** One object of the reference: plain data. */
export interface Thing {
  readonly level: number;
  readonly id: string;
  values: Readonly<Record<string, unknown>>;
  many: readonly (readonly number[])[];
  one: readonly (number | undefined)[];
  owner: number | undefined;
  /** Key of the root from whose cluster it was removed in the change that is going on there. */
  limbo: number | undefined;
  events: readonly number[];
}

interface Change {
  /** Things as they were before they became part of the change, by key. */
  readonly saved: Map<number, Thing>;
  readonly entered: Set<number>;
  readonly subjects: Set<number>;
  isTouched: boolean;
}

/** Why something was refused. */
class Refused extends Error {}

/** What changes mean, as simply as it can be said: everything is copied before, and put back. */
export class Reference implements Side {
  readonly things: Thing[] = [];
  readonly #changes = new Map<number, Change>();

  constructor(readonly model: ModelPlan) {}

  get levels(): readonly number[] {
    return this.things.map(({ level }) => level);
  }

  create(
    level: number,
    value: number,
    many: readonly (readonly number[])[],
    one: readonly (number | undefined)[],
  ): void {
    const key = this.things.length;
    const values: Record<string, unknown> = { n0: value, sealed: false };
    for (let i = 1; i < this.model.levels[level]!.numbers; i++) values[`n${i}`] = 0;
    for (let i = 0; i < this.model.levels[level]!.texts; i++) values[`t${i}`] = 'text';
    const thing: Thing = {
      level,
      id: idOf(key, level),
      values,
      many: many.map(() => []),
      one: one.map(() => undefined),
      owner: undefined,
      limbo: undefined,
      events: [],
    };
    this.things.push(thing);
    const given = [...many.flat(), ...one.flatMap((child) => child ?? [])];
    const former = given.map(
      (child) => [child, this.things[child]!.owner, this.things[child]!.limbo] as const,
    );
    try {
      const taken = this.#take(key, many, one);
      this.#checkPost(key, key);
      const { limbo } = thing;
      if (limbo === undefined) return;
      const { saved } = this.#changes.get(limbo)!;
      for (const part of this.#cluster(key)) {
        if (saved.has(part)) continue;
        const without = (keys: readonly number[]): readonly number[] => keys.filter((at) => !taken.has(at));
        const copy = { ...this.things[part]!, limbo: undefined };
        if (part === key) {
          copy.many = copy.many.map(without);
          copy.one = copy.one.map((child) => (child !== undefined && taken.has(child) ? undefined : child));
        }
        saved.set(part, copy);
      }
    } catch (error) {
      for (const [child, owner, limbo] of former) {
        this.things[child] = { ...this.things[child]!, owner, limbo };
      }
      this.things.pop();
      throw error;
    }
  }

  /** Puts children into a new parent; gives those that were in limbo. */
  #take(
    key: number,
    many: readonly (readonly number[])[],
    one: readonly (number | undefined)[],
  ): ReadonlySet<number> {
    const thing = this.things[key]!;
    const taken = new Set<number>();
    const put = (child: number): void => {
      const { limbo } = this.things[child]!;
      this.#requireFree(child, key, true);
      if (limbo !== undefined) {
        taken.add(child);
        thing.limbo = limbo;
        this.#touch(limbo);
      }
      this.things[child] = { ...this.things[child]!, owner: key, limbo: undefined };
    };
    many.forEach((children, field) => {
      for (const child of children) {
        this.#refuseDuplicate(thing.many[field]!, child);
        put(child);
        thing.many = thing.many.with(field, [...thing.many[field]!, child]);
      }
    });
    one.forEach((child, field) => {
      if (child === undefined) return;
      put(child);
      thing.one = thing.one.with(field, child);
    });
    return taken;
  }

  set(key: number, field: string, value: unknown): void {
    const { values } = this.things[key]!;
    if (values[field] === value) return;
    this.#inChange(key, () => {
      this.#touch(key);
      this.#update(key, { values: { ...values, [field]: value } });
    });
  }

  add(key: number, field: number, child: number): void {
    this.#inChange(key, () => {
      this.#refuseDuplicate(this.things[key]!.many[field]!, child);
      this.#touch(key);
      this.#requireFree(child, key, false);
      this.#join(child, key);
      this.#setMany(key, field, [...this.things[key]!.many[field]!, child]);
    });
  }

  remove(key: number, field: number, child: number): void {
    this.#inChange(key, () => {
      if (!this.things[key]!.many[field]!.includes(child)) throw new Refused('CHILD_NOT_FOUND');
      this.#touch(key);
      this.#setMany(
        key,
        field,
        this.things[key]!.many[field]!.filter((at) => at !== child),
      );
      this.#update(child, { owner: undefined, limbo: this.#rootOf(key) });
    });
  }

  homeOf(child: number): { readonly key: number; readonly field: number } | undefined {
    const key = this.things[child]!.owner;
    const field = key === undefined ? -1 : this.things[key]!.many.findIndex((keys) => keys.includes(child));
    return key === undefined || field < 0 ? undefined : { key, field };
  }

  replaceAll(key: number, field: number, children: readonly number[]): void {
    this.#inChange(key, () => {
      const former = this.things[key]!.many[field]!;
      children.forEach((child, place) => {
        if (children.slice(0, place).some((at) => this.#haveOneId(at, child)))
          throw new Refused('DUPLICATE_CHILD');
        if (!former.includes(child)) this.#requireFree(child, key, false);
      });
      if (children.length === former.length && children.every((child, i) => child === former[i])) return;
      for (const child of former) this.remove(key, field, child);
      for (const child of children) this.add(key, field, child);
    });
  }

  setOne(key: number, field: number, child: number | undefined): void {
    if (this.things[key]!.one[field] === child) return;
    this.#inChange(key, () => {
      this.#touch(key);
      const former = this.things[key]!.one[field];
      if (child !== undefined) {
        this.#requireFree(child, key, false);
        this.#join(child, key);
      }
      if (former !== undefined) this.#update(former, { owner: undefined, limbo: this.#rootOf(key) });
      this.#update(key, { one: this.things[key]!.one.with(field, child) });
    });
  }

  raise(key: number, value: number): void {
    const root = this.#rootOf(key);
    if (this.things[root]!.level !== 0 || this.#isRemoved(key)) throw new Refused('ENTITY_DETACHED');
    this.#inChange(root, () => {
      this.#touch(root);
      this.#update(root, { events: [...this.things[root]!.events, value] });
    });
  }

  collect(key: number): void {
    if (this.#changes.has(key)) this.#touch(key);
    this.#update(key, { events: [] });
  }

  run(_how: string, key: number, act: () => void): void {
    this.#inChange(key, act);
  }

  outcome(error: unknown): string {
    if (error instanceof OnPurpose) return 'on purpose';
    if (error instanceof Refused) return error.message;
    throw error;
  }

  #inChange(key: number, act: () => void): void {
    const root = this.#rootOf(key);
    if (this.#changes.has(root)) return act();
    const saved = new Map<number, Thing>();
    for (const part of this.#cluster(root)) saved.set(part, { ...this.things[part]! });
    const change: Change = { saved, entered: new Set(), subjects: new Set(), isTouched: false };
    this.#changes.set(root, change);
    try {
      act();
      if (change.isTouched) this.#settle(root, change);
    } catch (error) {
      for (const [part, thing] of saved) this.things[part] = thing;
      throw error;
    } finally {
      this.#changes.delete(root);
    }
  }

  #settle(root: number, { subjects }: Change): void {
    this.things.forEach((thing, key) => {
      if (thing.limbo === root) this.#update(key, { limbo: undefined });
    });
    const checked = new Set([root]);
    for (const subject of subjects)
      for (let at: number | undefined = subject; at !== undefined; at = this.things[at]!.owner)
        checked.add(at);
    this.#checkPost(...checked);
  }

  /** Rules of those that are entered by a mutation of one of them; nothing is entered when one does not hold. */
  #touch(key: number): void {
    const change = this.#changes.get(this.#rootOf(key))!;
    const entering: number[] = [];
    for (
      let at: number | undefined = key;
      at !== undefined;
      at = this.things[at]!.owner ?? this.things[at]!.limbo
    )
      if (!change.entered.has(at)) entering.push(at);
    for (const at of entering) {
      const { level, values } = this.things[at]!;
      if (this.model.levels[level]!.hasPre && values['sealed'] === true)
        throw new Refused('VALIDATION_FAILED');
    }
    for (const at of entering) change.entered.add(at);
    change.subjects.add(key);
    change.isTouched = true;
  }

  #checkPost(...keys: readonly number[]): void {
    const broken = keys.flatMap((key) => {
      const { level, values, many, one } = this.things[key]!;
      const { most, mostChildren, answer } = this.model.levels[level]!;
      const sum = Object.values(values).reduce<number>(
        (total, each) => total + (typeof each === 'number' ? each : 0),
        0,
      );
      const children = many.flat().length + one.filter((child) => child !== undefined).length;
      return sum > most || children > mostChildren ? [answer] : [];
    });
    if (broken.includes('foreign')) throw new Refused('foreign');
    if (broken.length > 0) throw new Refused('VALIDATION_FAILED');
  }

  #requireFree(child: number, parent: number, isNew: boolean): void {
    const { owner, limbo } = this.things[child]!;
    const refused = new Refused('CHILD_OWNED');
    if (owner !== undefined || this.#changes.has(child)) throw refused;
    for (let at: number | undefined = parent; at !== undefined; at = this.things[at]!.owner)
      if (at === child) throw refused;
    if (limbo === undefined || limbo === this.#rootOf(parent)) return;
    if (!isNew || this.things[parent]!.level === 0 || this.things[parent]!.limbo !== undefined) throw refused;
  }

  /** A child becomes part of a cluster, and of the change that is going on there. */
  #join(child: number, parent: number): void {
    const { saved } = this.#changes.get(this.#rootOf(parent))!;
    for (const part of this.#cluster(child)) if (!saved.has(part)) saved.set(part, { ...this.things[part]! });
    this.#update(child, { owner: parent, limbo: undefined });
  }

  #refuseDuplicate(children: readonly number[], child: number): void {
    if (children.some((at) => this.#haveOneId(at, child))) throw new Refused('DUPLICATE_CHILD');
  }

  #haveOneId(one: number, other: number): boolean {
    return this.things[one]!.id === this.things[other]!.id;
  }

  #update(key: number, changes: Partial<Thing>): void {
    this.things[key] = { ...this.things[key]!, ...changes };
  }

  #setMany(key: number, field: number, children: readonly number[]): void {
    this.#update(key, { many: this.things[key]!.many.with(field, children) });
  }

  #rootOf(key: number): number {
    const { owner, limbo } = this.things[key]!;
    if (owner !== undefined) return this.#rootOf(owner);
    return limbo ?? key;
  }

  #isRemoved(key: number): boolean {
    const { owner, limbo } = this.things[key]!;
    return limbo !== undefined || (owner !== undefined && this.#isRemoved(owner));
  }

  /** A thing and everything below it. */
  #cluster(root: number): readonly number[] {
    const { many, one } = this.things[root]!;
    return [
      root,
      ...[...many.flat(), ...one.flatMap((child) => child ?? [])].flatMap((child) => this.#cluster(child)),
    ];
  }
}

/** Few identities for many things, so that they clash. */
export function idOf(key: number, level: number): string {
  return level === 0 ? `root ${key}` : `id ${key % 5}`;
}
