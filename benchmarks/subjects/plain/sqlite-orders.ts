import Database from 'better-sqlite3';
import { newFile } from '../durable-events.js';
import type { DurableOrdersLike, OrderValues } from '../durable-orders.js';

class Line {
  constructor(
    readonly id: string,
    public product: string,
    public quantity: number,
    public price: number,
  ) {}
}

class Order {
  constructor(
    readonly id: string,
    public customer: string,
    public discount: number,
    readonly lines: Line[],
    public version: number,
  ) {}
}

interface OrderRow extends Omit<OrderValues, 'lines'> {
  readonly version: number;
}
type LineRow = OrderValues['lines'][number] & { readonly root: string };

/**
 * Prepared statements, and objects made from rows by hand; what has changed is found by comparing, and nothing is checked. It is
 * asynchronous where a store would be.
 */
class Orders {
  readonly #database = openDatabase();
  readonly #insert = this.#database.prepare('INSERT INTO orders VALUES (?, ?, ?, ?)');
  readonly #insertLine = this.#database.prepare('INSERT INTO lines VALUES (?, ?, ?, ?, ?, ?)');
  readonly #update = this.#database.prepare(
    'UPDATE orders SET discount = ?, version = ? WHERE id = ? AND version = ?',
  );
  readonly #updateAll = this.#database.prepare(
    'UPDATE orders SET customer = ?, discount = ?, version = ? WHERE id = ? AND version = ?',
  );
  readonly #updateLine = this.#database.prepare(
    'UPDATE lines SET id = ?, product = ?, quantity = ?, price = ? WHERE root = ? AND place = ?',
  );
  readonly #orders = this.#database.prepare<[], OrderRow>('SELECT * FROM orders ORDER BY id');
  readonly #lines = this.#database.prepare<[], LineRow>('SELECT * FROM lines ORDER BY root, place');
  /** What was read or written last of each order. */
  readonly #known = new WeakMap<Order, OrderValues>();

  async add(order: Order): Promise<void> {
    const { id, customer, discount, lines, version } = order;
    this.#insert.run(id, customer, discount, version);
    let place = 0;
    for (const line of lines)
      this.#insertLine.run(id, place++, line.id, line.product, line.quantity, line.price);
    this.#known.set(order, valuesOf(order));
  }

  /** Writes what is different. */
  async save(order: Order): Promise<void> {
    const { id, customer, discount, lines, version } = order;
    const before = this.#known.get(order)!;
    const { changes } =
      before.customer === customer
        ? this.#update.run(discount, version + 1, id, version)
        : this.#updateAll.run(customer, discount, version + 1, id, version);
    if (changes === 0) throw new Error(`${id} was changed by somebody else.`);
    lines.forEach((line, place) => {
      const earlier = before.lines[place]!;
      const isSame =
        earlier.id === line.id &&
        earlier.product === line.product &&
        earlier.quantity === line.quantity &&
        earlier.price === line.price;
      if (!isSame) this.#updateLine.run(line.id, line.product, line.quantity, line.price, id, place);
    });
    order.version += 1;
    this.#known.set(order, valuesOf(order));
  }

  async load(): Promise<readonly Order[]> {
    const orders = new Map<string, Order>();
    for (const { id, customer, discount, version } of this.#orders.all())
      orders.set(id, new Order(id, customer, discount, [], version));
    for (const { root, id, product, quantity, price } of this.#lines.all())
      orders.get(root)!.lines.push(new Line(id, product, quantity, price));
    const loaded = [...orders.values()];
    for (const order of loaded) this.#known.set(order, valuesOf(order));
    return loaded;
  }

  async inTransaction(act: () => Promise<void>): Promise<void> {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      await act();
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }
}

export function newStore(): DurableOrdersLike {
  const orders = new Orders();
  return {
    make: ({ id, customer, discount, lines }) =>
      new Order(
        id,
        customer,
        discount,
        lines.map((line) => new Line(line.id, line.product, line.quantity, line.price)),
        0,
      ),
    save: (given) =>
      orders.inTransaction(async () => {
        for (const order of given) await orders.add(order as Order);
      }),
    load: () => orders.load(),
    change: (given, discount) =>
      orders.inTransaction(async () => {
        for (const order of given) {
          order.discount = discount;
          await orders.save(order as Order);
        }
      }),
  };
}

function openDatabase(): Database.Database {
  const database = new Database(newFile());
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
    CREATE TABLE orders (id TEXT PRIMARY KEY, customer TEXT, discount REAL, version INTEGER NOT NULL);
    CREATE TABLE lines (
      root TEXT NOT NULL REFERENCES orders (id), place INTEGER NOT NULL, id TEXT, product TEXT, quantity INTEGER,
      price REAL, PRIMARY KEY (root, place)
    ) WITHOUT ROWID;`);
  return database;
}

function valuesOf({ id, customer, discount, lines }: Order): OrderValues {
  return {
    id,
    customer,
    discount,
    lines: lines.map((line) => ({
      id: line.id,
      product: line.product,
      quantity: line.quantity,
      price: line.price,
    })),
  };
}
