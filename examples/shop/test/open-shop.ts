import {
  UnknownMessage,
  memoryBroker,
  messageOf,
  toCloudEvent,
  type Domain,
  type JsonValue,
} from '@domainry/core';
import { domain as billing } from '@domainry/example-shop-billing';
import { domain as inventory } from '@domainry/example-shop-inventory';
import { domain as ordering } from '@domainry/example-shop-ordering';
import { domain as shipping } from '@domainry/example-shop-shipping';

/** The four contexts, wired to databases in memory and to one broker. */
export interface OpenShop {
  readonly ordering: Domain;
  readonly inventory: Domain;
  readonly billing: Domain;
  readonly shipping: Domain;
  /** Tells the other contexts what one of them has published since the last time. */
  tell(context: Domain): Promise<void>;
  /** What others than our contexts publish. */
  receive(stream: string, body: JsonValue): Promise<void>;
  close(): Promise<void>;
}

/** Opens a shop of its own, without customers and with empty shelves. */
export async function openShop(): Promise<OpenShop> {
  const broker = memoryBroker();
  const contexts = [ordering.fork(), inventory.fork(), billing.fork(), shipping.fork()] as const;
  for (const context of contexts) await context.init({ brokers: { default: broker } });
  const told = new Map<Domain, number>();
  let sent = 0;

  async function settle(): Promise<void> {
    // Messages of a broker are taken up a moment after they were published.
    await new Promise((resolve) => setTimeout(resolve, 5));
    for (const context of contexts) await context.settled();
  }

  async function tell(context: Domain): Promise<void> {
    await context.settled();
    const { name, registry } = context;
    const news = await context.log.read({ after: told.get(context) ?? 0, limit: 1_000 });
    for (const { event, position } of news) {
      told.set(context, position);
      if (event instanceof UnknownMessage) continue;
      const element = registry.find(event.constructor as never)!;
      if (element.options['published'] !== true) continue;
      const { source, type, data } = toCloudEvent(messageOf(event), { source: `urn:shop:${name}` });
      const body = JSON.parse(JSON.stringify({ source, type, data })) as JsonValue;
      const stream = `${name}.${registry.clusterOf(element.cls)!.name}`;
      await context.broker().publish(stream, [{ id: `${name}-${position}`, key: name, headers: {}, body }]);
    }
    await settle();
  }

  return {
    ordering: contexts[0],
    inventory: contexts[1],
    billing: contexts[2],
    shipping: contexts[3],
    tell,
    async receive(stream, body) {
      const message = { id: `elsewhere-${(sent += 1)}`, key: 'elsewhere', headers: {}, body };
      await contexts[0].broker().publish(stream, [message]);
      await settle();
    },
    async close() {
      for (const context of contexts) await context.close();
    },
  };
}
