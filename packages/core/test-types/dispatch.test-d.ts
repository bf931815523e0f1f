import {
  ApplicationService,
  Event,
  Query,
  field,
  handle,
  read,
  useCase,
  type AnyEvent,
  type BrokerMessage,
  type HandlerContext,
  type InitOptions,
  type Middleware,
  type MiddlewareContext,
  type QueryContext,
  type Receipt,
  type Repository,
} from '@domainry/core';
import { expectTypeOf } from 'expect-type';
import {
  CancelOrder,
  OpenOrders,
  Order,
  OrderPlaced,
  PlaceOrder,
  shop,
  type Money,
  type OrderNoted,
} from './shop.js';

declare const place: PlaceOrder;
declare const cancel: CancelOrder;
declare const open: OpenOrders;
declare const money: Money;
declare const placed: OrderPlaced;
declare const context: HandlerContext;

class Untyped extends Query<Untyped> {}

// A command gives what its class says; asked for later, a receipt.

expectTypeOf(shop.process(place)).toEqualTypeOf<Promise<number>>();
expectTypeOf(shop.process(cancel)).toEqualTypeOf<Promise<void>>();
expectTypeOf(shop.process(place, { idempotencyKey: 'k', timeout: 5, tenant: 'a' })).toEqualTypeOf<
  Promise<number>
>();
expectTypeOf(shop.process(place, { asynchronous: true })).toEqualTypeOf<Promise<Receipt>>();
expectTypeOf(context.process(place)).toEqualTypeOf<Promise<number>>();
expectTypeOf(context.process(place, { asynchronous: true })).toEqualTypeOf<Promise<Receipt>>();
expectTypeOf(shop.processWithReport(place)).resolves.toHaveProperty('result').toEqualTypeOf<number>();

// @ts-expect-error a query is asked
void shop.process(open);
// @ts-expect-error an event is raised
void shop.process(placed);
// @ts-expect-error a value object is no command
void shop.process(money);
// @ts-expect-error no such option
void shop.process(place, { idempotenceKey: 'k' });
// @ts-expect-error nobody waits, so nobody can give up
void shop.process(place, { asynchronous: true, signal: AbortSignal.abort() });
// @ts-expect-error a deadline is a Date
void shop.process(place, { deadline: 5 });

// A query gives what its class says.

expectTypeOf(shop.ask(open)).toEqualTypeOf<Promise<readonly string[]>>();
expectTypeOf(shop.ask(new Untyped())).toEqualTypeOf<Promise<void>>();
expectTypeOf(context.ask(open)).toEqualTypeOf<Promise<readonly string[]>>();
// @ts-expect-error a command is processed
void shop.ask(place);
// @ts-expect-error no such option
void shop.ask(open, { idempotencyKey: 'k' });

// What handlers are given.

@shop.commandHandler(Order)
export class Commands {
  @handle(PlaceOrder, { retry: { attempts: 5, on: [TypeError, 'UNIQUE_CONFLICT'] }, timeout: 1000 })
  place(_command: PlaceOrder, { repository, message, attempt, signal }: HandlerContext): number {
    expectTypeOf(repository(Order)).toExtend<Repository<Order>>();
    expectTypeOf(message.correlationId).toEqualTypeOf<string>();
    expectTypeOf(signal).toEqualTypeOf<AbortSignal>();
    return attempt;
  }

  // @ts-expect-error no such code
  @handle(CancelOrder, { retry: { on: ['NO_SUCH_CODE'] } })
  cancel(_command: CancelOrder): void {}

  // @ts-expect-error no such policy
  @handle(CancelOrder, { onFailure: 'halt' })
  again(_command: CancelOrder): void {}

  // @ts-expect-error nothing else is given
  @handle(CancelOrder)
  wrong(_command: CancelOrder, _context: HandlerContext, _more: number): void {}
}

@shop.eventHandler(Order, { retry: { attempts: 3 }, onFailure: 'stop' })
export class Reactions {
  @handle(Event)
  any(event: AnyEvent, { process }: HandlerContext): void {
    expectTypeOf(event.toDict()).toEqualTypeOf<object>();
    expectTypeOf(process(place)).toEqualTypeOf<Promise<number>>();
  }

  @handle(OrderPlaced, { onFailure: 'park' })
  placed(_event: OrderPlaced, _context: HandlerContext): void {}

  // @ts-expect-error every event is more than this one
  @handle(Event)
  one(_event: OrderNoted): void {}
}

// @ts-expect-error no such policy
shop.eventHandler(Order, { onFailure: 'halt' });

@shop.queryHandler()
export class Answers {
  @read(OpenOrders)
  open(_query: OpenOrders, context: QueryContext): readonly string[] {
    // @ts-expect-error a query changes nothing
    context.process;
    return [];
  }
}

@shop.subscriber({ stream: 'payments' })
export class Payments {
  async receive(message: BrokerMessage, { process }: HandlerContext): Promise<void> {
    expectTypeOf(message.headers).toEqualTypeOf<Readonly<Record<string, string>>>();
    await process(cancel);
  }
}

// @ts-expect-error nothing takes the messages
@shop.subscriber({ stream: 'payments' })
export class Deaf {}

// @ts-expect-error a message of a broker is no text
@shop.subscriber({ stream: 'payments' })
export class Mistaken {
  receive(_message: string): void {}
}

// Use cases are called from outside, and give promises.

@shop.applicationService(Order)
export class Orders extends ApplicationService {
  @field.string() note?: string;

  @useCase
  count(factor: number): number {
    return factor;
  }

  @useCase
  async later(): Promise<string> {
    return '';
  }
}

expectTypeOf(shop.service(Orders).count).toEqualTypeOf<(factor: number) => Promise<number>>();
expectTypeOf(shop.service(Orders).later).toEqualTypeOf<() => Promise<string>>();
// @ts-expect-error a field is no use case
shop.service(Orders).note;
// @ts-expect-error an aggregate is no service
shop.service(Order);

// Middleware sees which kind it is around.

export const timing: Middleware = {
  name: 'timing',
  around: ['command', 'query'],
  async handle(around, next) {
    expectTypeOf(around).toEqualTypeOf<MiddlewareContext>();
    if (around.kind === 'query') expectTypeOf(around.metadata).toEqualTypeOf<undefined>();
    else expectTypeOf(around.metadata.id).toEqualTypeOf<string>();
    return next();
  },
};

export const wrong: Middleware = {
  name: 'wrong',
  // @ts-expect-error no such kind
  around: ['aggregate'],
  handle: (_around, next) => next(),
};

// Containers type their tokens in one of these ways.
// oxlint-disable-next-line typescript/no-explicit-any -- as tsyringe and others declare them
type Token<Of> = new (...given: any[]) => Of;
// oxlint-disable-next-line typescript/no-explicit-any -- as Inversify and others declare them
type AbstractToken<Of> = abstract new (...given: any[]) => Of;
declare const tokens: { resolve<Of>(token: Token<Of>): Of };
declare const abstractTokens: { get<Of>(token: string | Token<Of> | AbstractToken<Of>): Of };
declare const ownClasses: { get<Of>(cls: new (...given: never[]) => Of): Promise<Of> };

export const resolving: InitOptions[] = [
  { resolve: (cls) => tokens.resolve(cls) },
  { resolve: (cls) => abstractTokens.get(cls) },
  { resolve: (cls) => ownClasses.get(cls) },
];

// Use cases of several aggregates belong to none of them.

@shop.applicationService()
export class Everything extends ApplicationService {}

@shop.applicationService({ description: 'Everything else' })
export class EverythingElse extends ApplicationService {}

// @ts-expect-error without a call it was forgotten what the use cases belong to
@shop.applicationService
export class ForgottenService extends ApplicationService {}

// @ts-expect-error only application services have use cases
@shop.applicationService()
export class NoService {}
