import { handle, type HandlerContext } from '@domainry/core';
import { PickReservation, ReleaseReservation, ReserveStock } from './commands.js';
import { inventory } from './domain.js';
import { Reservation } from './reservation.js';
import { StockItem } from './stock-item.js';

/** Sets stock aside. */
@inventory.commandHandler(Reservation)
export class ReservationCommands {
  /**
   * @suppress TWO_AGGREGATES_IN_ONE_UNIT an order is reserved as a whole or not at all; they share one database
   */
  @handle(ReserveStock)
  async reserve(command: ReserveStock, { repository }: HandlerContext): Promise<boolean> {
    const { reservationId, orderId, items: wanted } = command;
    const items = repository(StockItem);
    const lines = wanted.map(({ sku, count }) => ({ sku, quantity: count }));
    const reservation = new Reservation({ reservationId, orderId, lines });
    const missing: string[] = [];
    for (const { sku, quantity } of lines) {
      const item = await items.getOrNull(sku);
      if (item === null || item.onHand - item.reserved < quantity) missing.push(sku);
    }
    if (missing.length > 0) {
      reservation.refuse(missing);
    } else {
      reservation.hold();
      for (const { sku, quantity } of lines) {
        const item = await items.get(sku);
        item.setAside(reservationId, quantity);
        await items.add(item);
      }
    }
    await repository(Reservation).add(reservation);
    return missing.length === 0;
  }

  /** @suppress TWO_AGGREGATES_IN_ONE_UNIT as above */
  @handle(ReleaseReservation)
  async release({ orderId }: ReleaseReservation, { repository }: HandlerContext): Promise<void> {
    const reservations = repository(Reservation);
    const reservation = await reservations.query.where({ orderId }).one();
    const items = repository(StockItem);
    for (const { sku, quantity } of reservation.lines) {
      const item = await items.get(sku);
      item.release(reservation.reservationId, quantity);
      await items.add(item);
    }
    reservation.release();
    await reservations.add(reservation);
  }

  /** @suppress TWO_AGGREGATES_IN_ONE_UNIT as above */
  @handle(PickReservation)
  async pick({ orderId }: PickReservation, { repository }: HandlerContext): Promise<void> {
    const reservations = repository(Reservation);
    const reservation = await reservations.query.where({ orderId }).one();
    const items = repository(StockItem);
    for (const { sku, quantity } of reservation.lines) {
      const item = await items.get(sku);
      item.pick(reservation.reservationId, quantity);
      await items.add(item);
    }
    reservation.pick();
    await reservations.add(reservation);
  }
}
