import { DomainryError } from '../errors/domainry-error.js';
import { faultPoint } from '../errors/fault-point.js';
import { newUuid } from '../fields/identity.js';
import type { MessageMetadata } from '../messages/message.js';
import type { Database } from '../ports/database.js';
import type { ClaimedEntry } from '../ports/outbox.js';
import { afterFailure, defaultOutboxRetry, type OutboxRetry } from '../ports/outbox-retry.js';
import { databaseHere } from '../tenants/database-here.js';
import { within } from '../unit-of-work/current.js';
import { runUnit } from '../unit-of-work/run-unit.js';
import { ClaimedBatch } from './claimed-batch.js';
import type { AnotherAttempt } from './dead-letters.js';
import type { DispatchHost } from './dispatch-host.js';
import { knownCommission, type Commission } from './commission.js';
import { CommandOutcome, processCommand } from './process-command.js';
import type { Receipt } from './process-options.js';
import { surroundingsOf } from './surroundings-of.js';

/** Destination of the outbox where commands wait. */
const destination = 'commands';
/** How many waiting commands are claimed at a time. */
const batch = 20;
/** Looks for what is in the hands of others at a database of a tenant, after the last command of this process. */
const looksAtTenants = 2;

/**
 * Commands that were accepted and wait in the outbox of their database. A process claims some and handles them one after the
 * other, those of a higher priority first, but those of one aggregate in the order in which they were accepted.
 */
export class CommandQueue {
  readonly #owner = `process ${process.pid}, ${newUuid(Date.now()).slice(-12)}`;
  readonly #leaseMs: number;
  /** Databases whose commands are being handled, and whether to look again when that is done. */
  readonly #busy = new Map<Database, { again: boolean }>();
  /** When databases are looked at again: others may have died who held commands. */
  readonly #timers = new Map<Database, ReturnType<typeof setTimeout>>();

  constructor(private readonly host: DispatchHost) {
    this.#leaseMs = host.options.commandLease ?? 5_000;
    host.shutdown.add(() => {
      for (const timer of this.#timers.values()) clearTimeout(timer);
      this.#timers.clear();
    });
  }

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
    if (database.tenants === undefined) this.wake(database, Infinity);
    else for (const tenant of await database.tenants.known()) this.wake(database.tenants.of(tenant));
  }

  /**
   * Handles what waits in a database.
   *
   * @param looks - how often it is looked at again for what others held.
   */
  wake(database: Database, looks: number = looksAtTenants): void {
    const busy = this.#busy.get(database);
    if (busy !== undefined) busy.again = true;
    else void this.host.work.during(() => this.host.deliveries.apart(() => this.#drain(database, looks)));
  }

  async #drain(database: Database, looks: number): Promise<void> {
    const state = { again: true };
    this.#busy.set(database, state);
    try {
      while (state.again) {
        state.again = false;
        while (await this.#handleSome(database));
      }
    } catch (error) {
      this.host.logger.error('Waiting commands cannot be handled for now. They are tried again later.', {
        error,
      });
    } finally {
      this.#busy.delete(database);
      this.#lookAgain(database, looks);
    }
  }

  #lookAgain(database: Database, looks: number): void {
    const isKnown = this.#timers.has(database);
    // What is looked at for ever already goes on so.
    if (this.host.shutdown.isBegun || (isKnown && looks !== Infinity) || looks === 0) return;
    clearTimeout(this.#timers.get(database));
    const timer = setTimeout(() => {
      this.#timers.delete(database);
      this.wake(database, looks - 1);
    }, this.#leaseMs);
    timer.unref();
    this.#timers.set(database, timer);
  }

  /** Whether there was something to be handled. */
  async #handleSome(database: Database): Promise<boolean> {
    const { shutdown } = this.host;
    if (shutdown.isBegun) return false;
    const claim = { owner: this.#owner, limit: batch, leaseMs: this.#leaseMs };
    const claimed = await ClaimedBatch.claim(database.outbox, destination, claim);
    if (claimed === undefined) return false;
    try {
      faultPoint('outbox.claimed');
      for (let entry = claimed.first; entry !== undefined && !shutdown.isBegun; entry = claimed.first) {
        await this.#handle(database, entry);
        if (!shutdown.isBegun) claimed.isOver(entry);
      }
    } finally {
      await claimed.end();
    }
    return true;
  }

  async #handle(database: Database, entry: ClaimedEntry): Promise<void> {
    const { host } = this;
    const { metadata } = entry.message;
    const { outcome, attempts, error } = await this.#attempt(database, entry);
    if (outcome !== 'abandoned') return;
    host.deadLetters.add({
      handler: host.index.labelOfCommand(metadata.type) ?? metadata.type,
      metadata,
      attempts,
      error,
      again: () => this.#again(database, entry, error),
      forget: async () => {
        await database.outbox.discard(entry.position, `Given up: ${String(error)}`);
      },
    });
    host.logger.error(
      `${metadata.type} ${metadata.id} could not be handled and was put aside: see deadLetters.`,
      {
        error,
      },
    );
  }

  /** Tries an abandoned command once more; somebody else may have done that. */
  async #again(database: Database, { position }: ClaimedEntry, before: unknown): Promise<AnotherAttempt> {
    const claim = { owner: this.#owner, leaseMs: this.#leaseMs };
    const entry = await database.outbox.claimAbandoned(position, claim);
    if (entry === undefined) return { succeeded: false, attempts: 0, error: before };
    const { outcome, attempts, error } = await this.#attempt(database, entry);
    return { succeeded: outcome === 'handled', attempts, error };
  }

  async #attempt(database: Database, entry: ClaimedEntry): Promise<Attempt> {
    const { host } = this;
    const { message } = entry;
    const outcome = new CommandOutcome();
    try {
      const commission = knownCommission(host, host.readCommand(message), message.metadata);
      await within({ ...surroundingsOf(message.metadata), units: [] }, () =>
        processCommand(host, commission, {}, true, outcome),
      );
    } catch (error) {
      if (!isExpired(error, message.metadata)) {
        // What cannot even be read was tried once, too.
        return await this.#failed(database, entry, Math.max(outcome.attempts, 1), error);
      }
      host.logger.info(error.message, { command: message.metadata.id });
    }
    faultPoint('outbox.before-done');
    await database.outbox.done([entry]);
    return { outcome: 'handled', attempts: outcome.attempts };
  }

  async #failed(database: Database, entry: ClaimedEntry, attempts: number, error: unknown): Promise<Attempt> {
    if (this.host.shutdown.isBegun) {
      await database.outbox.release([entry]);
      return { outcome: 'later', attempts, error };
    }
    const isPassing = DomainryError.is(error) && passing.has(error.code);
    const next = afterFailure(isPassing ? untilItPasses : atOnce, entry.attempts + 1);
    const isTold = await database.outbox.failed(entry, String(error), next);
    return { outcome: isTold && next.kind === 'abandon' ? 'abandoned' : 'later', attempts, error };
  }
}

/** What became of an attempt to handle a command. */
interface Attempt extends Omit<AnotherAttempt, 'succeeded'> {
  readonly outcome: 'handled' | 'abandoned' | 'later';
}

/** A handler says itself how often it is tried; and one command does not stop others, as none does that is handled at once. */
const atOnce: OutboxRetry = { ...defaultOutboxRetry, attempts: 1, afterwards: 'keyGoesOn' };

const untilItPasses: OutboxRetry = { ...defaultOutboxRetry, afterwards: 'keyGoesOn' };

/** Errors that say nothing against a command: its time has not come. */
const passing: ReadonlySet<string> = new Set(['COMMAND_IN_FLIGHT', 'DATABASE_UNAVAILABLE', 'DATABASE_BUSY']);

/** Whether time is up for a command itself, and not for one that its handler processed. */
function isExpired(error: unknown, { id }: MessageMetadata): error is DomainryError {
  return DomainryError.is(error, 'COMMAND_EXPIRED') && error.details['id'] === id;
}
