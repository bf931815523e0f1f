import type { NewEvent } from '@domainry/core/ports';
import type { SqlValue } from '@domainry/sql';
import { bigintArray, integerArray, textArray } from './binary-arrays.js';
import { arrayOf } from './event-query.js';

/** Events of one call, as a list for each of their columns. */
export class EventLists {
  readonly #places: number[] = [];
  readonly #owns: number[] = [];
  readonly #events: NewEvent[] = [];
  #isTagged = false;

  get count(): number {
    return this.#events.length;
  }

  /**
   * @param place - of its stream among those of the call, from 1.
   * @param own - its place among the events of the call for this stream, from 1.
   */
  add(place: number, own: number, event: NewEvent): void {
    this.#places.push(place);
    this.#owns.push(own);
    this.#events.push(event);
    if (event.tags.length > 0) this.#isTagged = true;
  }

  /** Places, numbers of their own, identities, types, times, payloads, metadata and tags, which are null where no event has any. */
  parameters(): SqlValue[] {
    const events = this.#events;
    return [
      integerArray(this.#places),
      integerArray(this.#owns),
      textArray(events.map(({ id }) => id)),
      textArray(events.map(({ type }) => type)),
      bigintArray(events.map(({ time }) => time)),
      textArray(events.map(({ data }) => data)),
      textArray(events.map(({ metadata }) => metadata)),
      this.#isTagged ? textArray(events.map(({ tags }) => arrayOf(tags))) : null,
    ];
  }
}
