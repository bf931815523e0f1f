import { memoryBroker } from '@domainry/core';
import type { Broker, BrokerAdapter, BrokerReceiver } from '@domainry/core/ports';

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
