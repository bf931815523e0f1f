import type {
  Broker,
  BrokerAdapter,
  BrokerDelivery,
  BrokerMessage,
  BrokerReceiver,
} from '@domainry/core/ports';
import { bind, checksOf, type Check, type Conformance } from './check.js';
import { deepEqual, strictEqual } from './expectations.js';
import { letOthersRun } from './subject.js';

/** A broker adapter that is to show what it can do. */
export interface BrokerUnderTest {
  readonly name: string;
  /** Makes an adapter whose streams are empty. Called for every check. */
  readonly adapter: () => BrokerAdapter;
  /** Milliseconds that a check waits for what has to come; 10,000 when absent. */
  readonly patience?: number;
}

/** What a check of a broker is given. */
export interface BrokerSubject {
  readonly broker: Broker;
  /** Opens the same broker another time, as another process would. */
  readonly another: () => Promise<Broker>;
  readonly patience: number;
}

/** What every broker has to show; see the contract of its port. */
export function brokerConformance({ name, adapter, patience = 10_000 }: BrokerUnderTest): Conformance {
  return {
    name,
    checks: bind(brokerChecks, new Set(), async (use) => {
      const opened: Broker[] = [];
      const own = adapter();
      const open = async (): Promise<Broker> => {
        const broker = await own.open();
        opened.push(broker);
        return broker;
      };
      try {
        await use({ broker: await open(), another: open, patience });
      } finally {
        for (const broker of opened) await broker.close();
      }
    }),
  };
}

const brokerChecks: readonly Check<BrokerSubject>[] = [
  ...checksOf<BrokerSubject>('broker', 'delivery', {
    'Every message reaches every group once it is acknowledged, and comes as it was sent': async ({
      broker,
      patience,
    }) => {
      const one = new Inbox({ broker, patience }, 'one');
      const two = new Inbox({ broker, patience }, 'two');
      await one.open();
      await two.open();
      const sent = {
        id: 'a',
        body: { text: '\u0000 é', list: [null, 1.5] },
        headers: { type: 'T', traceparent: '00' },
      };
      await broker.publish('orders', [sent, messageOf('b')]);
      await one.has('a', 'b');
      await two.has('a', 'b');
      deepEqual(one.deliveries[0]!.message, sent);
      deepEqual([one.deliveries[0]!.stream, one.deliveries[0]!.attempt], ['orders', 1]);
    },
    'What was published before the first group waits for it': async ({ broker, patience }) => {
      await broker.publish('orders', [messageOf('a'), messageOf('b')]);
      const inbox = new Inbox({ broker, patience }, 'one');
      await inbox.open();
      await inbox.has('a', 'b');
    },
    'What a receiver fails at, or gives back, comes again with its attempts counted': async ({
      broker,
      patience,
    }) => {
      const inbox = new Inbox({ broker, patience }, 'one', async (delivery) => {
        if (delivery.attempt === 1) throw new Error('not now');
        await (delivery.attempt === 2 ? delivery.nack() : delivery.ack());
      });
      await inbox.open();
      await broker.publish('orders', [messageOf('a')]);
      await inbox.has('a', 'a', 'a');
      deepEqual(
        inbox.deliveries.map(({ attempt }) => attempt),
        [1, 2, 3],
      );
    },
    'A second answer is ignored': async ({ broker, patience }) => {
      const inbox = new Inbox({ broker, patience }, 'one', async (delivery) => {
        await delivery.ack();
        await delivery.nack();
      });
      await inbox.open();
      await broker.publish('orders', [messageOf('a')]);
      await broker.publish('orders', [messageOf('marker')]);
      await inbox.has('a', 'marker');
    },
    'A message of another stream does not come': async ({ broker, patience }) => {
      const inbox = new Inbox({ broker, patience }, 'one');
      await inbox.open();
      await broker.publish('others', [messageOf('a')]);
      await broker.publish('orders', [messageOf('b')]);
      await inbox.has('b');
    },
  }),
  ...checksOf<BrokerSubject>('broker', 'order', {
    'Messages with a key come in order, also when one has to come again': async ({ broker, patience }) => {
      const inbox = new Inbox(
        { broker, patience },
        'one',
        (delivery) =>
          delivery.message.id === 'k1' && delivery.attempt < 3 ? delivery.nack() : delivery.ack(),
        4,
      );
      await inbox.open();
      await broker.publish(
        'orders',
        ['k1', 'k2', 'k3'].map((id) => messageOf(id, 'k')),
      );
      await broker.publish('orders', [messageOf('free', 'other')]);
      await inbox.count(6);
      deepEqual(
        inbox.ids.filter((id) => id !== 'free'),
        ['k1', 'k1', 'k1', 'k2', 'k3'],
      );
    },
    'No more messages wait for an answer than were asked for': async ({ broker, patience }) => {
      const held: BrokerDelivery[] = [];
      const inbox = new Inbox({ broker, patience }, 'one', (delivery) => void held.push(delivery), 2);
      await inbox.open();
      await broker.publish('orders', [messageOf('a'), messageOf('b'), messageOf('c')]);
      await inbox.count(2);
      await letOthersRun(0);
      strictEqual(held.length, 2);
      await held[0]!.ack();
      await inbox.count(3);
      strictEqual(held.length, 3);
      for (const delivery of held) await delivery.ack();
    },
  }),
  ...checksOf<BrokerSubject>('broker', 'groups', {
    'The receivers of a group share its messages': async ({ broker, another, patience }) => {
      const seen: string[] = [];
      const first = new Inbox(
        { broker, patience },
        'one',
        (delivery) => (seen.push(delivery.message.id), delivery.ack()),
      );
      const second = new Inbox(
        { broker: await another(), patience },
        'one',
        (delivery) => (seen.push(delivery.message.id), delivery.ack()),
      );
      await first.open();
      await second.open();
      const ids = Array.from({ length: 10 }, (_, index) => `${index}`);
      await broker.publish(
        'orders',
        ids.map((id) => messageOf(id)),
      );
      await waitFor(() => seen.length >= 10, patience);
      deepEqual(seen.toSorted(), ids);
    },
    'A receiver that has stopped gets nothing more': async ({ broker, patience }) => {
      const stopped = new Inbox({ broker, patience }, 'one');
      await (await stopped.open()).stop();
      const other = new Inbox({ broker, patience }, 'one');
      await other.open();
      await broker.publish('orders', [messageOf('a')]);
      await other.has('a');
      deepEqual(stopped.ids, []);
    },
    'What was not answered when its broker closed goes to another receiver': async ({
      broker,
      another,
      patience,
    }) => {
      const other = await another();
      const silent = new Inbox({ broker: other, patience }, 'one', () => undefined);
      await silent.open();
      await broker.publish('orders', [messageOf('a')]);
      await silent.has('a');
      const inbox = new Inbox({ broker, patience }, 'one');
      await inbox.open();
      await other.close();
      await inbox.has('a');
      deepEqual(
        inbox.deliveries.map(({ attempt }) => attempt),
        [2],
      );
    },
  }),
];

/** A receiver that keeps what it got. */
class Inbox implements BrokerReceiver {
  readonly stream = 'orders';
  readonly deliveries: BrokerDelivery[] = [];

  constructor(
    private readonly from: Pick<BrokerSubject, 'broker' | 'patience'>,
    readonly group: string,
    private readonly answer: (delivery: BrokerDelivery) => Promise<void> | void = (delivery) =>
      delivery.ack(),
    readonly prefetch: number = 1,
  ) {}

  open(): ReturnType<Broker['subscribe']> {
    return this.from.broker.subscribe(this);
  }

  async receive(delivery: BrokerDelivery): Promise<void> {
    this.deliveries.push(delivery);
    await this.answer(delivery);
  }

  get ids(): string[] {
    return this.deliveries.map(({ message }) => message.id);
  }

  /** Waits until as many came, and fails when they are others. */
  async has(...ids: string[]): Promise<void> {
    await this.count(ids.length);
    deepEqual(this.ids, ids);
  }

  count(count: number): Promise<void> {
    return waitFor(() => this.deliveries.length >= count, this.from.patience);
  }
}

function messageOf(id: string, key?: string): BrokerMessage {
  return { id, ...(key === undefined ? {} : { key }), body: { id }, headers: {} };
}

/** Waits for a condition, so many milliseconds at most. */
async function waitFor(isMet: () => boolean, patience: number): Promise<void> {
  for (const end = Date.now() + patience; !isMet();) {
    if (Date.now() > end) throw new Error(`What was published did not come within ${patience} ms.`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
