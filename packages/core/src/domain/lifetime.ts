import { DomainryError } from '../errors/domainry-error.js';
import type { Wiring } from './wiring.js';

/** Between `init()` and `close()`: what a domain is wired with then. */
export class Lifetime {
  #opening: Promise<Wiring> | undefined;
  #wiring: Wiring | undefined;
  #wasClosed = false;

  /** @param domain - name, for messages. */
  constructor(private readonly domain: string) {}

  /**
   * Begins it. Whoever asks while it has begun waits for the same.
   *
   * @throws DomainryError ALREADY_INITIALISED when options are given and it has begun.
   */
  async begin(hasOptions: boolean, open: () => Promise<Wiring>): Promise<void> {
    if (this.#opening !== undefined && hasOptions) throw this.#alreadyBegun();
    const opening = (this.#opening ??= open());
    try {
      const wiring = await opening;
      if (this.#opening === opening) this.#wiring = wiring;
    } catch (error) {
      // It may be tried again.
      if (this.#opening === opening) this.#opening = undefined;
      throw error;
    }
  }

  /**
   * Ends it, if it has begun.
   *
   * @throws DomainryError WAITS_FOR_ITSELF.
   */
  async end(): Promise<void> {
    this.#wiring?.dispatcher.requireClosable();
    const opening = this.#opening;
    if (opening === undefined) return;
    this.#opening = this.#wiring = undefined;
    this.#wasClosed = true;
    // Whoever began it is told why it could not be opened.
    const wiring = await opening.catch(() => undefined);
    await wiring?.close();
  }

  /** What the domain is wired with, if it runs. */
  get running(): Wiring | undefined {
    return this.#wiring;
  }

  /** How far it is. */
  get state(): 'running' | 'not initialised' | 'closed' {
    if (this.#wiring !== undefined) return 'running';
    return this.#wasClosed ? 'closed' : 'not initialised';
  }

  /**
   * What the domain is wired with now.
   *
   * @throws DomainryError NOT_INITIALISED.
   */
  get wiring(): Wiring {
    if (this.#wiring !== undefined) return this.#wiring;
    throw new DomainryError(
      'NOT_INITIALISED',
      this.#wasClosed
        ? `${this.domain} was closed. Await init() to open it again.`
        : `${this.domain} is not initialised. Await its init() first: it connects the domain to what it runs on.`,
      { details: { domain: this.domain } },
    );
  }

  #alreadyBegun(): DomainryError {
    return new DomainryError(
      'ALREADY_INITIALISED',
      `${this.domain} is initialised already, so the options come too late. Give them at the first init(), close() the domain before, or use a fork().`,
      { details: { domain: this.domain } },
    );
  }
}
