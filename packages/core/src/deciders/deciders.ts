import { DomainryError } from '../errors/domainry-error.js';
import { faultPoint } from '../errors/fault-point.js';
import type { MessageMetadata } from '../messages/message.js';
import type { AnyClass } from '../metadata.js';
import type { Database } from '../ports/database.js';
import type { RegisteredElement } from '../registry/registered-element.js';
import type { Registry } from '../registry/registry.js';
import type { SnapshotSources } from '../repositories/snapshots.js';
import { appendEvents } from '../unit-of-work/append-events.js';
import type { EventRecorder } from '../unit-of-work/event-recorder.js';
import type { Past, Source } from '../unit-of-work/persister.js';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import { DecidedEvents } from './decided-events.js';
import { functionsOf } from './decider-functions.js';
import { DeciderStates } from './decider-states.js';
import { streamOf } from './decider-stream.js';

/** What deciders are run with. */
export interface DeciderSources extends SnapshotSources {
  readonly registry: Registry;
  readonly recorder: EventRecorder;
  readonly databaseOf: (decider: RegisteredElement) => Database;
  /** What the domain calls the database of a decider. */
  readonly databaseNameOf: (decider: RegisteredElement) => string;
}

interface Run {
  readonly states: DeciderStates;
  readonly events: DecidedEvents;
}

/** Runs the deciders of a domain: what happens because of a command is appended in the unit of work that it is handled in. */
export class Deciders {
  readonly #runs = new Map<RegisteredElement, Run>();
  /** What units are doing: commands that are handled in one unit at the same time are decided one after the other. */
  readonly #turns = new WeakMap<UnitOfWork, Promise<void>>();

  constructor(private readonly sources: DeciderSources) {}

  /**
   * Decides a command.
   *
   * @throws DomainryError DECIDER_TERMINAL, DECISION_INVALID, EVENT_NOT_OWNED, EVENT_ALREADY_RAISED, VERSION_CONFLICT, …; what
   *   the functions of the decider throw.
   */
  async handle(
    decider: RegisteredElement,
    command: object,
    unit: UnitOfWork,
    metadata: MessageMetadata,
  ): Promise<void> {
    const decided = (this.#turns.get(unit) ?? Promise.resolve()).then(() =>
      this.#decide(decider, command, unit, metadata),
    );
    this.#turns.set(
      unit,
      decided.catch(() => undefined),
    );
    return decided;
  }

  /**
   * The state of a decider by its identity: as the unit of work that is given sees it, else as it was committed. A state
   * nothing led to yet is the initial one.
   *
   * @throws DomainryError CLASS_NOT_REGISTERED; AGGREGATE_NOT_FOUND when it never came to the version that is asked for.
   */
  async stateOf(cls: unknown, id: string, unit: UnitOfWork | undefined, past?: Past): Promise<unknown> {
    const decider = this.#deciderOf(cls);
    const { state, version } = await this.#load(decider, streamOf(decider, id), unit, past);
    // Versions begin at 0: before that there is the initial state, and nothing that could be meant by a number.
    if (past !== undefined && 'atVersion' in past && past.atVersion !== version)
      throw neverReached(decider, id, past.atVersion, version);
    return state;
  }

  /** Keeps the state of a decider as a snapshot; gives its version, undefined when nothing led to it yet. */
  takeSnapshot(decider: RegisteredElement, id: string): Promise<number | undefined> {
    return this.#runOf(decider).states.takeSnapshot(streamOf(decider, id));
  }

  /** Version of the last event of a decider by its identity, as a unit of work sees it; −1 when there is none. */
  async versionOf(decider: RegisteredElement, id: string, unit: UnitOfWork | undefined): Promise<number> {
    const [last] = await this.#source(decider, unit).events.readStream(streamOf(decider, id), {
      backwards: true,
      limit: 1,
    });
    return last?.version ?? -1;
  }

  async #decide(
    decider: RegisteredElement,
    command: object,
    unit: UnitOfWork,
    metadata: MessageMetadata,
  ): Promise<void> {
    const { decide, id, isTerminal } = functionsOf(decider);
    const { states, events: own } = this.#runOf(decider);
    const stream = streamOf(decider, id(command));
    const { state, version } = await this.#load(decider, stream, unit);
    if (isTerminal?.(state) === true) throw terminal(decider, command, stream);
    const events = own.accept(command, decide(command, state));
    if (events.length === 0) return;
    // What cannot be evolved must not be written.
    const next = states.evolve(state, events);
    const lineage = {
      message: metadata,
      ...(metadata.tenant === undefined ? {} : { tenant: metadata.tenant }),
    };
    const prepared = events.map((event, index) =>
      this.sources.recorder.prepare(event, {
        kind: 'event',
        stream,
        lineage,
        expectedVersion: version,
        sequence: index + 1,
      }),
    );
    const { databaseOf, databaseNameOf } = this.sources;
    const transaction = await unit.transaction(databaseOf(decider), databaseNameOf(decider), decider.name);
    const expected = version === -1 ? 'none' : version;
    const written = await appendEvents(transaction.events, [{ stream, expected, events: prepared }]);
    faultPoint('unit.appended');
    unit.record(written);
    unit.afterCommit(() => states.keepIfDue(stream, next, version, version + events.length));
  }

  async #load(
    decider: RegisteredElement,
    stream: string,
    unit: UnitOfWork | undefined,
    past?: Past,
  ): ReturnType<DeciderStates['load']> {
    return this.#runOf(decider).states.load(this.#source(decider, unit), stream, past);
  }

  #source(decider: RegisteredElement, unit: UnitOfWork | undefined): Source {
    const database = this.sources.databaseOf(decider);
    return unit?.source(database) ?? database;
  }

  #runOf(decider: RegisteredElement): Run {
    let run = this.#runs.get(decider);
    if (run === undefined) {
      const states = new DeciderStates(decider, this.sources.databaseOf(decider), this.sources);
      run = { states, events: new DecidedEvents(decider, this.sources.registry) };
      this.#runs.set(decider, run);
    }
    return run;
  }

  #deciderOf(cls: unknown): RegisteredElement {
    const { registry } = this.sources;
    const element = typeof cls === 'function' ? registry.find(cls as unknown as AnyClass) : undefined;
    if (element?.kind === 'decider') return element;
    const name = typeof cls === 'function' ? cls.name : String(cls);
    throw new DomainryError(
      'CLASS_NOT_REGISTERED',
      `${name} is no decider of ${registry.domain}. Give what its decider('…', { … }) gave.`,
      { details: { element: name, domain: registry.domain } },
    );
  }
}

function terminal({ name }: RegisteredElement, command: object, stream: string): DomainryError {
  const asked = command.constructor.name;
  return new DomainryError(
    'DECIDER_TERMINAL',
    `${asked} was refused: ${stream} has come to its end, after which ${name} decides nothing. Begin another with an identity of its own.`,
    { details: { decider: name, command: asked, stream } },
  );
}

function neverReached({ name }: RegisteredElement, id: string, wanted: number, last: number): DomainryError {
  const found = last === -1 ? 'it has no events' : `its last event is version ${last}`;
  return new DomainryError(
    'AGGREGATE_NOT_FOUND',
    `There is no version ${wanted} of ${name} ${id}: ${found}. Ask for one that it has, or leave the version out.`,
    { details: { element: name, ids: [id], version: wanted } },
  );
}
