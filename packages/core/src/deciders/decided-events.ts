import { metadataOf, type AnyEvent } from '../elements/event.js';
import { DomainryError } from '../errors/domainry-error.js';
import { phraseReceived } from '../errors/violation.js';
import type { AnyClass } from '../metadata.js';
import type { RegisteredElement } from '../registry/registered-element.js';
import type { Registry } from '../registry/registry.js';
import { findTarget } from '../registry/resolve.js';

/** Knows which events a decider may decide on. */
export class DecidedEvents {
  readonly #own: ReadonlySet<RegisteredElement | undefined>;

  constructor(
    private readonly decider: RegisteredElement,
    private readonly registry: Registry,
  ) {
    const evolved = decider.handles.filter(({ by }) => by === 'evolve');
    this.#own = new Set(evolved.map(({ message }) => message && findTarget(registry, message)));
  }

  /**
   * What `decide` gave, as a list of events that can be appended.
   *
   * @throws DomainryError DECISION_INVALID, EVENT_NOT_OWNED, EVENT_ALREADY_RAISED.
   */
  accept(command: object, given: unknown): readonly AnyEvent[] {
    const events = Array.isArray(given) ? (given as readonly unknown[]) : [given];
    for (const [index, event] of events.entries()) {
      this.#requireOwn(command, event);
      if (metadataOf(event) !== undefined || events.indexOf(event) !== index) throw this.#again(event);
    }
    return events as readonly AnyEvent[];
  }

  #requireOwn(command: object, event: unknown): asserts event is AnyEvent {
    const element =
      typeof event === 'object' && event !== null
        ? this.registry.find(event.constructor as AnyClass)
        : undefined;
    if (element?.kind === 'event' && this.#own.has(element)) return;
    const { name } = this.decider;
    if (element?.kind === 'event') {
      throw new DomainryError(
        'EVENT_NOT_OWNED',
        `${name} decided on ${element.name}, which is not among its events. Declare it with @domain.event('${name}'), and add it to { events }.`,
        { details: { event: element.name, decider: name } },
      );
    }
    const received =
      event === undefined ? 'nothing' : event instanceof Promise ? 'a Promise' : phraseReceived(event);
    throw new DomainryError(
      'DECISION_INVALID',
      `${name}.decide gave ${received} for ${command.constructor.name}. Give an event, an array of events, or [] when nothing happens; what it has to ask others for belongs into the command.`,
      { details: { decider: name, command: command.constructor.name } },
    );
  }

  #again(event: AnyEvent): DomainryError {
    const name = event.constructor.name;
    return new DomainryError(
      'EVENT_ALREADY_RAISED',
      `${this.decider.name} decided on ${name === '' ? 'an event' : `a ${name}`} that it, or somebody else, gave before. Construct a new event each time something happens.`,
      { details: { event: name, decider: this.decider.name } },
    );
  }
}
