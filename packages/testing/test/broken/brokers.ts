import { memoryBroker } from '@domainry/core';
import type {
  Broker,
  BrokerAdapter,
  BrokerDelivery,
  BrokerMessage,
  BrokerReceiver,
} from '@domainry/core/ports';
import { interceptedPort } from './interceptions.js';

/** Brokers that break one promise each, by the group of checks that has to notice. */
export const brokenBrokers: Readonly<Record<string, () => BrokerAdapter>> = {
  // What fails is lost.
  'broker, delivery': () =>
    altered((receiver) => ({
      ...receiver,
      receive: (delivery) => receiver.receive({ ...delivery, nack: () => delivery.ack() }),
    })),

  'broker, order': () => altered((receiver) => ({ ...receiver, prefetch: 100 })),

  // Each receiver gets everything.
  'broker, groups': () => {
    let count = 0;
    return altered((receiver) => ({ ...receiver, group: `${receiver.group} ${count++}` }));
  },
};

/** Further brokers that break one promise each: with the first one of a group, they make every check of it fail. */
export const furtherBrokers: Readonly<Record<string, readonly (() => BrokerAdapter)[]>> = {
  'broker, delivery': [
    // Takes everything, and keeps nothing.
    () =>
      interceptedPort(memoryBroker(), ({ method, proceed }) =>
        method === 'publish' ? Promise.resolve() : proceed(),
      ),
    // What was dealt with comes again all the same.
    () =>
      interceptedPort(memoryBroker(), ({ method, args, proceed, port }) => {
        if (method !== 'subscribe') return proceed();
        const receiver = args[0] as BrokerReceiver;
        return proceed({
          ...plain(receiver),
          receive: (delivery: BrokerDelivery) =>
            receiver.receive({ ...delivery, nack: () => port.publish(delivery.stream, [delivery.message]) }),
        });
      }),
    // One stream for all.
    () =>
      interceptedPort(memoryBroker(), ({ method, args, proceed }) => {
        if (method === 'publish') return proceed('all', args[1]);
        return method === 'subscribe'
          ? proceed({ ...wrapped(args[0] as BrokerReceiver), stream: 'all' })
          : proceed();
      }),
  ],
  'broker, order': [
    // Knows no keys.
    () =>
      interceptedPort(memoryBroker(), ({ method, args, proceed }) =>
        method === 'publish'
          ? proceed(
              args[0],
              (args[1] as BrokerMessage[]).map(({ key: _key, ...message }) => message),
            )
          : proceed(),
      ),
  ],
  'broker, groups': [
    // Who has stopped goes on.
    () =>
      interceptedPort(memoryBroker(), ({ method, proceed }) =>
        method === 'subscribe'
          ? Promise.resolve(proceed()).then(() => ({ stop: () => Promise.resolve() }))
          : proceed(),
      ),
  ],
};

/** What there is to say of a receiver beside its method. */
function plain({ stream, group, prefetch }: BrokerReceiver): Omit<BrokerReceiver, 'receive'> {
  return { stream, group, ...(prefetch === undefined ? {} : { prefetch }) };
}

function wrapped(receiver: BrokerReceiver): BrokerReceiver {
  return { ...plain(receiver), receive: (delivery) => receiver.receive(delivery) };
}

function altered(alter: (receiver: BrokerReceiver) => BrokerReceiver): BrokerAdapter {
  const inner = memoryBroker();
  return {
    name: 'broken',
    open: async (): Promise<Broker> => {
      const broker = await inner.open();
      const own: BrokerReceiver['receive'] = () => Promise.resolve();
      return {
        name: broker.name,
        publish: (stream, messages) => broker.publish(stream, messages),
        subscribe: (receiver) => {
          const { stream, group, prefetch } = receiver;
          const plain = { stream, group, ...(prefetch === undefined ? {} : { prefetch }), receive: own };
          return broker.subscribe(alter({ ...plain, receive: (delivery) => receiver.receive(delivery) }));
        },
        close: () => broker.close(),
      };
    },
  };
}
