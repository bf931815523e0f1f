import { DomainryError } from '../errors/domainry-error.js';
import type { Database } from '../ports/database.js';

/** The databases of tenants that are open. The one that was used last is last. */
export class OpenTenants {
  readonly #open = new Map<string, OpenTenant>();
  readonly #closing = new Set<Promise<unknown>>();
  #isClosed = false;

  /** @param most - how many stay open while nobody uses them. */
  constructor(
    private readonly openOne: (tenant: string) => Promise<Database>,
    private readonly most: number,
  ) {}

  /** The database of a tenant, which stays open until the lease is given back. */
  async lease(tenant: string): Promise<Lease> {
    this.assertOpen();
    let found = this.#open.get(tenant);
    if (found === undefined) found = { opening: this.#begin(tenant), uses: 0 };
    // The one that was used last comes last.
    this.#open.delete(tenant);
    this.#open.set(tenant, found);
    found.uses += 1;
    const used = found;
    let hasEnded = false;
    const end = (): void => {
      if (hasEnded) return;
      hasEnded = true;
      used.uses -= 1;
      this.#closeIdle();
    };
    try {
      return { database: await used.opening, end };
    } catch (error) {
      // It may be tried again.
      if (this.#open.get(tenant) === used) this.#open.delete(tenant);
      throw error;
    }
  }

  /**
   * Closes the database of a tenant, if it is open.
   *
   * @throws DomainryError TENANT_IN_USE, DATABASE_CLOSED.
   */
  async shut(tenant: string): Promise<void> {
    this.assertOpen();
    const found = this.#open.get(tenant);
    if (found === undefined) return;
    if (found.uses > 0)
      throw new DomainryError(
        'TENANT_IN_USE',
        `The tenant ${JSON.stringify(tenant)} cannot be removed: something is being read or written for it. Wait for the work that goes on for it, and begin no other.`,
        { details: { tenant } },
      );
    this.#open.delete(tenant);
    await (await found.opening).close();
  }

  /** @throws DomainryError DATABASE_CLOSED. */
  assertOpen(): void {
    if (this.#isClosed) throw closed();
  }

  /** Closes all, also those in use. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const all = [...this.#open.values()];
    this.#open.clear();
    const ends = all.map(({ opening }) =>
      opening.then(
        (database) => database.close(),
        () => undefined,
      ),
    );
    const outcomes = await Promise.allSettled([...ends, ...this.#closing]);
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }

  async #begin(tenant: string): Promise<Database> {
    const database = await this.openOne(tenant);
    if (!this.#isClosed) return database;
    await database.close();
    throw closed();
  }

  #closeIdle(): void {
    let excess = this.#open.size - this.most;
    for (const [tenant, { opening, uses }] of this.#open) {
      if (excess <= 0) return;
      if (uses > 0) continue;
      this.#open.delete(tenant);
      excess -= 1;
      // Whoever needs it next opens it anew; that this one is still closing is in nobody's way.
      const end = opening.then((database) => database.close()).catch(() => undefined);
      this.#closing.add(end);
      void end.then(() => this.#closing.delete(end));
    }
  }
}

/** A database that stays open until `end` is called, which may be more than once. */
export interface Lease {
  readonly database: Database;
  readonly end: () => void;
}

interface OpenTenant {
  readonly opening: Promise<Database>;
  uses: number;
}

function closed(): DomainryError {
  return new DomainryError(
    'DATABASE_CLOSED',
    'The databases of tenants were closed. Open them again, or close them when nothing uses them any more.',
  );
}
