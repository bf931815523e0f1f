import { describe, expect, test } from '@jest/globals';
import { memoryBroker, type Broker, type BrokerMessage } from '@domainry/core';
import type { BrokerDelivery } from '@domainry/core/ports';
import fc from 'fast-check';

const message = (id: string, key?: string): BrokerMessage => ({
  id,
  ...(key === undefined ? {} : { key }),
  body: null,
  headers: {},
});

/** Lets everything happen that is due. */
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** A receiver that keeps what it is given until the test answers. */
async function listen(broker: Broker, group: string, prefetch = 1) {
  const given: BrokerDelivery[] = [];
  const subscription = await broker.subscribe({
    stream: 's',
    group,
    prefetch,
    receive: async (delivery) => void given.push(delivery),
  });
  return { given, ids: () => given.map(({ message: { id } }) => id), ...subscription };
}

describe('a broker in memory', () => {
  test('gives each message to every group, and to one receiver of a group', async () => {
    const broker = await memoryBroker().open();
    const [one, other, alone] = [
      await listen(broker, 'a'),
      await listen(broker, 'a'),
      await listen(broker, 'b', 2),
    ];

    await broker.publish('s', [message('1'), message('2')]);
    await turn();

    expect([...one.ids(), ...other.ids()].toSorted()).toEqual(['1', '2']);
    expect(alone.ids()).toEqual(['1', '2']);
  });

  test('keeps what is published before anyone listens', async () => {
    const broker = await memoryBroker().open();
    await broker.publish('s', [message('1')]);

    const { ids } = await listen(broker, 'a');
    await turn();

    expect(ids()).toEqual(['1']);
  });

  test('keeps the order of a key: the next message waits for the answer to the one before', async () => {
    const broker = await memoryBroker().open();
    const { given, ids } = await listen(broker, 'a', 10);

    await broker.publish('s', [message('1', 'k'), message('2', 'k'), message('3', 'other'), message('4')]);
    await turn();
    expect(ids()).toEqual(['1', '3', '4']);
    await given[0]!.nack();
    await turn();
    expect(ids()).toEqual(['1', '3', '4', '1']);
    expect(given[3]!.attempt).toBe(2);
    await given[3]!.ack();
    await turn();

    expect(ids()).toEqual(['1', '3', '4', '1', '2']);
  });

  test('takes the first answer, and failing for a nack', async () => {
    const broker = await memoryBroker().open();
    const attempts: number[] = [];
    await broker.subscribe({
      stream: 's',
      group: 'a',
      receive: async ({ attempt, ack, nack }) => {
        attempts.push(attempt);
        if (attempt === 1) throw new Error('not yet');
        await ack();
        await nack();
        throw new Error('too late');
      },
    });

    await broker.publish('s', [message('1')]);
    await turn();
    await turn();
    await turn();

    expect(attempts).toEqual([1, 2]);
  });

  test('gives what a receiver left unanswered to another when the broker is closed', async () => {
    const adapter = memoryBroker();
    const [first, second] = [await adapter.open(), await adapter.open()];
    const lost = await listen(first, 'a');
    await first.publish('s', [message('1')]);
    await turn();
    const found = await listen(second, 'a');

    await first.close();
    await turn();
    await lost.given[0]!.ack();
    await turn();

    expect(found.ids()).toEqual(['1']);
    expect(found.given[0]!.attempt).toBe(2);
  });

  test('gives nothing more to a receiver that stopped, and takes its answers', async () => {
    const broker = await memoryBroker().open();
    const { given, ids, stop } = await listen(broker, 'a', 5);
    await broker.publish('s', [message('1')]);
    await turn();

    await stop();
    await broker.publish('s', [message('2')]);
    await given[0]!.ack();
    const next = await listen(broker, 'a', 5);
    await turn();

    expect(ids()).toEqual(['1']);
    expect(next.ids()).toEqual(['2']);
  });

  test('shares nothing with who publishes', async () => {
    const broker = await memoryBroker().open();
    const body = { amount: 1 };
    const { given } = await listen(broker, 'a');

    await broker.publish('s', [{ ...message('1'), body }]);
    body.amount = 2;
    await turn();

    expect(given[0]!.message.body).toEqual({ amount: 1 });
  });

  test('loses nothing and keeps the order of each key, whatever is acknowledged when', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('x', 'y', 'z'), { maxLength: 20 }),
        fc.array(fc.boolean(), { maxLength: 60 }),
        fc.integer({ min: 1, max: 4 }),
        async (keys, answers, prefetch) => {
          const broker = await memoryBroker().open();
          const { given } = await listen(broker, 'a', prefetch);
          await broker.publish(
            's',
            keys.map((key, index) => message(String(index), key)),
          );
          const done: BrokerMessage[] = [];
          for (let answered = 0; done.length < keys.length;) {
            await turn();
            for (; answered < given.length; answered++) {
              const delivery = given[answered]!;
              if (answers[answered] === false) await delivery.nack();
              else {
                done.push(delivery.message);
                await delivery.ack();
              }
            }
          }

          for (const key of ['x', 'y', 'z']) {
            const ids = done.filter((each) => each.key === key).map(({ id }) => Number(id));
            expect(ids).toEqual(ids.toSorted((one, other) => one - other));
          }
          expect(new Set(done.map(({ id }) => id)).size).toBe(keys.length);
        },
      ),
      { numRuns: 30 },
    );
  });
});
