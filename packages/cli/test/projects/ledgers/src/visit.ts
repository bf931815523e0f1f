import { Aggregate, Event, field } from '@domainry/core';
import { banking } from './banking.js';

@banking.event('Visit')
export class Visited extends Event<Visited> {
  @field.identifier({ required: true, personal: 'contact' }) readonly email!: string;
  @field.date({ required: true }) readonly day!: string;
}

/** Stored as state, and called by something that is personal. */
@banking.aggregate
export class Visit extends Aggregate<Visit> {
  @field.identifier({ identifier: true, required: true, personal: 'contact' }) readonly email!: string;
}
