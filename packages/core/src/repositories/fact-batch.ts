import type { AnyAggregate } from '../elements/aggregate.js';
import { factEventOf } from '../elements/fact-event.js';
import { modelOfInstance } from '../elements/element.js';
import type { RegisteredElement } from '../registry/registered-element.js';
import type { EventBatch } from '../unit-of-work/append-events.js';
import type { EventRecorder } from '../unit-of-work/event-recorder.js';
import type { Lineage } from '../unit-of-work/lineage.js';
import { storedIdentityOf } from './stored-identity.js';

/**
 * The fact event of an aggregate that is being saved, for the stream of its facts.
 *
 * @param save - the version it had before, and what the save follows from.
 */
export function factBatch(
  { stream: category }: RegisteredElement,
  recorder: EventRecorder,
  aggregate: AnyAggregate,
  { version, lineage }: { readonly version: number; readonly lineage: Lineage },
): EventBatch {
  const id = storedIdentityOf(modelOfInstance(aggregate), aggregate);
  const stream = `${category!}:fact-${id}`;
  const about = { kind: 'fact', aggregate, stream, lineage, expectedVersion: version } as const;
  return { stream, expected: 'any', events: [recorder.prepare(factEventOf(aggregate), about)] };
}
