import { finite, identity, integer, refuseUnknownKeys, requireObject, text } from './checks.js';
import { record } from './recorded.js';
import type { Raised } from './recorded.js';

interface OrderValues {
  readonly id: string;
  readonly customer: string;
  readonly discount: number;
}

interface LineValues {
  readonly id: string;
  readonly product: string;
  readonly quantity: number;
  readonly price: number;
}

/** Written by hand: an event with the same checks. */
export class QuantityChanged {
  readonly lineId: string;
  readonly quantity: number;
  raised: Raised | undefined = undefined;

  constructor(given: { readonly lineId: string; readonly quantity: number }) {
    requireObject('QuantityChanged', given);
    this.lineId = identity('QuantityChanged.lineId', given.lineId);
    this.quantity = integer('QuantityChanged.quantity', given.quantity);
    let keys = 0;
    // oxlint-disable-next-line no-unused-vars -- counts without making a list
    for (const _ in given) keys++;
    if (keys !== 2) refuseUnknownKeys('QuantityChanged', given);
  }
}

/** Written by hand: a line that knows its order, whose rules guard it. */
export class OrderLine {
  readonly id: string;
  product: string;
  quantity: number;
  price: number;
  owner: Order | undefined = undefined;

  constructor(given: LineValues) {
    requireObject('OrderLine', given);
    this.id = identity('OrderLine.id', given.id);
    this.product = text('OrderLine.product', given.product);
    this.quantity = positive(given.quantity);
    this.price = finite('OrderLine.price', given.price);
    let keys = 0;
    // oxlint-disable-next-line no-unused-vars -- counts without making a list
    for (const _ in given) keys++;
    if (keys !== 4) refuseUnknownKeys('OrderLine', given);
  }

  changeQuantity(quantity: number): void {
    const former = this.quantity;
    const order = this.owner!;
    const mark = order.countEvents();
    try {
      this.quantity = positive(quantity);
      order.raise(new QuantityChanged({ lineId: this.id, quantity }));
      order.check();
    } catch (error) {
      this.quantity = former;
      order.takeBack(mark);
      throw error;
    }
  }

  toDict(): object {
    return { product: this.product, quantity: this.quantity, price: this.price, id: this.id };
  }
}

/** Written by hand: an order that owns its lines. */
export class Order {
  readonly id: string;
  customer: string;
  discount: number;
  readonly #lines = new Map<string, OrderLine>();
  #events: QuantityChanged[] | undefined = undefined;
  version = -1;

  constructor(given: OrderValues) {
    requireObject('Order', given);
    this.id = identity('Order.id', given.id);
    this.customer = text('Order.customer', given.customer);
    this.discount = finite('Order.discount', given.discount);
    let keys = 0;
    // oxlint-disable-next-line no-unused-vars -- counts without making a list
    for (const _ in given) keys++;
    if (keys !== 3) refuseUnknownKeys('Order', given);
    this.check();
  }

  get size(): number {
    return this.#lines.size;
  }

  addLine(id: string, quantity: number): void {
    const line = new OrderLine({ id, product: 'Bolt M8', quantity, price: 0.25 });
    if (this.#lines.has(id)) throw new RangeError('A line has this identity already.');
    line.owner = this;
    this.#lines.set(id, line);
    try {
      this.check();
    } catch (error) {
      line.owner = undefined;
      this.#lines.delete(id);
      throw error;
    }
  }

  line(id: string): OrderLine {
    return this.#lines.get(id)!;
  }

  raise(event: QuantityChanged): void {
    if (this.#events === undefined) {
      event.raised = record(this, 1);
      this.#events = [event];
    } else {
      event.raised = record(this, this.#events.length + 1);
      this.#events.push(event);
    }
  }

  countEvents(): number {
    return this.#events === undefined ? 0 : this.#events.length;
  }

  takeBack(count: number): void {
    if (this.#events !== undefined) this.#events.length = count;
  }

  check(): void {
    if (this.#lines.size > 1_000_000) throw new RangeError('An order has at most a million lines.');
  }

  collectEvents(): readonly QuantityChanged[] {
    const events = this.#events;
    this.#events = undefined;
    return events ?? [];
  }

  toDict(): object {
    const lines: object[] = [];
    for (const line of this.#lines.values()) lines.push(line.toDict());
    return { customer: this.customer, discount: this.discount, lines, id: this.id };
  }
}

export function make(id: string): Order {
  return new Order({ id, customer: 'Ada Lovelace', discount: 0.5 });
}

function positive(value: unknown): number {
  const kept = integer('OrderLine.quantity', value);
  if (kept >= 1) return kept;
  throw new RangeError('OrderLine.quantity: expected at least 1.');
}
