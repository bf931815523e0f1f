import { Projection, Query, field, on, read, type Defaulted, type QueryContext } from '@domainry/core';
import { inventory } from './domain.js';
import { StockItem, StockItemOpened, StockRanLow } from './stock-item.js';

/** What the catalogue shows of the stock: there, or nearly gone. */
@inventory.projection
export class Availability extends Projection<Availability> {
  @field.identifier({ identifier: true, required: true }) readonly sku!: string;
  @field.boolean({ default: false }) nearlyGone!: Defaulted<boolean>;
}

/** Keeps availability up to date. */
@inventory.projector(Availability, { aggregates: [StockItem] })
export class AvailabilityProjector {
  @on(StockItemOpened)
  opened({ sku }: StockItemOpened): Availability {
    return new Availability({ sku });
  }

  @on(StockRanLow)
  ranLow(_event: StockRanLow, availability: Availability): void {
    availability.nearlyGone = true;
  }
}

/** How many of a product can be ordered now. */
@inventory.query({ partOf: StockItem })
export class AvailableStock extends Query<AvailableStock, number> {
  @field.identifier({ required: true }) readonly sku!: string;
}

/** Answers from the book. */
@inventory.queryHandler(StockItem)
export class StockQueries {
  @read(AvailableStock)
  async available({ sku }: AvailableStock, { repository }: QueryContext): Promise<number> {
    const item = await repository(StockItem).getOrNull(sku);
    return item === null ? 0 : item.onHand - item.reserved;
  }
}
