/** An account as every subject offers it. */
export interface AccountLike {
  readonly balance: number;
  withdraw(amount: number): void;
  adjust(amount: number): void;
  collectEvents(): readonly object[];
}

/** An order with lines as every subject offers it. */
export interface OrderLike {
  readonly size: number;
  addLine(id: string, quantity: number): void;
  line(id: string): { changeQuantity(quantity: number): void };
  toDict(): object;
  collectEvents(): readonly object[];
}
