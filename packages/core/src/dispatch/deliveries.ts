import { faultPoint } from '../errors/fault-point.js';
import type { AnyClass } from '../metadata.js';
import { surroundings, within, type Surroundings } from '../unit-of-work/current.js';
import type { RecordedEvent } from '../unit-of-work/persister.js';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import { openUnit } from '../unit-of-work/run-unit.js';
import { deliverEvent } from './deliver-event.js';
import type { DispatchHost } from './dispatch-host.js';
import type { DeliveryReport } from './delivery-report.js';
import type { EventConsumer } from './event-consumer.js';
import { Turns, type Turn } from './turns.js';
import type { Job } from './work.js';

/** One event on its way to one consumer. */
interface Delivery {
  readonly event: RecordedEvent;
  readonly consumer: EventConsumer;
  readonly turn: Turn;
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
  readonly #turns = new Turns();

  constructor(private readonly host: DispatchHost) {}

  /**
   * Delivers events that were just committed; what they lead to as well, unless this is part of such a delivery: then they
   * come behind what waits, and nothing is waited for. Nor is it while a unit of work is open here, which is of another domain:
   * they are delivered when that one has ended.
   *
   * @returns at once where nothing has to be waited for.
   */
  deliver(events: readonly RecordedEvent[]): readonly DeliveryReport[] | Promise<readonly DeliveryReport[]> {
    return this.#begin(this.#deliveriesOf(events));
  }

  #begin(deliveries: readonly Delivery[]): readonly DeliveryReport[] | Promise<readonly DeliveryReport[]> {
    if (deliveries.length === 0) return none;
    const outer = this.#waveHere();
    if (outer?.isOver === false) {
      outer.waiting.push(...deliveries);
      return none;
    }
    const around = openUnit();
    if (around !== undefined) {
      this.#beginAfter(around, deliveries);
      return none;
    }
    const wave: Wave = { domain: this.host.domain, waiting: [...deliveries], reports: [], isOver: false };
    const job = this.host.work.begin();
    const going = [wave, ...this.#ofOthers()];
    return within({ deliveries: going, jobs: job.here }, () => this.#run(wave, job));
  }

  /** Runs a function whose commits are no part of the delivery that is going on here. */
  apart<Result>(act: () => Result): Result {
    return within({ deliveries: this.#ofOthers() }, act);
  }

  /** They have their places in the queues already: what comes of the same streams meanwhile waits behind them. */
  #beginAfter(unit: UnitOfWork, deliveries: readonly Delivery[]): void {
    const { work } = this.host;
    void work.during(
      () =>
        new Promise<void>((resolve) => {
          unit.hold(work, async () => {
            try {
              await this.#begin(deliveries);
            } finally {
              resolve();
            }
          });
        }),
    );
  }

  #waveHere(): Wave | undefined {
    // Only this class puts them there.
    const going = (surroundings().deliveries ?? none) as readonly Wave[];
    return going.find(({ domain }) => domain === this.host.domain);
  }

  #ofOthers(): NonNullable<Surroundings['deliveries']> {
    return (surroundings().deliveries ?? none).filter(({ domain }) => domain !== this.host.domain);
  }

  async #run(wave: Wave, job: Job): Promise<readonly DeliveryReport[]> {
    try {
      for (let next = wave.waiting.shift(); next !== undefined; next = wave.waiting.shift()) {
        try {
          if (!next.turn.hasCome) await next.turn.comes();
          faultPoint('event.before-delivery');
          wave.reports.push(await deliverEvent(this.host, next.event, next.consumer));
          faultPoint('event.delivered');
        } finally {
          next.turn.end();
        }
      }
      return wave.reports;
    } finally {
      wave.isOver = true;
      for (const { turn } of wave.waiting) turn.end();
      this.host.work.end(job);
    }
  }

  #deliveriesOf(events: readonly RecordedEvent[]): Delivery[] {
    const deliveries: Delivery[] = [];
    for (const event of events) {
      const element = this.host.registry.find(event.event.constructor as AnyClass);
      if (element === undefined) continue;
      for (const consumer of this.host.consumersOf(element)) {
        if (!consumer.accepts(event)) continue;
        deliveries.push({ event, consumer, turn: this.#turns.take(consumer.label, event.stream) });
      }
    }
    return deliveries;
  }
}

const none: readonly never[] = Object.freeze([]);
