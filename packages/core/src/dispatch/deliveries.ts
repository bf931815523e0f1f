import { faultPoint } from '../errors/fault-point.js';
import type { AnyClass } from '../metadata.js';
import { surroundings, within, type Surroundings } from '../unit-of-work/current.js';
import type { RecordedEvent } from '../unit-of-work/persister.js';
import { deliverEvent } from './deliver-event.js';
import type { DispatchHost } from './dispatch-host.js';
import type { DeliveryReport } from './delivery-report.js';
import type { EventConsumer } from './event-consumer.js';

/** One event on its way to one consumer. */
interface Delivery {
  readonly event: RecordedEvent;
  readonly consumer: EventConsumer;
  /** Ends when the one before it, of the same stream to the same consumer, has ended. */
  readonly before: Promise<void> | undefined;
  readonly end: () => void;
}

/** Everything that is delivered because of one commit, and of the commits that follow from it. */
interface Wave {
  readonly domain: object;
  readonly waiting: Delivery[];
  readonly reports: DeliveryReport[];
  isOver: boolean;
}

/**
 * Hands committed events to their consumers in this process, breadth-first: all consumers of an event, one after the other,
 * then the next event; events that their work leads to come behind all that wait. Events of one stream reach each consumer in
 * their order, whoever commits them. A process that ends before an event was delivered does not deliver it.
 */
export class Deliveries {
  /** The last delivery of each stream to each consumer that has not ended: by consumer and stream. */
  readonly #last = new Map<string, Promise<void>>();

  constructor(private readonly host: DispatchHost) {}

  /**
   * Delivers events that were just committed; what they lead to as well, unless this is part of such a delivery: then they
   * come behind what waits, and nothing is waited for.
   */
  async deliver(events: readonly RecordedEvent[]): Promise<readonly DeliveryReport[]> {
    const deliveries = events.flatMap((event) => this.#deliveriesOf(event));
    const outer = this.#waveHere();
    if (outer?.isOver === false) {
      outer.waiting.push(...deliveries);
      return none;
    }
    if (deliveries.length === 0) return none;
    const wave: Wave = { domain: this.host.domain, waiting: deliveries, reports: [], isOver: false };
    const going = [wave, ...this.#ofOthers()];
    return this.host.work.during(() => within({ deliveries: going }, () => this.#run(wave)));
  }

  /** Runs a function whose commits are no part of the delivery that is going on here. */
  apart<Result>(act: () => Result): Result {
    return within({ deliveries: this.#ofOthers() }, act);
  }

  #waveHere(): Wave | undefined {
    // Only this class puts them there.
    const going = (surroundings().deliveries ?? none) as readonly Wave[];
    return going.find(({ domain }) => domain === this.host.domain);
  }

  #ofOthers(): NonNullable<Surroundings['deliveries']> {
    return (surroundings().deliveries ?? none).filter(({ domain }) => domain !== this.host.domain);
  }

  async #run(wave: Wave): Promise<readonly DeliveryReport[]> {
    try {
      for (let next = wave.waiting.shift(); next !== undefined; next = wave.waiting.shift()) {
        try {
          if (next.before !== undefined) await next.before;
          faultPoint('event.before-delivery');
          wave.reports.push(await deliverEvent(this.host, next.event, next.consumer));
          faultPoint('event.delivered');
        } finally {
          next.end();
        }
      }
      return wave.reports;
    } finally {
      wave.isOver = true;
      for (const { end } of wave.waiting) end();
    }
  }

  #deliveriesOf(event: RecordedEvent): readonly Delivery[] {
    const element = this.host.registry.find(event.event.constructor as AnyClass);
    if (element === undefined) return [];
    const consumers = this.host.consumersOf(element).filter((consumer) => consumer.accepts(event));
    return consumers.map((consumer) => ({ event, consumer, ...this.#queue(consumer.label, event.stream) }));
  }

  /** Takes the next place behind what goes to a consumer from a stream. */
  #queue(label: string, stream: string): Pick<Delivery, 'before' | 'end'> {
    const key = `${label} ${stream}`;
    const before = this.#last.get(key);
    let end!: () => void;
    const ended = new Promise<void>((resolve) => {
      end = () => {
        if (this.#last.get(key) === ended) this.#last.delete(key);
        resolve();
      };
    });
    this.#last.set(key, ended);
    return { before, end };
  }
}

const none: readonly never[] = Object.freeze([]);
