import { chainEvents } from '../event-store/hash-chain.js';
import type { EventReader } from '../ports/event-store.js';
import type { PreparedEvent } from '../unit-of-work/event-recorder.js';

/**
 * Chains events to the last one of their stream.
 *
 * @param version - of the last event of the stream; −1 when there is none.
 */
export async function chainedEvents(
  reader: EventReader,
  stream: string,
  version: number,
  prepared: readonly PreparedEvent[],
): Promise<readonly PreparedEvent[]> {
  const chained = await chainEvents(
    reader,
    stream,
    version,
    prepared.map(({ encoded }) => encoded),
  );
  return prepared.map((each, index) => ({ ...each, encoded: chained[index]! }));
}
