import type { AppendCondition, Database, NewEvent } from '@domainry/core/ports';
import { checksOf, type Check } from './check.js';
import { deepEqual, rejects, strictEqual } from './expectations.js';
import { idsOf, newEvent } from './new-events.js';
import { letOthersRun, succeeds, transact, type DatabaseSubject } from './subject.js';

const seats: AppendCondition['failIfMatch'] = { items: [{ types: ['Seat.Taken.v1'], tags: ['seat:1'] }] };

export const eventBoundaryChecks: readonly Check<DatabaseSubject>[] = checksOf<DatabaseSubject>(
  'events',
  'consistency boundaries',
  {
    'An append is refused when a matching event was written after what was seen': async ({ database }) => {
      await append(database, taken('a', 'seat:1'));
      const error = await rejects('BOUNDARY_CONFLICT', () =>
        append(database, taken('b', 'seat:1'), { failIfMatch: seats }),
      );
      deepEqual(error.details, { after: 0, position: 1 });
      await append(database, taken('b', 'seat:1'), { failIfMatch: seats, after: 1 });
      await rejects('BOUNDARY_CONFLICT', () =>
        append(database, taken('c', 'seat:1'), { failIfMatch: seats, after: 1 }),
      );
      deepEqual(idsOf(await database.events.readFeed({ limit: 9 })), ['a', 'b']);
    },
    'Events of another type, or without all of the tags, do not count': async ({ database }) => {
      await append(database, taken('a', 'seat:2'));
      await append(database, newEvent('b', { type: 'Seat.Freed.v1', tags: ['seat:1'] }));
      await append(database, taken('c', 'seat:1'), { failIfMatch: seats });
      strictEqual(await database.events.lastPosition(), 3);
    },
    'Without items every event counts': async ({ database }) => {
      await append(database, taken('a', 'seat:1'), { failIfMatch: { items: [] } });
      await rejects('BOUNDARY_CONFLICT', () =>
        append(database, taken('b', 'seat:2'), { failIfMatch: { items: [] } }),
      );
    },
    'What a transaction wrote itself counts, too': async ({ database }) => {
      const transaction = await database.begin();
      await transaction.events.append([
        { stream: 'Seat-1', expected: 'any', events: [taken('a', 'seat:1')] },
      ]);
      await rejects('BOUNDARY_CONFLICT', () =>
        transaction.events.append([{ stream: 'Seat-1', expected: 'any', events: [taken('b', 'seat:1')] }], {
          failIfMatch: seats,
        }),
      );
      await transaction.rollback();
    },
    'A condition still holds at the commit': async ({ database, patience }) => {
      const first = await database.begin();
      await first.events.append([{ stream: 'Seat-1', expected: 'any', events: [taken('a', 'seat:1')] }], {
        failIfMatch: seats,
      });
      const second = succeeds(append(database, taken('b', 'seat:1'), { failIfMatch: seats }));
      await letOthersRun(patience);
      const outcomes = [await succeeds(first.commit()), await second];
      strictEqual(outcomes.filter(Boolean).length, 1);
      strictEqual(await database.events.lastPosition(), 1);
    },
    'Of eight that race for the same, exactly one wins, round after round': async ({ database }) => {
      for (let round = 1; round <= 20; round++) {
        const failIfMatch = { items: [{ tags: [`seat:${round}`] }] };
        const outcomes = await Promise.allSettled(
          Array.from({ length: 8 }, (_, racer) =>
            append(database, taken(`${round}.${racer}`, `seat:${round}`), { failIfMatch }),
          ),
        );
        strictEqual(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
        for (const outcome of outcomes)
          if (outcome.status === 'rejected')
            await rejects('BOUNDARY_CONFLICT', Promise.reject(outcome.reason as Error));
        strictEqual(await database.events.lastPosition(), round);
      }
    },
    'Those that race for different things all win': async ({ database }) => {
      await Promise.all(
        Array.from({ length: 8 }, (_, racer) =>
          append(database, taken(`${racer}`, `seat:${racer}`), {
            failIfMatch: { items: [{ tags: [`seat:${racer}`] }] },
          }),
        ),
      );
      strictEqual(await database.events.lastPosition(), 8);
    },
  },
);

function taken(id: string, tag: string): NewEvent {
  return newEvent(id, { type: 'Seat.Taken.v1', tags: [tag, 'row:1'] });
}

/** Each in a stream of its own, so that only the condition can stand against it. */
async function append(database: Database, event: NewEvent, condition?: AppendCondition): Promise<void> {
  await transact(database, ({ events }) =>
    events.append([{ stream: `Seat-${event.id}`, expected: 'any', events: [event] }], condition),
  );
}
