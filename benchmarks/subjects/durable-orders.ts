/** An order as every subject keeps it in a database, with three lines. */
export interface StoredOrderLike {
  readonly id: string;
  discount: number;
}

/** A database of orders as every subject offers it. */
export interface DurableOrdersLike {
  /** A new order that was not saved yet. */
  make(values: OrderValues): StoredOrderLike;
  /** Saves new ones, all in one transaction. */
  save(orders: readonly StoredOrderLike[]): Promise<void> | void;
  /** All orders there are, with their lines. */
  load(): Promise<readonly StoredOrderLike[]>;
  /** Gives each another discount, and saves them in one transaction, each if nobody else has changed it. */
  change(orders: readonly StoredOrderLike[], discount: number): Promise<void> | void;
  /** Loads one with its lines, gives it another discount and saves it, in one transaction. Only where that is measured. */
  changeOne?(id: string, discount: number): Promise<void>;
  /** Only where something has to be given back. */
  close?(): Promise<void>;
}

/** What an order is made from. */
export interface OrderValues {
  readonly id: string;
  readonly customer: string;
  readonly discount: number;
  readonly lines: readonly {
    readonly id: string;
    readonly product: string;
    readonly quantity: number;
    readonly price: number;
  }[];
}

export function orderOf(number: number): OrderValues {
  return {
    id: `order-${number}`,
    customer: `Customer number ${number % 1000}`,
    discount: (number % 8) / 16,
    lines: [0, 1, 2].map((line) => ({
      id: `line-${number}-${line}`,
      product: `Bolt M${line}`,
      quantity: 1 + ((number + line) % 9),
      price: 0.25 * (line + 1),
    })),
  };
}
