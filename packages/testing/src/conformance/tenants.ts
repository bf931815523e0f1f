import type { Database } from '@domainry/core/ports';
import { checksOf, type Check } from './check.js';
import { deepEqual, rejects, strictEqual } from './expectations.js';
import { messageOf } from './messages.js';
import { newEvents, placesOf } from './new-events.js';
import { claim } from './outbox-entries.js';
import { everything, record } from './state-records.js';
import { forTenant, transact, type DatabaseSubject } from './subject.js';

/** What a database that keeps tenants apart has to show. The checks run for the tenant north. */
export const tenantChecks: readonly Check<DatabaseSubject>[] = checksOf<DatabaseSubject>(
  'database',
  'tenants',
  {
    'States of one tenant are not there for another, who may have the same identities, values and numbers':
      async ({ database, member }) => {
        const anna = { email: 'a@x', club: 'c', number: 1, name: 'Anna' };
        const join = (): Promise<unknown> =>
          transact(database, ({ states }) => states.insert(member, record('a', anna)));
        const first = await join();
        await forTenant('south', async () => {
          strictEqual(await database.states.get(member, 'a'), undefined);
          strictEqual(await database.states.count(member, everything), 0);
          deepEqual(await join(), first);
          await transact(database, ({ states }) => states.removeAll(member, everything));
        });
        strictEqual(await database.states.count(member, everything), 1);
      },
    'Events have positions, streams and identities of their own for each tenant': async ({ database }) => {
      const append = (...ids: string[]): Promise<unknown> =>
        transact(database, ({ events }) =>
          events.append([{ stream: 'Account-1', expected: 'none', events: newEvents(...ids) }]),
        );
      await append('a', 'b');
      await forTenant('south', async () => {
        deepEqual(await database.events.readFeed({ limit: 9 }), []);
        strictEqual((await database.events.describeStream('Account-1')).version, -1);
        deepEqual(await database.events.listStreams({ limit: 9 }), []);
        await append('a');
        strictEqual(await database.events.lastPosition(), 1);
      });
      deepEqual(placesOf(await database.events.readFeed({ limit: 9 })), [
        'Account-1@0 #1 a',
        'Account-1@1 #2 b',
      ]);
    },
    'A transaction belongs to the tenant it was begun for, to its end': async ({ database, specimen }) => {
      const transaction = await database.begin();
      await forTenant('south', async () => {
        await transaction.states.insert(specimen, record('a'));
        await transaction.commit();
        strictEqual(await database.states.get(specimen, 'a'), undefined);
      });
      strictEqual((await database.states.get(specimen, 'a'))?.id, 'a');
    },
    'Idempotency keys, messages and snapshots are those of one tenant': async ({ database }) => {
      await keepOneOfEach(database);
      const [ofNorth] = await database.outbox.list({ limit: 9 });
      await forTenant('south', async () => {
        // Its position names nothing here.
        const held = { position: ofNorth!.position, fence: 1 };
        await database.outbox.requeue([held.position]);
        strictEqual(await database.outbox.discard(held.position, 'not mine'), false);
        deepEqual(await database.outbox.done([held]), [held.position]);
        strictEqual(await database.idempotency.find('k'), undefined);
        deepEqual(await database.outbox.list({ limit: 9 }), []);
        deepEqual(await claim(database), []);
        strictEqual(await database.snapshots.load('Account-1'), undefined);
        await keepOneOfEach(database);
        strictEqual(await database.idempotency.forgetBefore(Number.MAX_SAFE_INTEGER), 1);
        deepEqual(await database.outbox.done(await claim(database)), []);
        await database.snapshots.prune('Account-1', 0);
      });
      strictEqual((await database.idempotency.find('k'))?.key, 'k');
      deepEqual(
        (await database.outbox.list({ limit: 9 })).map(({ state, attempts }) => [state, attempts]),
        [['waiting', 0]],
      );
      strictEqual((await database.snapshots.load('Account-1'))?.version, 1);
    },
    'A key that is claimed for one tenant is free for another': async ({ database }) => {
      const claiming = await database.begin();
      await claiming.idempotency.claim('k', 'f', 'fail');
      await forTenant('south', () =>
        transact(database, async ({ idempotency }) => {
          strictEqual(await idempotency.claim('k', 'f', 'fail'), undefined);
          await idempotency.complete({ key: 'k', fingerprint: 'f', result: '1', time: 1 });
        }),
      );
      await claiming.idempotency.complete({ key: 'k', fingerprint: 'f', result: '2', time: 1 });
      await claiming.commit();
      strictEqual((await database.idempotency.find('k'))?.result, '2');
    },
    'Who is asked for a tenant by name gives that one, and knows all that have something': async ({
      database,
      specimen,
    }) => {
      const south = database.tenants!.of('south');
      await transact(south, ({ states }) => states.insert(specimen, record('a')));
      strictEqual(await database.states.get(specimen, 'a'), undefined);
      strictEqual(await forTenant('south', () => database.states.count(specimen, everything)), 1);
      await transact(database, ({ states }) => states.insert(specimen, record('b')));
      deepEqual([...(await database.tenants!.known())].sort(), ['north', 'south']);
    },
    'A name that no place can have is refused, whatever it is used for': async ({ database, specimen }) => {
      for (const tenant of ['', 'a\u0000b', 'a\nb', '\ud800', 'e\u0301', 'a\u200bb', 'x'.repeat(300)]) {
        await rejects('TENANT_INVALID', async () => database.tenants!.of(tenant).begin());
        if (tenant === '') continue;
        await rejects('TENANT_INVALID', () => forTenant(tenant, () => database.begin()));
        await rejects('TENANT_INVALID', () => forTenant(tenant, () => database.states.get(specimen, 'a')));
      }
    },
    'Names that mean something elsewhere are names, each of another tenant': async ({
      database,
      specimen,
    }) => {
      for (const tenant of hostileNames)
        await forTenant(tenant, () =>
          transact(database, ({ states }) => states.insert(specimen, record('a', { title: tenant }))),
        );
      for (const tenant of hostileNames) {
        const found = await forTenant(tenant, () => database.states.get(specimen, 'a'));
        strictEqual(found?.data['title'], tenant);
      }
      const known = new Set(await database.tenants!.known());
      deepEqual(
        hostileNames.filter((tenant) => !known.has(tenant)),
        [],
      );
    },
  },
).map((check) => ({ ...check, capability: 'tenants' as const }));

const hostileNames: readonly string[] = [
  'A',
  'a',
  '..',
  '../a',
  'a/b',
  'a\\b',
  'a.db',
  'c:',
  "a'; drop schema x; --",
  'a"b',
  'a`b',
  '$1 ? :x',
  '%2e',
  'é ü',
  '日本',
  '🦊',
  'a b',
  '_61',
  'con',
  '-rf',
];

async function keepOneOfEach(database: Database): Promise<void> {
  await transact(database, async ({ idempotency, outbox }) => {
    await idempotency.claim('k', 'f', 'fail');
    await idempotency.complete({ key: 'k', fingerprint: 'f', result: undefined, time: 1 });
    await outbox.put('broker', [messageOf('m')]);
  });
  await database.snapshots.save({ stream: 'Account-1', version: 1, format: 'f', data: '{}', time: 1 });
}
