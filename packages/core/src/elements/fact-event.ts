import { DomainryError } from '../errors/domainry-error.js';
import type { AnyClass } from '../metadata.js';
import type { AnyAggregate } from './aggregate.js';
import type { Children } from './children.js';
import { modelOfInstance } from './element.js';
import type { AnyEvent } from './event.js';

/** Where the finished class of an aggregate keeps the class of its fact event. */
const factEvent: unique symbol = Symbol('fact event');

/** Tells an aggregate class which event holds its whole state. */
export function linkFactEvent(aggregate: AnyClass, event: AnyClass): void {
  Object.defineProperty(aggregate, factEvent, { value: event });
}

/**
 * The fact event of an aggregate as it is now: an event with its whole state. Children are in it as plain data. It is
 * made, not raised: for aggregates registered with `factEvents: true`, a save publishes one.
 *
 * @throws DomainryError FACT_EVENTS_DISABLED.
 */
export function factEventOf(aggregate: AnyAggregate): AnyEvent {
  const { name, fields } = modelOfInstance(aggregate);
  const Fact = (
    aggregate.constructor as unknown as { readonly [factEvent]?: new (state: object) => AnyEvent }
  )[factEvent];
  if (Fact === undefined) {
    throw new DomainryError(
      'FACT_EVENTS_DISABLED',
      `${name} has no fact event. Register it with { factEvents: true }.`,
    );
  }
  const state: Record<string, unknown> = {};
  for (const field of fields) {
    const value = (aggregate as unknown as Readonly<Record<string, unknown>>)[field.name];
    if (value === undefined) continue;
    if (field.kind === 'hasMany') state[field.name] = (value as Children<Member>).map(toDict);
    else if (field.kind === 'hasOne') state[field.name] = value === null ? null : toDict(value as Member);
    else state[field.name] = value;
  }
  return new Fact(state);
}

interface Member {
  toDict(): object;
}

function toDict(member: Member): object {
  return member.toDict();
}
