import { randomFillSync } from 'node:crypto';
import { accounts, type BankLike } from '../bank.js';
import { owners } from '../account-values.js';
import { Account, type Withdrawn } from './account.js';
import { finite, identity } from './checks.js';

/** What is known of a message. */
interface Metadata {
  readonly id: string;
  readonly type: string;
  readonly time: Date;
  readonly stream: string;
  readonly correlationId: string;
  readonly causationId?: string;
}

interface Stored {
  readonly stream: string;
  readonly version: number;
  readonly id: string;
  readonly type: string;
  readonly time: number;
  readonly data: string;
  readonly metadata: string;
}

/** The same work by hand: rows and events as JSON, versions, lineage, one commit, then the handler; asynchronous where a store is. */
class Store {
  readonly rows = new Map<string, { readonly data: string; readonly version: number }>();
  readonly events: Stored[] = [];
  readonly ids = new Set<string>();
  readonly versions = new Map<string, number>();

  async read(id: string): Promise<{ readonly data: string; readonly version: number } | undefined> {
    return this.rows.get(id);
  }

  async commit(id: string, data: string, expected: number, events: readonly Stored[]): Promise<void> {
    if ((this.rows.get(id)?.version ?? -1) !== expected) throw new Error('Somebody else was faster.');
    for (const event of events) if (this.ids.has(event.id)) throw new Error('There is one of this identity.');
    this.rows.set(id, { data, version: expected + 1 });
    for (const event of events) {
      const version = this.versions.get(event.stream) ?? -1;
      this.versions.set(event.stream, version + 1);
      this.events.push({ ...event, version: version + 1 });
      this.ids.add(event.id);
    }
  }
}

/** The aggregates of one command, each once. */
class Unit {
  readonly #known = new Map<string, { readonly account: Account; readonly version: number }>();
  readonly #added = new Set<Account>();

  constructor(
    private readonly store: Store,
    private readonly command: Metadata,
  ) {}

  async get(id: string): Promise<Account> {
    const known = this.#known.get(id);
    if (known !== undefined) return known.account;
    const row = await this.store.read(id);
    if (row === undefined) throw new Error(`There is no account ${id}.`);
    const account = new Account(JSON.parse(row.data));
    this.#known.set(id, { account, version: row.version });
    return account;
  }

  async add(account: Account): Promise<void> {
    this.#added.add(account);
  }

  async commit(): Promise<readonly { readonly event: Withdrawn; readonly metadata: Metadata }[]> {
    const all: { readonly event: Withdrawn; readonly metadata: Metadata }[] = [];
    for (const account of this.#added) {
      const recorded = account.collectEvents().map((event) => ({
        event,
        metadata: {
          id: newUuid(event.raised!.time),
          type: 'Banking.Withdrawn.v1',
          time: new Date(event.raised!.time),
          stream: `Account-${account.id}`,
          correlationId: this.command.correlationId,
          causationId: this.command.id,
        },
      }));
      const stored = recorded.map(({ event, metadata: { id, type, time, stream, ...rest } }) => ({
        stream,
        version: -1,
        id,
        type,
        time: time.getTime(),
        data: JSON.stringify({ accountId: event.accountId, amount: event.amount }),
        metadata: JSON.stringify(rest),
      }));
      const { version } = this.#known.get(account.id)!;
      await this.store.commit(account.id, JSON.stringify(account.toDict()), version, stored);
      all.push(...recorded);
    }
    return all;
  }
}

class Withdraw {
  readonly accountId: string;
  readonly amount: number;

  constructor(given: { readonly accountId: string; readonly amount: number }) {
    this.accountId = identity('Withdraw.accountId', given.accountId);
    this.amount = finite('Withdraw.amount', given.amount);
  }
}

async function withdraw(command: Withdraw, unit: Unit): Promise<number> {
  const account = await unit.get(command.accountId);
  account.withdraw(command.amount);
  await unit.add(account);
  return account.balance;
}

export async function start(): Promise<BankLike> {
  const store = new Store();
  let told = 0;
  const tell = async (event: Withdrawn): Promise<void> => {
    if (event.amount > 0) told += 1;
  };
  const ids = Array.from({ length: accounts }, (_, index) => `account-${index}`);
  for (const [index, id] of ids.entries()) {
    const account = new Account({
      id,
      owner: owners[index & 63]!,
      currency: 'EUR',
      balance: 1e12,
      overdraftLimit: 500,
      active: true,
    });
    await store.commit(id, JSON.stringify(account.toDict()), -1, []);
  }
  return {
    async withdraw(index) {
      const command = new Withdraw({ accountId: ids[index % accounts]!, amount: 0.5 });
      const time = Date.now();
      const id = newUuid(time);
      const stream = `Account-${command.accountId}`;
      const metadata = { id, type: 'Banking.Withdraw.v1', time: new Date(time), stream, correlationId: id };
      const unit = new Unit(store, metadata);
      const result = await withdraw(command, unit);
      for (const { event } of await unit.commit()) await tell(event);
      return result;
    },
    told: () => told,
  };
}

const random = new Uint8Array(16 * 256);
let used = random.length;

/** UUIDv7, from blocks of random digits. */
function newUuid(time: number): string {
  if (used === random.length) {
    randomFillSync(random);
    used = 0;
  }
  const digits = Buffer.from(random.buffer, used, 16);
  used += 16;
  digits.writeUIntBE(time, 0, 6);
  digits[6] = 0x70 | (digits[6]! & 0x0f);
  digits[8] = 0x80 | (digits[8]! & 0x3f);
  const hex = digits.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
