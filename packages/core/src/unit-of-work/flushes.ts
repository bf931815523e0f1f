import type { AnyAggregate } from '../elements/aggregate.js';
import { markRemoved } from '../elements/saved-state.js';
import type { Database, Transaction } from '../ports/database.js';
import { surroundings, within } from './current.js';
import { explainRefusal } from './explain-refusal.js';
import type { IdentityMap } from './identity-map.js';
import type { RecordedEvent, Save, SaveHooks, Written } from './persister.js';
import type { Tracked } from './tracked.js';
import { changedAfterwards } from './unit-errors.js';

/** What a flush needs of its unit of work. */
export interface FlushedUnit {
  /** The transaction of a database, if it has begun. */
  begun(database: Database): Transaction | undefined;
  transaction(database: Database, name: string, writer: string): Promise<Transaction>;
  record(events: readonly RecordedEvent[]): void;
  doom(cause: unknown): void;
}

/** Writes what waits in a unit of work into its transaction. One flush after the other: two at once would write the same twice. */
export class Flushes {
  /** The last one that was begun; undefined when it has ended. */
  #last: Promise<void> | undefined;
  #count = 0;

  /** @param map - the aggregates of the unit. */
  constructor(
    private readonly unit: FlushedUnit,
    private readonly map: IdentityMap,
  ) {}

  /** Whether one has begun and not ended. */
  get areGoingOn(): boolean {
    return this.#count > 0;
  }

  /** Writes what waits when those that were begun before have ended. A failure dooms the unit. */
  next(): Promise<void> {
    this.#count += 1;
    const flushing =
      this.#last === undefined ? this.#writeAll() : this.#last.then(this.#writeAll, this.#writeAll);
    this.#last = this.#count === 0 ? undefined : flushing;
    return flushing;
  }

  /** Waits until none is going on, whatever became of them. */
  async ended(): Promise<void> {
    await this.#last?.catch(() => undefined);
  }

  readonly #writeAll = async (): Promise<void> => {
    try {
      // Hooks may add others, or change those that were written; they are written in another round.
      for (let wrote = true; wrote;) {
        wrote = false;
        // Those that follow each other and are written alike.
        let together: Tracked[] = [];
        for (const tracked of this.map) {
          if (!tracked.isDue) continue;
          wrote = true;
          if (together.length > 0 && !(together.length < mostTogether && areAlike(together[0]!, tracked))) {
            await this.#writeTogether(together);
            together = [];
          }
          together.push(tracked);
        }
        await this.#writeTogether(together);
      }
    } catch (error) {
      this.unit.doom(error);
      throw error;
    } finally {
      this.#count -= 1;
      if (this.#count === 0) this.#last = undefined;
    }
  };

  /** By few statements, where the store can; else one after the other. */
  #writeTogether(together: readonly Tracked[]): Promise<void> | undefined {
    const [first] = together;
    if (first === undefined) return undefined;
    return together.length === 1 ? this.#write(first) : this.#writeMany(first, together);
  }

  async #writeMany({ persister }: Tracked, together: readonly Tracked[]): Promise<void> {
    const { database, databaseName, element } = persister;
    const transaction = await this.unit.transaction(database, databaseName, element.name);
    const saves = together.map((tracked) => tracked.takeSave());
    let written: readonly Written[] | undefined;
    try {
      written = await persister.writeMany!(saves, transaction);
    } catch (error) {
      throw await explainRefusal(error, this.map);
    }
    for (const [at, tracked] of together.entries()) {
      if (written === undefined) await this.#write(tracked, saves[at]);
      else this.#keep(tracked, saves[at]!, written[at]!);
    }
  }

  /** @param taken - what is to be written, where that was taken before. */
  async #write(tracked: Tracked, taken?: Save): Promise<void> {
    const { unit } = this;
    const { persister, aggregate } = tracked;
    if (tracked.intent === 'remove' && tracked.version === -1) {
      this.map.drop(tracked);
      markRemoved(aggregate);
      return;
    }
    const { database, databaseName, element, hooks } = persister;
    const transaction =
      unit.begun(database) ?? (await unit.transaction(database, databaseName, element.name));
    try {
      if (tracked.intent === 'save' && hooks.beforeSave !== undefined)
        await this.#callHook(hooks.beforeSave, aggregate);
      const save = taken ?? tracked.takeSave();
      const written = await persister.write(save, transaction);
      tracked.keep(save.what, written);
      unit.record(written.events);
      if (save.what === 'save' && hooks.afterSave !== undefined)
        await this.#callHook(hooks.afterSave, aggregate);
      if (save.what === 'save' && tracked.isDue) throw changedAfterwards(aggregate);
    } catch (error) {
      throw await explainRefusal(error, this.map, tracked);
    }
  }

  #keep(tracked: Tracked, save: Save, written: Written): void {
    tracked.keep(save.what, written);
    this.unit.record(written.events);
    if (tracked.isDue) throw changedAfterwards(tracked.aggregate);
  }

  async #callHook(hook: NonNullable<SaveHooks['beforeSave']>, aggregate: AnyAggregate): Promise<void> {
    const { saving = [] } = surroundings();
    await within({ saving: [...saving, this.unit] }, () => hook(aggregate));
  }
}

/** More would be held in memory a second time, as statements. */
const mostTogether = 1000;

/** Whether two can be written together: alike, and with nothing to be called in between. */
function areAlike(one: Tracked, other: Tracked): boolean {
  const { persister } = one;
  return (
    persister === other.persister &&
    persister.writeMany !== undefined &&
    persister.hooks.beforeSave === undefined &&
    persister.hooks.afterSave === undefined &&
    one.intent === 'save' &&
    other.intent === 'save' &&
    (one.version === -1) === (other.version === -1)
  );
}
