import { Pool } from 'pg';
import type { DurableOrdersLike, OrderValues } from '../durable-orders.js';
import { onServer, url } from '../postgres-server.js';

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

type OrderRow = [id: string, customer: string, discount: number, version: number];
type LineRow = [root: string, id: string, product: string, quantity: number, price: number];

/**
 * Statements with arrays, one for each table, and objects made from rows by hand; what has changed is found by comparing, and nothing
 * is checked.
 */
class Orders {
  /** What was read or written last of each order. */
  readonly #known = new WeakMap<Order, OrderValues>();

  constructor(private readonly pool: Pool) {}

  async save(orders: readonly Order[]): Promise<void> {
    const lines = orders.flatMap(({ id, lines: own }) =>
      own.map((line, place) => ({ root: id, place, line })),
    );
    await this.#inTransaction([
      {
        name: 'insert orders',
        text: 'INSERT INTO orders SELECT * FROM unnest($1::text[], $2::text[], $3::float8[], $4::int[])',
        values: [
          orders.map(({ id }) => id),
          orders.map(({ customer }) => customer),
          orders.map(({ discount }) => discount),
          orders.map(({ version }) => version),
        ],
      },
      {
        name: 'insert lines',
        text: 'INSERT INTO lines SELECT * FROM unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::int[], $6::float8[])',
        values: [
          lines.map(({ root }) => root),
          lines.map(({ place }) => place),
          lines.map(({ line }) => line.id),
          lines.map(({ line }) => line.product),
          lines.map(({ line }) => line.quantity),
          lines.map(({ line }) => line.price),
        ],
      },
    ]);
    for (const order of orders) this.#known.set(order, valuesOf(order));
  }

  /** Writes what is different: here, no line ever is. */
  async update(orders: readonly Order[]): Promise<void> {
    for (const order of orders) {
      const before = this.#known.get(order)!;
      if (before.customer !== order.customer || !areSame(before.lines, order.lines))
        throw new Error(`${order.id} has changed in more than its discount.`);
    }
    const [{ rowCount }] = await this.#inTransaction([
      {
        name: 'update orders',
        text: `UPDATE orders SET discount = v.discount, version = v.version + 1
          FROM unnest($1::text[], $2::float8[], $3::int[]) AS v (id, discount, version)
          WHERE orders.id = v.id AND orders.version = v.version`,
        values: [
          orders.map(({ id }) => id),
          orders.map(({ discount }) => discount),
          orders.map(({ version }) => version),
        ],
      },
    ]);
    if (rowCount !== orders.length) throw new Error('Some of them were changed by somebody else.');
    for (const order of orders) {
      order.version += 1;
      this.#known.set(order, valuesOf(order));
    }
  }

  async load(): Promise<readonly Order[]> {
    const orders = new Map<string, Order>();
    const select = { text: 'SELECT * FROM orders ORDER BY id', rowMode: 'array' as const, name: 'orders' };
    for (const [id, customer, discount, version] of (await this.pool.query<OrderRow>(select)).rows)
      orders.set(id, new Order(id, customer, discount, [], version));
    const ofLines = {
      text: 'SELECT root, id, product, quantity, price FROM lines ORDER BY root, place',
      rowMode: 'array' as const,
      name: 'lines',
    };
    for (const [root, id, product, quantity, price] of (await this.pool.query<LineRow>(ofLines)).rows)
      orders.get(root)!.lines.push(new Line(id, product, quantity, price));
    const loaded = [...orders.values()];
    for (const order of loaded) this.#known.set(order, valuesOf(order));
    return loaded;
  }

  /** The three statements: select, update, commit; the lines are read along with the order. */
  async changeOne(id: string, discount: number): Promise<void> {
    const client = await this.pool.connect();
    await client.query('BEGIN');
    const { rows } = await client.query<[customer: string, discount: number, version: number, lines: string]>(
      {
        name: 'one order',
        text: `SELECT customer, discount, version,
          (SELECT json_agg(json_build_array(id, product, quantity, price) ORDER BY place)::text FROM lines WHERE root = orders.id)
        FROM orders WHERE id = $1`,
        values: [id],
        rowMode: 'array',
      },
    );
    const [customer, before, version, text] = rows[0]!;
    const lines = (JSON.parse(text) as ConstructorParameters<typeof Line>[]).map((line) => new Line(...line));
    const order = new Order(id, customer, before, lines, version);
    order.discount = discount;
    await client.query({
      name: 'update one',
      text: 'UPDATE orders SET discount = $1, version = $2 WHERE id = $3 AND version = $4',
      values: [order.discount, version + 1, id, version],
    });
    await client.query('COMMIT');
    client.release();
  }

  async #inTransaction(
    statements: readonly { name: string; text: string; values: unknown[] }[],
  ): Promise<[{ rowCount: number | null }]> {
    const client = await this.pool.connect();
    await client.query('BEGIN');
    let first: { rowCount: number | null } | undefined;
    for (const statement of statements) {
      const result = await client.query(statement);
      first ??= result;
    }
    await client.query('COMMIT');
    client.release();
    return [first!];
  }
}

export async function newStore(): Promise<DurableOrdersLike> {
  const schema = `benchmark_${process.pid}`;
  await onServer(`CREATE SCHEMA ${schema};
    CREATE TABLE ${schema}.orders (
      id text COLLATE "C" PRIMARY KEY, customer text COLLATE "C", discount double precision, version integer NOT NULL
    );
    CREATE TABLE ${schema}.lines (
      root text COLLATE "C" NOT NULL REFERENCES ${schema}.orders (id), place integer NOT NULL, id text COLLATE "C",
      product text COLLATE "C", quantity integer, price double precision, PRIMARY KEY (root, place)
    );`);
  const pool = new Pool({ connectionString: url, max: 10, options: `-c search_path=${schema} -c jit=off` });
  const orders = new Orders(pool);
  return {
    make: ({ id, customer, discount, lines }) =>
      new Order(
        id,
        customer,
        discount,
        lines.map((line) => new Line(line.id, line.product, line.quantity, line.price)),
        0,
      ),
    save: (given) => orders.save(given as readonly Order[]),
    load: () => orders.load(),
    async change(given, discount) {
      for (const order of given) order.discount = discount;
      await orders.update(given as readonly Order[]);
    },
    changeOne: (id, discount) => orders.changeOne(id, discount),
    async close() {
      await pool.end();
      await onServer(`DROP SCHEMA ${schema} CASCADE`);
    },
  };
}

function areSame(one: OrderValues['lines'], other: readonly Line[]): boolean {
  return one.every((line, at) => {
    const { id, product, quantity, price } = other[at]!;
    return line.id === id && line.product === product && line.quantity === quantity && line.price === price;
  });
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
