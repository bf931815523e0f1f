import { DomainryError } from '../errors/domainry-error.js';
import { faultPoint } from '../errors/fault-point.js';
import type { MessageMetadata } from '../messages/message.js';
import type { Database } from '../ports/database.js';
import type { OutboxEntry } from '../ports/outbox.js';
import { databaseHere } from '../tenants/database-here.js';
import { within } from '../unit-of-work/current.js';
import { runUnit } from '../unit-of-work/run-unit.js';
import type { AnotherAttempt } from './dead-letters.js';
import type { DispatchHost } from './dispatch-host.js';
import { knownCommission, type Commission } from './commission.js';
import { CommandOutcome, processCommand } from './process-command.js';
import type { Receipt } from './process-options.js';
import { surroundingsOf } from './surroundings-of.js';

/** Destination of the outbox where commands wait. */
const destination = 'commands';
/** How many waiting commands are read at a time. */
const batch = 100;

/**
 * Commands that were accepted and wait in the outbox of their database. They are handled here one after the other, those of a
 * higher priority first.
 */
export class CommandQueue {
  /** Databases whose commands are being handled, and whether to look again when that is done. */
  readonly #busy = new Map<Database, { again: boolean }>();
  /** Entries that are kept for the dead letters. */
  readonly #parked = new Map<Database, Set<number>>();

  constructor(private readonly host: DispatchHost) {}

  /** Keeps a command, in the transaction of the unit of work that is open here, or in one of its own. */
  async accept({ command, element, metadata }: Commission): Promise<Receipt> {
    const { host } = this;
    const owner = host.registry.clusterOf(element.cls);
    const database = host.databaseOf(owner);
    await within({ tenant: metadata.tenant }, () =>
      runUnit(host.units, async (unit) => {
        const name = host.databaseNameOf(owner);
        const { outbox } = await unit.transaction(database, name, element.name);
        await outbox.put(destination, [{ data: host.writeCommand(command), metadata }]);
        unit.afterCommit(() => this.wake(databaseHere(database)));
      }),
    );
    return { id: metadata.id };
  }

  /** Handles what waits in a database; in those of all tenants, where each has one. */
  async wakeAll(database: Database): Promise<void> {
    if (database.tenants === undefined) this.wake(database);
    else for (const tenant of await database.tenants.known()) this.wake(database.tenants.of(tenant));
  }

  /** Handles what waits in a database. */
  wake(database: Database): void {
    const busy = this.#busy.get(database);
    if (busy !== undefined) busy.again = true;
    else void this.host.work.during(() => this.host.deliveries.apart(() => this.#drain(database)));
  }

  async #drain(database: Database): Promise<void> {
    const state = { again: true };
    this.#busy.set(database, state);
    try {
      while (state.again) {
        state.again = false;
        for (let next = await this.#next(database); next !== undefined; next = await this.#next(database))
          await this.#handle(database, next);
      }
    } catch (error) {
      this.host.logger.error('Waiting commands cannot be handled for now. They are with the next one.', {
        error,
      });
    } finally {
      this.#busy.delete(database);
    }
  }

  async #next(database: Database): Promise<OutboxEntry | undefined> {
    if (this.host.shutdown.isBegun) return undefined;
    const parked = this.#parkedIn(database);
    const waiting = await database.outbox.waiting(destination, batch + parked.size);
    return waiting.find(({ position }) => !parked.has(position));
  }

  async #handle(database: Database, entry: OutboxEntry): Promise<void> {
    const { host } = this;
    const { metadata } = entry.message;
    const { succeeded, attempts, error } = await this.#attempt(database, entry);
    if (succeeded || host.shutdown.isBegun) return;
    const parked = this.#parkedIn(database);
    parked.add(entry.position);
    host.deadLetters.add({
      handler: host.index.labelOfCommand(metadata.type) ?? metadata.type,
      metadata,
      attempts,
      error,
      again: () => this.#attempt(database, entry),
      forget: async () => {
        await database.outbox.done(entry.position);
        parked.delete(entry.position);
      },
    });
    host.logger.error(
      `${metadata.type} ${metadata.id} could not be handled and was put aside: see deadLetters.`,
      {
        error,
      },
    );
  }

  async #attempt(database: Database, { message, position }: OutboxEntry): Promise<AnotherAttempt> {
    const { host } = this;
    const outcome = new CommandOutcome();
    try {
      const commission = knownCommission(host, host.readCommand(message), message.metadata);
      await within({ ...surroundingsOf(message.metadata), units: [] }, () =>
        processCommand(host, commission, {}, true, outcome),
      );
    } catch (error) {
      if (!isExpired(error, message.metadata)) {
        await database.outbox.failed(position, String(error));
        // What cannot even be read was tried once, too.
        return { succeeded: false, attempts: Math.max(outcome.attempts, 1), error };
      }
      host.logger.info(error.message, { command: message.metadata.id });
    }
    faultPoint('outbox.before-done');
    await database.outbox.done(position);
    return { succeeded: true, attempts: outcome.attempts };
  }

  #parkedIn(database: Database): Set<number> {
    let parked = this.#parked.get(database);
    if (parked === undefined) this.#parked.set(database, (parked = new Set()));
    return parked;
  }
}

/** Whether time is up for a command itself, and not for one that its handler processed. */
function isExpired(error: unknown, { id }: MessageMetadata): error is DomainryError {
  return DomainryError.is(error, 'COMMAND_EXPIRED') && error.details['id'] === id;
}
