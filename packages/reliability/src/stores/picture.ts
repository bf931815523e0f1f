/** What is in a store at one moment, read by statements of our own: the framework is not asked. */
export interface Picture {
  /** Events in the order in which they were written. */
  readonly events: readonly StoredFact[];
  /** Rows of child entities: which movement they are of, and of which account. */
  readonly entries: readonly { readonly account: string; readonly reference: string }[];
  readonly balances: ReadonlyMap<string, number>;
  /** Accounts that somebody has, and by what name. */
  readonly holders: readonly { readonly account: string; readonly holder: string }[];
  /** Movements whose confirmation waits in the outbox. */
  readonly waiting: readonly string[];
  /** Keys of the commands that are recorded as done. */
  readonly keys: ReadonlySet<string>;
  /** What the handler of events has made: the identity of the event, and its movement. */
  readonly bookings: readonly { readonly event: string; readonly reference: string }[];
  /** Version of each stream, where the store keeps it beside the events. */
  readonly streams: ReadonlyMap<string, number>;
  /** Last position that was given. */
  readonly head: number;
  /** What the database itself finds wrong. */
  readonly damage: readonly string[];
}

/** One event as it lies there. */
export interface StoredFact {
  readonly id: string;
  /** `Moved`. */
  readonly name: string;
  readonly stream: string;
  readonly version: number;
  /** Undefined when it was not given one yet. */
  readonly position: number | undefined;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A row of a result, numbers as numbers. */
export type Row = Readonly<Record<string, string | number | null>>;

/** Statements that read the same from SQLite and from PostgreSQL. */
export const pictureStatements = {
  entries: 'SELECT _root AS account, reference FROM "Account_entries"',
  balances: 'SELECT number, balance FROM "Account"',
  holders: 'SELECT number, holder FROM "Account" WHERE holder IS NOT NULL',
  waiting: "SELECT data FROM domainry_outbox WHERE destination = 'commands'",
  keys: 'SELECT key FROM domainry_idempotency',
  bookings: 'SELECT event, reference FROM "Booking"',
} as const;

/** Rows of the statements above, by their names. */
export type PictureRows = Readonly<Record<keyof typeof pictureStatements, readonly Row[]>>;

/** Puts together what was read. */
export function pictureOf(
  events: readonly Row[],
  rows: PictureRows,
  head: number,
  damage: readonly string[],
  streams: readonly Row[] = [],
): Picture {
  return {
    events: events.map(({ id, type, stream, version, position, data }) => ({
      id: String(id),
      name: String(type).split('.')[1] ?? '',
      stream: String(stream),
      version: Number(version),
      position: position === null || position === undefined ? undefined : Number(position),
      data: JSON.parse(String(data)) as Record<string, unknown>,
    })),
    entries: rows.entries.map(({ account, reference }) => ({
      account: String(account),
      reference: String(reference),
    })),
    balances: new Map(rows.balances.map(({ number, balance }) => [String(number), Number(balance)])),
    holders: rows.holders.map(({ number, holder }) => ({ account: String(number), holder: String(holder) })),
    waiting: rows.waiting.map(({ data }) =>
      String((JSON.parse(String(data)) as { reference: unknown }).reference),
    ),
    keys: new Set(rows.keys.map(({ key }) => String(key))),
    bookings: rows.bookings.map(({ event, reference }) => ({
      event: String(event),
      reference: String(reference),
    })),
    streams: new Map(streams.map(({ stream, version }) => [String(stream), Number(version)])),
    head,
    damage,
  };
}
