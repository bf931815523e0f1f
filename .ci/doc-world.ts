// The world that fragments of the documentation may speak of without declaring it: a bank and a shop.
// A fragment gets what it uses from here and from the public names of @domainry/core, by name.
import {
  Aggregate,
  Command,
  Domain,
  Entity,
  Event,
  Projection,
  Query,
  ValueObject,
  field,
  type Children,
  type Defaulted,
} from '@domainry/core';

export const banking = new Domain('Banking');

export class InsufficientFunds extends Error {}

@banking.event('Account')
export class Deposited extends Event<Deposited> {
  @field.float({ required: true }) readonly amount!: number;
}

@banking.event('Account')
export class AccountWithdrawn extends Event<AccountWithdrawn> {
  @field.identifier({ required: true }) readonly accountNumber!: string;
  @field.float({ required: true }) readonly amount!: number;
}

@banking.aggregate
export class Account extends Aggregate<Account> {
  @field.identifier({ required: true, unique: true }) accountNumber!: string;
  @field.float({ required: true }) balance!: number;
  @field.float({ default: 0 }) overdraftLimit!: Defaulted<number>;

  deposit(amount: number) {
    this.balance += amount;
    this.raise_(new Deposited({ amount }));
  }

  withdraw(amount: number) {
    this.balance -= amount;
    this.raise_(new AccountWithdrawn({ accountNumber: this.accountNumber, amount }));
  }
}

@banking.aggregate
export class Ledger extends Aggregate<Ledger> {
  @field.float({ default: 0 }) balance!: Defaulted<number>;
}

@banking.command(Account)
export class Withdraw extends Command<Withdraw, number> {
  @field.identifier({ required: true }) readonly accountId!: string;
  @field.float({ required: true, min: 0.01 }) readonly amount!: number;
}

@banking.projection
export class Balance extends Projection<Balance> {
  @field.identifier({ identifier: true, required: true }) readonly accountNumber!: string;
  @field.float({ default: 0 }) amount!: Defaulted<number>;
}

@banking.query
export class BalanceOf extends Query<BalanceOf, number> {
  @field.identifier({ required: true }) readonly accountNumber!: string;
}

@banking.event('Counter')
export class Counted extends Event<Counted> {
  @field.integer({ required: true }) readonly by!: number;
}

@banking.command('Counter')
export class Count extends Command<Count> {
  @field.identifier({ required: true }) readonly counterId!: string;
  @field.integer({ required: true, min: 1 }) readonly by!: number;
}

export const counter = banking.decider('Counter', {
  commands: [Count],
  events: [Counted],
  initial: () => ({ total: 0 }),
  decide: ({ by }) => new Counted({ by }),
  evolve: ({ total }, { by }) => ({ total: total + by }),
  id: ({ counterId }) => counterId,
});

export const shop = new Domain('Shop');

export enum Priority {
  Low = 'low',
  Normal = 'normal',
  High = 'high',
}

export enum OrderStatus {
  Draft = 'Draft',
  Placed = 'Placed',
  Shipped = 'Shipped',
  Cancelled = 'Cancelled',
}

@shop.valueObject
export class Money extends ValueObject<Money> {
  @field.integer({ required: true }) readonly cents!: number;
  @field.string({ required: true, pattern: /^[A-Z]{3}$/ }) readonly currency!: string;
}

@shop.valueObject
export class ShippingAddress extends ValueObject<ShippingAddress> {
  @field.string({ required: true }) readonly street!: string;
  @field.string({ required: true }) readonly city!: string;
}

@shop.aggregate
export class Product extends Aggregate<Product> {
  @field.string({ required: true }) name!: string;
}

@shop.entity('Order')
export class OrderLine extends Entity<OrderLine> {
  @field.reference(() => Product, { required: true }) productId!: string;
  @field.valueObject(() => Money, { required: true }) price!: Money;
  @field.integer({ required: true, min: 1 }) quantity!: number;
}

@shop.aggregate
export class Order extends Aggregate<Order> {
  @field.enum(Priority, { default: Priority.Normal }) priority!: Defaulted<Priority>;
  @field.hasMany(() => OrderLine) readonly lines!: Children<OrderLine>;
}

/** A value that comes from another library. */
export class Colour {
  static parse(hex: string) {
    return new Colour(hex);
  }

  constructor(readonly hex: string) {}
}

export const account = new Account({ accountNumber: '1234', balance: 1000 });
export const productId = '0197a2c4-7e5c-7cc1-a3c5-2f6f3f0f9f10';
export const price = new Money({ cents: 250, currency: 'EUR' });
export const order = new Order({});
export const nextOrderNumber = () => 'N-1';

/** What an HTTP framework hands to a handler, in short. */
export const response = {
  status(code: number) {
    return { json: (body: unknown) => ({ code, body }) };
  },
};
