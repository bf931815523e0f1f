import { describe, expect, test } from '@jest/globals';
import {
  Aggregate,
  Command,
  Domain,
  DomainService,
  DomainryError,
  Entity,
  Event,
  type ModelError,
  Projection,
  ValueObject,
  field,
  invariant,
} from '@domainry/core';
import { thrownBy } from '../elements/compilations.js';
import { problemsOf, problemsWith } from './model-problems.js';

describe('a class', () => {
  test('that extends nothing, or the wrong base class, is reported', () => {
    const shop = new Domain('Shop');
    shop.aggregate(class Nothing {} as never);
    shop.aggregate(class Wrong extends ValueObject {} as never);
    shop.domainService([() => Aggregate, 'Wrong'])(class Service {} as never);
    shop.commandHandler('Wrong')(class Handler extends Entity {} as never);

    expect(problemsWith(shop, 'Nothing')).toEqual([
      'WRONG_BASE_CLASS Nothing: it is registered as aggregate but extends no element class. Let it extend Aggregate: class Nothing extends Aggregate<Nothing>.',
    ]);
    expect(problemsWith(shop, 'Wrong')).toEqual([
      'WRONG_BASE_CLASS Wrong: it is registered as aggregate but extends ValueObject. Let it extend Aggregate: class Wrong extends Aggregate<Wrong>.',
    ]);
    expect(problemsWith(shop, 'Service')[0]).toBe(
      'WRONG_BASE_CLASS Service: it is registered as domainService but extends no element class. Let it extend DomainService: class Service extends DomainService.',
    );
    expect(problemsWith(shop, 'Handler')[0]).toBe(
      'WRONG_BASE_CLASS Handler: it is registered as commandHandler but extends Entity. Let it extend no element class, or register it with @domain.entity.',
    );
  });

  test('of two domains is reported by the second', () => {
    const shop = new Domain('Shop');
    const bank = new Domain('Bank');
    class Money extends ValueObject {}
    shop.register(Money);
    bank.register(Money);

    expect(problemsOf(shop)).toEqual([]);
    expect(problemsOf(bank)).toEqual([
      'TWO_DOMAINS Money: the class is registered with Shop already. Register it once. To share it, let both extend one abstract class; to copy a domain for a test, use fork().',
    ]);
  });

  test('with the decorators of two domains, one above the other, is reported', () => {
    const shop = new Domain('Shop');
    const bank = new Domain('Bank');
    @bank.valueObject
    @shop.valueObject
    class Money extends ValueObject<Money> {}
    expect(Money).toBeDefined();

    expect(problemsOf(bank).map((problem) => problem.split(':')[0])).toContain('TWO_DOMAINS Money');
  });

  test('that is registered twice is reported', () => {
    const shop = new Domain('Shop');
    class Money extends ValueObject {}
    shop.register(Money);
    shop.register(Money);

    expect(problemsOf(shop).map((problem) => problem.split('.')[0])).toEqual([
      'DUPLICATE_NAME Money: the class is registered twice',
      'DUPLICATE_NAME Money: the valueObject Money (PLACE) has the same name',
    ]);
  });

  test('that extends a registered one is reported, for services too', () => {
    const shop = new Domain('Shop');
    const Money = shop.register(class Money extends ValueObject {});
    shop.register(class Euros extends Money {});
    const A = shop.register(class A extends Aggregate {});
    const B = shop.register(class B extends Aggregate {});
    const Service = shop.register(class Service extends DomainService {}, { aggregates: [A, B] });
    shop.register(class Special extends Service {}, { aggregates: [A, B] });

    expect(problemsOf(shop).map((problem) => problem.split('.')[0])).toEqual([
      'CONCRETE_BASE Euros: it extends Money, which is registered itself',
      'CONCRETE_BASE Special: it extends Service, which is registered itself',
    ]);
  });

  test('with a getter or method that has the name of an inherited field is reported', () => {
    const shop = new Domain('Shop');
    abstract class Base<Self> extends Aggregate<Self> {
      @field.float({ required: true }) balance!: number;
      @field.string({ required: true }) owner!: string;
      @field.string({ required: true }) label!: string;
    }
    abstract class Middle extends Base<Middle> {}
    Object.defineProperty(Middle.prototype, 'balance', { get: () => 5, configurable: true });
    Object.defineProperty(Middle.prototype, 'owner', { value: () => 'me', configurable: true });
    class Account extends Middle {}
    shop.register(Account as typeof Aggregate);

    expect(problemsOf(shop).map((problem) => problem.split(':')[0])).toEqual([
      'SHADOWED_FIELD Account.balance',
      'SHADOWED_FIELD Account.owner',
    ]);
  });

  test('may declare an inherited field anew', () => {
    const shop = new Domain('Shop');
    abstract class Base<Self> extends Aggregate<Self> {
      @field.float() balance: number | undefined;
    }
    @shop.aggregate
    class Account extends Base<Account> {
      @field.float({ required: true, min: 0 }) override balance: number = undefined as never;
    }
    expect(problemsOf(shop)).toEqual([]);
    expect(shop.registry.find(Account)!.fields[0]).toMatchObject({ presence: 'required' });
  });

  test('of a kind without rules that declares one is reported', () => {
    const shop = new Domain('Shop');
    class Handler {
      @invariant.post
      always() {
        return true;
      }
    }
    shop.register(class Order extends Aggregate {});
    shop.register(Handler, { kind: 'eventHandler', partOf: 'Order' });

    expect(problemsOf(shop)).toEqual([
      'INVARIANT_NOT_ALLOWED Handler.always: nobody checks the invariants of an eventHandler. Put the rule into an aggregate, entity, value object or service.',
    ]);
  });
});

describe('a domain service', () => {
  test('of no aggregates is reported; several of one class are fine', () => {
    const shop = new Domain('Shop');
    shop.register(class Account extends Aggregate {});
    shop.register(class Transfer extends DomainService {}, { aggregates: ['Account'] });
    shop.register(class Idle extends DomainService {}, { aggregates: [] });
    shop.register(class Vague extends DomainService {}, {} as never);

    expect(problemsOf(shop)).toEqual([
      'OPTION_INVALID Idle: the option aggregates is not an array of classes, thunks or names. Give an array of classes, thunks or names.',
      'OPTION_INVALID Vague: the option aggregates is missing. Give an array of classes, thunks or names.',
    ]);
  });

  test('of something else than aggregates, or of what is not there yet, is reported', () => {
    const shop = new Domain('Shop');
    shop.register(class Money extends ValueObject {});
    shop.register(class Service extends DomainService {}, { aggregates: ['Money', undefined as never] });

    expect(problemsOf(shop).map((problem) => problem.split(':')[0])).toEqual([
      'REFERENCE_KIND Service',
      'REFERENCE_UNDEFINED Service',
    ]);
  });
});

describe('all problems', () => {
  const shop = new Domain('Shop');

  @shop.aggregate({ eventSourcd: true } as never)
  class Order extends Aggregate<Order> {
    @field.string({ minLength: 5, maxLength: 3 }) title?: string;
  }
  @shop.event('Ordr')
  class Placed extends Event<Placed> {}
  @shop.command(() => Order, { version: 0 })
  class Place extends Command<Place> {}
  @shop.projection
  class View extends Projection<View> {}

  test('are thrown by init() at once, each with code, element, place, cause and fix', async () => {
    expect([Placed, Place, View]).toHaveLength(3);

    const error = (await shop.init().catch((thrown: unknown) => thrown)) as ModelError;

    expect(DomainryError.is(error, 'MODEL_INVALID')).toBe(true);
    expect(error.problems.map(({ code, element }) => `${code} ${element}`)).toEqual([
      'OPTION_UNKNOWN Order',
      'FIELD_OPTION Order.title',
      'OPTION_INVALID Place',
      'IDENTITY_MISSING View',
      'REFERENCE_UNKNOWN Placed',
    ]);
    for (const problem of error.problems) {
      expect(problem.place?.file).toMatch(/class-problems\.test\.ts$/);
      expect(problem.place?.line).toBeGreaterThan(0);
      expect(problem.cause).not.toBe('');
      expect(problem.fix).not.toBe('');
    }
    expect(error.message).toMatch(/^The model of Shop has 5 problems\.\n {2}Order \(.*:\d+\): /);
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({
      code: 'MODEL_INVALID',
      problems: { length: 5 },
    });
  });

  test('leave the domain open, so that they can be mended', () => {
    expect(shop.registry.isFrozen).toBe(false);
    expect(shop.check()).toHaveLength(5);
  });
});

describe('a build that does not call decorators as it should', () => {
  test('is reported by the class decorator when there is no metadata', () => {
    const shop = new Domain('Shop');
    shop.valueObject(class Money extends ValueObject {}, { kind: 'class' } as never);

    expect(problemsOf(shop)).toEqual([
      'DECORATORS_UNSUPPORTED Money: the class decorator was called without context.metadata, so nothing is known of its members. Let the compiler emit the 2023-11 form of decorators (swc: "decoratorVersion": "2023-11"; Babel: "version": "2023-11"), or set "experimentalDecorators": true.',
    ]);
  });

  test('is refused by member decorators, with the setting to change', () => {
    const decorate = field.string() as unknown as (...given: unknown[]) => void;

    const withoutMetadata = thrownBy(() => decorate(undefined, { kind: 'field', name: 'title' }));
    const ofFormerProposal = thrownBy(() => decorate({ kind: 'field', key: 'title' }));

    expect(DomainryError.is(withoutMetadata, 'DECORATORS_UNSUPPORTED')).toBe(true);
    expect((withoutMetadata as Error).message).toContain('"decoratorVersion": "2023-11"');
    expect(DomainryError.is(ofFormerProposal, 'DECORATORS_UNSUPPORTED')).toBe(true);
    expect((ofFormerProposal as Error).message).toContain('"experimentalDecorators": true');
  });
});
