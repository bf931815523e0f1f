import { Aggregate, Event, apply, field, handle, on, read, useCase, type Defaulted } from '@domainry/core';
import { expectTypeOf } from 'expect-type';
import {
  CancelOrder,
  Money,
  OpenOrders,
  Order,
  OrderNoted,
  OrderPlaced,
  OrderSummary,
  PlaceOrder,
  shop,
} from './shop.js';

// A handler of a command gives its result, at once or later.

@shop.commandHandler(Order)
export class OrderCommands {
  @handle(PlaceOrder)
  place(command: PlaceOrder): number {
    expectTypeOf(command.orderId).toEqualTypeOf<string>();
    return 1;
  }

  @handle(() => PlaceOrder)
  async placeLater(_command: PlaceOrder): Promise<number> {
    return 1;
  }

  @handle(CancelOrder)
  async cancel(_command: CancelOrder, _context: { readonly attempt: number }): Promise<void> {}

  @handle('CancelOrder')
  byName(_command: CancelOrder): void {}

  // @ts-expect-error the result is a number
  @handle(PlaceOrder)
  text(_command: PlaceOrder): string {
    return '1';
  }

  // @ts-expect-error the result is a number, sooner or later
  @handle(PlaceOrder)
  async textLater(_command: PlaceOrder): Promise<string> {
    return '1';
  }

  // @ts-expect-error there must be a result
  @handle(PlaceOrder)
  nothing(_command: PlaceOrder): void {}

  // @ts-expect-error the method takes another command
  @handle(CancelOrder)
  other(_command: PlaceOrder): void {}

  // @ts-expect-error a value object is no message
  @handle(Money)
  value(_command: Money): void {}

  // @ts-expect-error no such option
  @handle(CancelOrder, { text: 'Cancels' })
  option(_command: CancelOrder): void {}

  // @ts-expect-error a property is no method
  @handle(CancelOrder)
  property = 3;
}

// Handlers of events give nothing that anybody reads.

@shop.eventHandler(Order)
export class Notifications {
  @handle(OrderPlaced)
  async tell(event: OrderPlaced): Promise<void> {
    expectTypeOf(event.number).toEqualTypeOf<string>();
  }

  @handle(OrderNoted)
  note(_event: OrderNoted, _context: object): void {}

  @handle(OrderPlaced, { correlate: 'number' })
  correlated(_event: OrderPlaced): void {}

  // @ts-expect-error the method takes another event
  @handle(OrderNoted)
  other(_event: OrderPlaced): void {}

  // @ts-expect-error the event has no such field
  @handle(OrderPlaced, { correlate: 'nummer' })
  misspelt(_event: OrderPlaced): void {}
}

// Projectors, queries, use cases.

@shop.projector(OrderSummary)
export class Summaries {
  @on(OrderPlaced)
  placed(_event: OrderPlaced): void {}

  // @ts-expect-error the method takes another event
  @on(OrderNoted)
  other(_event: OrderPlaced): void {}

  // @ts-expect-error a command is no event
  @on(PlaceOrder)
  command(_command: PlaceOrder): void {}
}

@shop.queryHandler(OrderSummary)
export class Answers {
  @read(OpenOrders)
  open(query: OpenOrders): readonly string[] {
    expectTypeOf(query.limit).toExtend<number>();
    return [];
  }

  // @ts-expect-error the answer is a list of texts
  @read(OpenOrders)
  count(_query: OpenOrders): number {
    return 1;
  }

  // @ts-expect-error an event is no query
  @read(OrderPlaced)
  event(_event: OrderPlaced): void {}

  @useCase
  plain(_one: string, _other: number): void {}

  @useCase({ description: 'Closes the shop' })
  async described(): Promise<void> {}
}

// Applying: synchronous, on the aggregate.

@shop.event('Ledger')
class Deposited extends Event<Deposited, Ledger> {
  @field.float({ required: true }) readonly amount!: number;
}

@shop.aggregate({ eventSourced: true })
class Ledger extends Aggregate<Ledger> {
  @field.float({ default: 0 }) balance!: Defaulted<number>;

  @apply(() => Deposited)
  deposited(event: Deposited): void {
    this.balance += event.amount;
  }

  // @ts-expect-error nothing waits for an application
  @apply(() => Deposited)
  async later(_event: Deposited): Promise<void> {}

  // @ts-expect-error the method takes another event
  @apply(() => Deposited)
  other(_event: OrderPlaced): void {}

  // @ts-expect-error a command is not applied
  @apply(PlaceOrder)
  command(_command: PlaceOrder): void {}
}
expectTypeOf(new Ledger().raise_).toBeCallableWith(new Deposited({ amount: 1 }));
