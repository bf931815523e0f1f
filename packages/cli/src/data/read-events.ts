import type { EventReader, StoredEvent } from '@domainry/core/ports';
import type { EventSelection } from '../load/data-request.js';
import { allEvents, eventsIn } from './all-events.js';
import type { Mask } from './mask.js';
import { shownEvent, type ShownEvent } from './shown-event.js';

/** Events that were looked for. */
export interface EventsFound {
  readonly events: readonly ShownEvent[];
  /** Whether there may be more. */
  readonly isCutOff: boolean;
}

/** The events that a selection means, at most as many as it says. What is masked is not searched either. */
export async function readEvents(
  reader: EventReader,
  { limit, type, text, ...where }: EventSelection,
  mask: Mask,
): Promise<EventsFound> {
  const events: ShownEvent[] = [];
  const wanted = text?.toLowerCase();
  for await (const stored of candidates(reader, where)) {
    if (type !== undefined && !isOfType(stored.type, type)) continue;
    const shown = shownEvent(stored, mask);
    if (wanted !== undefined && !JSON.stringify(shown).toLowerCase().includes(wanted)) continue;
    if (events.length === limit) return { events, isCutOff: true };
    events.push(shown);
  }
  return { events, isCutOff: false };
}

/**
 * In a stream positions only grow, so that it can be read by them as well.
 *
 * @yields event after event.
 */
async function* candidates(
  reader: EventReader,
  { after, backwards, stream, category }: Omit<EventSelection, 'limit' | 'type' | 'text'>,
): AsyncGenerator<StoredEvent, undefined> {
  if (stream === undefined) {
    yield* allEvents(reader, {
      backwards,
      ...(after === undefined ? {} : { after }),
      ...(category === undefined ? {} : { category }),
    });
    return;
  }
  for await (const event of eventsIn(reader, stream, { backwards })) {
    if (after === undefined || (backwards ? event.position < after : event.position > after)) yield event;
  }
}

/** `Banking.Deposited.v1`, or `Deposited` for all of its versions. */
function isOfType(type: string, wanted: string): boolean {
  return type === wanted || type.replace(/\.v\d+$/, '').endsWith(`.${wanted}`);
}
