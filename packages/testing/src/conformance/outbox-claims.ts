import { checksOf, type Check } from './check.js';
import { deepEqual, strictEqual } from './expectations.js';
import { messageOf } from './messages.js';
import { claim, idsOf, longTime, put } from './outbox-entries.js';
import type { DatabaseSubject } from './subject.js';

/** Whose an entry is, and for how long. */
export const outboxClaimChecks: readonly Check<DatabaseSubject>[] = checksOf<DatabaseSubject>(
  'outbox',
  'claims',
  {
    'What somebody holds is given to nobody else, until the time is up': async ({ database }) => {
      await put(database, 'broker', messageOf('a'), messageOf('b', { stream: 'Account-1' }));
      deepEqual(idsOf(await claim(database, { leaseMs: 0 })), ['a', 'b']);
      const [a, b] = await claim(database, { owner: 'second' });
      deepEqual(idsOf([a!, b!]), ['a', 'b']);
      deepEqual(await claim(database, { owner: 'third' }), []);
      const entries = await database.outbox.list({ state: 'claimed', limit: 9 });
      deepEqual(
        entries.map(({ owner, state }) => [owner, state]),
        [
          ['second', 'claimed'],
          ['second', 'claimed'],
        ],
      );
      strictEqual(
        entries.every(({ until }) => until! > 1_500_000_000_000),
        true,
      );
    },
    'Of several that claim at once, each entry has one': async ({ database }) => {
      const ids = Array.from({ length: 40 }, (_, at) => `m${at}`);
      await put(
        database,
        'broker',
        ...ids.map((id, at) => messageOf(id, at % 2 === 0 ? {} : { stream: `Account-${at % 5}` })),
      );
      const given: string[] = [];
      for (let round = 0; round < 40 && given.length < ids.length; round++) {
        const rounds = await Promise.all(
          Array.from({ length: 6 }, (_, owner) => claim(database, { owner: `relay ${owner}`, limit: 3 })),
        );
        given.push(...rounds.flatMap(idsOf));
        for (const claimed of rounds) await database.outbox.done(claimed);
      }
      deepEqual(given.toSorted(), ids.toSorted());
    },
    'Who comes late is told, and changes nothing': async ({ database }) => {
      await put(database, 'broker', messageOf('a'), messageOf('b', { stream: 'Account-1' }));
      const late = await claim(database, { leaseMs: 0 });
      const held = await claim(database);
      const positions = late.map(({ position }) => position);
      deepEqual(await database.outbox.done(late), positions);
      deepEqual(await database.outbox.renew(late, longTime), positions);
      for (const entry of late)
        strictEqual(await database.outbox.failed(entry, 'late', { kind: 'abandon', keyWaits: false }), false);
      await database.outbox.release(late);
      deepEqual(await claim(database), []);
      deepEqual(await database.outbox.done(held), []);
      deepEqual(await database.outbox.done(held), positions);
    },
    'Who is late, and nobody was in between, is not too late': async ({ database }) => {
      await put(database, 'broker', messageOf('a', { stream: 'Account-1' }), messageOf('b'));
      const late = await claim(database, { leaseMs: 0 });
      deepEqual(await database.outbox.done(late), []);
      deepEqual(await database.outbox.list({ limit: 9 }), []);
    },
    'A claim that is renewed lasts longer': async ({ database }) => {
      await put(database, 'broker', messageOf('a'), messageOf('b', { stream: 'Account-1' }));
      const held = await claim(database, { leaseMs: 0 });
      deepEqual(await database.outbox.renew(held, longTime), []);
      deepEqual(await claim(database), []);
      deepEqual(await database.outbox.renew(held, 0), []);
      deepEqual(idsOf(await claim(database)), ['a', 'b']);
    },
    'What is given back can be claimed at once, and counts as not tried': async ({ database }) => {
      const key = { stream: 'Account-1' };
      await put(database, 'broker', messageOf('a', key), messageOf('b'), messageOf('c', key));
      const held = await claim(database);
      await database.outbox.release(held);
      const again = await claim(database);
      deepEqual(idsOf(again), ['a', 'b', 'c']);
      deepEqual(
        again.map(({ attempts }) => attempts),
        [0, 0, 0],
      );
      deepEqual(
        await database.outbox.done(held),
        held.map(({ position }) => position),
      );
    },
  },
);
