import { Aggregate, Event, apply, field, invariant } from '@domainry/core';
import { inventory } from './domain.js';

/** A product is kept in stock from now on. */
@inventory.event('StockItem')
export class StockItemOpened extends Event<StockItemOpened> {
  @field.identifier({ required: true }) readonly sku!: string;
  @field.integer({ required: true, min: 0 }) readonly reorderAt!: number;
}

/** Goods came in. */
@inventory.event('StockItem')
export class StockReceived extends Event<StockReceived> {
  @field.integer({ required: true, min: 1 }) readonly quantity!: number;
}

/** Some of it is spoken for. */
@inventory.event('StockItem')
export class StockSetAside extends Event<StockSetAside> {
  @field.identifier({ required: true }) readonly reservationId!: string;
  @field.integer({ required: true, min: 1 }) readonly quantity!: number;
}

/** What was spoken for is free again. */
@inventory.event('StockItem')
export class StockReleased extends Event<StockReleased> {
  @field.identifier({ required: true }) readonly reservationId!: string;
  @field.integer({ required: true, min: 1 }) readonly quantity!: number;
}

/** What was spoken for has left the house. */
@inventory.event('StockItem')
export class StockPicked extends Event<StockPicked> {
  @field.identifier({ required: true }) readonly reservationId!: string;
  @field.integer({ required: true, min: 1 }) readonly quantity!: number;
}

/** Somebody counted, and the book was wrong. */
@inventory.event('StockItem')
export class StockCounted extends Event<StockCounted> {
  @field.integer({ required: true, min: 0 }) readonly onHand!: number;
  @field.string({ required: true, maxLength: 80, personal: 'employee' }) readonly countedBy!: string;
}

/** There is less left than should be: somebody should order. */
@inventory.event('StockItem', { published: true })
export class StockRanLow extends Event<StockRanLow> {
  @field.identifier({ required: true }) readonly sku!: string;
  @field.integer({ required: true, min: 0 }) readonly available!: number;
}

/**
 * One product on the shelf. It is event-sourced: an auditor can ask how many there were on any day, and why.
 *
 * @see adr:2
 */
@inventory.aggregate({ eventSourced: true, snapshotEvery: 200, hashChain: true })
export class StockItem extends Aggregate<StockItem> {
  @field.identifier({ identifier: true, required: true }) readonly sku!: string;
  /** How many lie on the shelf. */
  @field.integer({ required: true }) onHand!: number;
  /** How many of them are spoken for. */
  @field.integer({ required: true }) reserved!: number;
  @field.integer({ required: true, min: 0 }) reorderAt!: number;

  static open(sku: string, reorderAt: number): StockItem {
    return this.createFrom(new StockItemOpened({ sku, reorderAt }));
  }

  @invariant.post({ message: 'No more is spoken for than lies on the shelf', code: 'oversold' })
  neverOversold() {
    return this.reserved >= 0 && this.reserved <= this.onHand;
  }

  receive(quantity: number) {
    this.raise_(new StockReceived({ quantity }));
  }

  setAside(reservationId: string, quantity: number) {
    this.raise_(new StockSetAside({ reservationId, quantity }));
    const available = this.onHand - this.reserved;
    if (available < this.reorderAt) this.raise_(new StockRanLow({ sku: this.sku, available }));
  }

  release(reservationId: string, quantity: number) {
    this.raise_(new StockReleased({ reservationId, quantity }));
  }

  pick(reservationId: string, quantity: number) {
    this.raise_(new StockPicked({ reservationId, quantity }));
  }

  count(onHand: number, countedBy: string) {
    this.raise_(new StockCounted({ onHand, countedBy }));
  }

  @apply(StockItemOpened)
  opened({ reorderAt }: StockItemOpened) {
    this.onHand = 0;
    this.reserved = 0;
    this.reorderAt = reorderAt;
  }

  @apply(StockReceived)
  received({ quantity }: StockReceived) {
    this.onHand += quantity;
  }

  @apply(StockSetAside)
  wasSetAside({ quantity }: StockSetAside) {
    this.reserved += quantity;
  }

  @apply(StockReleased)
  released({ quantity }: StockReleased) {
    this.reserved -= quantity;
  }

  @apply(StockPicked)
  picked({ quantity }: StockPicked) {
    this.reserved -= quantity;
    this.onHand -= quantity;
  }

  @apply(StockCounted)
  counted({ onHand }: StockCounted) {
    this.onHand = onHand;
  }

  @apply(StockRanLow)
  ranLow(_event: StockRanLow) {}
}
