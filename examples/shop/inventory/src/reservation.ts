import { Aggregate, Entity, Event, field, invariant, type Children, type Defaulted } from '@domainry/core';
import { inventory } from './domain.js';
import { StockItem } from './stock-item.js';

export enum ReservationStatus {
  Held = 'Held',
  Refused = 'Refused',
  Released = 'Released',
  Picked = 'Picked',
}

/** Everything that was ordered is set aside. */
@inventory.event('Reservation', { published: true })
export class StockReserved extends Event<StockReserved> {
  @field.identifier({ required: true }) readonly reservationId!: string;
  @field.identifier({ required: true }) readonly orderId!: string;
}

/** Something that was ordered is not there. */
@inventory.event('Reservation', { published: true })
export class ReservationRefused extends Event<ReservationRefused> {
  @field.identifier({ required: true }) readonly orderId!: string;
  @field.list(field.string({ maxLength: 64 }), { required: true }) readonly missing!: readonly string[];
}

/** The order is off; its goods go back to the shelf. */
@inventory.event('Reservation')
export class ReservationReleased extends Event<ReservationReleased> {
  @field.identifier({ required: true }) readonly reservationId!: string;
  @field.identifier({ required: true }) readonly orderId!: string;
}

/** The goods are packed. */
@inventory.event('Reservation', { published: true })
export class ReservationPicked extends Event<ReservationPicked> {
  @field.identifier({ required: true }) readonly reservationId!: string;
  @field.identifier({ required: true }) readonly orderId!: string;
}

/** So many of one product. */
@inventory.entity('Reservation')
export class ReservedLine extends Entity<ReservedLine> {
  @field.reference(() => StockItem, { identifier: true, required: true }) readonly sku!: string;
  @field.integer({ required: true, min: 1 }) readonly quantity!: number;
}

/** What is set aside for one order: all of it, or nothing. */
@inventory.aggregate({ unique: [{ fields: ['orderId'], name: 'one-for-each-order' }] })
export class Reservation extends Aggregate<Reservation> {
  @field.identifier({ identifier: true, required: true }) readonly reservationId!: string;
  @field.identifier({ required: true }) readonly orderId!: string;
  @field.hasMany(() => ReservedLine) readonly lines!: Children<ReservedLine>;
  @field.status(ReservationStatus, {
    default: ReservationStatus.Held,
    transitions: { Held: ['Refused', 'Released', 'Picked'] },
  })
  status!: Defaulted<ReservationStatus>;

  @invariant.post({ message: 'A reservation that is held has something in it', fields: ['lines'] })
  heldIsNotEmpty() {
    return this.status !== ReservationStatus.Held || this.lines.size > 0;
  }

  hold() {
    this.raise_(new StockReserved({ reservationId: this.reservationId, orderId: this.orderId }));
  }

  refuse(missing: readonly string[]) {
    this.status = ReservationStatus.Refused;
    this.raise_(new ReservationRefused({ orderId: this.orderId, missing }));
  }

  release() {
    this.status = ReservationStatus.Released;
    this.raise_(new ReservationReleased({ reservationId: this.reservationId, orderId: this.orderId }));
  }

  pick() {
    this.status = ReservationStatus.Picked;
    this.raise_(new ReservationPicked({ reservationId: this.reservationId, orderId: this.orderId }));
  }
}
