import { describe, expect, test } from '@jest/globals';
import {
  Aggregate,
  Domain,
  DomainService,
  DomainryError,
  ValidationError,
  field,
  invariant,
} from '@domainry/core';
import { thrownBy } from '../elements/compilations.js';
import { Account, Ledger, banking, stateOf } from './world.js';

@banking.domainService({ aggregates: [Account, () => Ledger] })
class Transfer extends DomainService {
  readonly calls: string[] = [];

  constructor(
    readonly from: Account,
    readonly to: Account,
  ) {
    super();
  }

  @invariant.pre('The accounts differ')
  accountsDiffer() {
    this.calls.push('pre');
    return !this.from.equals(this.to);
  }

  @invariant.pre
  sourceHasMoney() {
    if (this.from.balance === 0) throw new ValidationError([], 'Transfer');
  }

  @invariant.post({ message: 'No more than 1000 on an account', code: 'limit' })
  withinLimit() {
    this.calls.push('post');
    return this.to.balance <= 1000;
  }

  run(amount: number): string {
    this.calls.push('run');
    this.to.move(amount);
    this.from.move(-amount);
    return `moved ${amount}`;
  }

  twice(amount: number): void {
    this.run(amount);
    this.run(amount);
  }

  async later(amount: number): Promise<string> {
    await Promise.resolve();
    this.calls.push('later');
    this.to.move(amount);
    return 'done';
  }

  _unguarded(): string {
    return 'unguarded';
  }

  static between(from: Account, to: Account): Transfer {
    return new this(from, to);
  }
}

function accounts(from = 100, to = 0): [Account, Account] {
  return [new Account({ balance: from }), new Account({ balance: to })];
}

describe('the rules of a domain service', () => {
  test('pre rules run before a public method and post rules after it', () => {
    const service = new Transfer(...accounts());

    expect(service.run(10)).toBe('moved 10');

    expect(service.calls).toEqual(['pre', 'run', 'post']);
  });

  test('a failing pre rule keeps the method from running', () => {
    const [account] = accounts();
    const service = new Transfer(account, account);

    expect(() => service.run(10)).toThrow('The accounts differ');

    expect(service.calls).toEqual(['pre']);
  });

  test('violations of all pre rules are merged into one error', () => {
    const shop = new Domain('Shop');
    @shop.domainService([Account, Ledger])
    class Picky extends DomainService {
      @invariant.pre('First')
      first() {
        return false;
      }
      @invariant.pre({ message: 'Second', code: 'second' })
      second() {
        return false;
      }
      go(): void {}
    }

    const error = thrownBy(() => new Picky().go()) as ValidationError;

    expect(error).toBeInstanceOf(ValidationError);
    expect(error.violations.map(({ code, message }) => [code, message])).toEqual([
      ['invariant', 'First'],
      ['second', 'Second'],
    ]);
  });

  test('an error of a rule that is no ValidationError surfaces as itself', () => {
    const shop = new Domain('Shop');
    const thrown = new TypeError('of the user');
    @shop.domainService([Account, Ledger])
    class Failing extends DomainService {
      @invariant.pre
      fails() {
        throw thrown;
      }
      go(): void {}
    }

    expect(thrownBy(() => new Failing().go())).toBe(thrown);
  });

  test('public methods that call each other are checked once', () => {
    const service = new Transfer(...accounts());

    service.twice(10);

    expect(service.calls).toEqual(['pre', 'run', 'run', 'post']);
  });

  test('a rule that calls a public method of the service does not check again', () => {
    const shop = new Domain('Shop');
    @shop.domainService([Account, Ledger])
    class Curious extends DomainService {
      asked = 0;
      @invariant.pre
      asks() {
        return this.isOpen();
      }
      isOpen(): boolean {
        this.asked += 1;
        return true;
      }
    }
    const service = new Curious();

    service.isOpen();

    expect(service.asked).toBe(2);
  });

  test('methods whose names start with _ and static methods are not guarded', () => {
    const [account] = accounts();

    const service = Transfer.between(account, account);

    expect(service._unguarded()).toBe('unguarded');
    expect(service.calls).toEqual([]);
  });

  test('inherited methods and methods with other decorators are guarded', () => {
    const shop = new Domain('Shop');
    const wrapping: string[] = [];
    const wrapped = (target: unknown, _where: unknown, descriptor?: PropertyDescriptor): never => {
      const method = (descriptor?.value ?? target) as (this: unknown) => unknown;
      const replacement = function replacement(this: unknown): unknown {
        wrapping.push('wrapped');
        return method.call(this);
      };
      return (descriptor === undefined ? replacement : { ...descriptor, value: replacement }) as never;
    };
    abstract class Base extends DomainService {
      readonly log: string[] = [];
      inherited(): void {
        this.log.push('inherited');
      }
      @invariant.pre
      baseRule() {
        this.log.push('rule');
      }
    }
    @shop.domainService([Account, Ledger])
    class Extended extends Base {
      @wrapped
      decorated(): void {
        this.log.push('decorated');
      }
    }
    const service = new Extended();

    service.inherited();
    service.decorated();

    expect(service.log).toEqual(['rule', 'inherited', 'rule', 'decorated']);
    expect(wrapping).toEqual(['wrapped']);
  });

  test('a rule that changes an aggregate is refused and the change taken back', () => {
    const shop = new Domain('Shop');
    const [account] = accounts(5);
    @shop.domainService([Account, Ledger])
    class Meddling extends DomainService {
      @invariant.post
      meddles() {
        account.balance = 99;
      }
      go(): void {}
    }

    const error = thrownBy(() => new Meddling().go());

    expect(DomainryError.is(error, 'INVARIANT_MUTATES')).toBe(true);
    expect(account.balance).toBe(5);
  });

  test('post rules of an asynchronous method run when its promise is fulfilled', async () => {
    const service = new Transfer(...accounts());

    const promise = service.later(10);
    expect(service.calls).toEqual(['pre']);

    await expect(promise).resolves.toBe('done');
    expect(service.calls).toEqual(['pre', 'later', 'post']);
  });

  test('an asynchronous method whose post rule fails is rejected, and keeps what it changed', async () => {
    const [from, to] = accounts(100, 995);
    const service = new Transfer(from, to);

    await expect(service.later(10)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });

    expect(to.balance).toBe(1005);
  });

  test('a rejected asynchronous method is not followed by post rules', async () => {
    const service = new Transfer(...accounts());

    await expect(service.later(-1)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });

    expect(service.calls).toEqual(['pre', 'later']);
  });
});

describe('a failing method of a domain service', () => {
  test('restores fields, children and pending events of every aggregate it changed', () => {
    const [from, to] = accounts(5, 7);
    to.move(1);
    const before = [stateOf(from), stateOf(to)];

    expect(() => new Transfer(from, to).run(10)).toThrow('at least 0');

    expect([stateOf(from), stateOf(to)]).toEqual(before);
  });

  test('restores several changes of one aggregate, latest first', () => {
    const [from, to] = accounts(15, 0);
    const before = [stateOf(from), stateOf(to)];

    expect(() => new Transfer(from, to).twice(10)).toThrow('at least 0');

    expect([stateOf(from), stateOf(to)]).toEqual(before);
  });

  test('restores the aggregates when a post rule fails', () => {
    const [from, to] = accounts(2000, 0);
    const before = [stateOf(from), stateOf(to)];

    expect(() => new Transfer(from, to).run(1500)).toThrow('No more than 1000 on an account');

    expect([stateOf(from), stateOf(to)]).toEqual(before);
  });

  test('lets an event that was taken back be raised again', () => {
    const [from, to] = accounts(5, 7);
    expect(() => new Transfer(from, to).run(10)).toThrow('at least 0');

    to.move(1);

    expect(to.pendingEvents.map((event) => event.constructor.name)).toEqual(['AccountCreated', 'Moved']);
    expect(to.notes.toArray().map(({ text }) => text)).toEqual(['moved 1']);
  });

  test('brings back an aggregate that was discarded in it', () => {
    const shop = new Domain('Shop');
    @shop.domainService([Account, Ledger])
    class Closing extends DomainService {
      close(account: Account): void {
        account.discard();
        throw new Error('on second thought');
      }
    }
    const [account] = accounts(5);

    expect(() => new Closing().close(account)).toThrow('on second thought');

    expect(account.isDiscarded).toBe(false);
    account.balance = 6;
    expect(account.balance).toBe(6);
  });

  test('of another service leaves what was done around it, unless that fails too', () => {
    const shop = new Domain('Shop');
    @shop.domainService([Account, Ledger])
    class Inner extends DomainService {
      fail(account: Account): void {
        account.move(1);
        throw new Error('inner');
      }
      succeed(account: Account): void {
        account.move(2);
      }
    }
    @shop.domainService([Account, Ledger])
    class Outer extends DomainService {
      catching(account: Account): void {
        new Inner().succeed(account);
        try {
          new Inner().fail(account);
        } catch {
          // It has left no trace.
        }
      }
      failing(account: Account): void {
        this.catching(account);
        throw new Error('outer');
      }
    }
    const [one, other] = accounts(0, 0);

    new Outer().catching(one);
    expect(() => new Outer().failing(other)).toThrow('outer');

    expect(one.balance).toBe(2);
    expect(other.balance).toBe(0);
    expect(other.notes.size).toBe(0);
  });

  test('keeps what was changed before it was called', () => {
    const [from, to] = accounts(5, 0);
    from.balance = 6;
    to.move(3);

    expect(() => new Transfer(from, to).run(10)).toThrow('at least 0');

    expect([from.balance, to.balance]).toEqual([6, 3]);
  });

  test('restores aggregates that were compiled without code generation too', () => {
    const shop = new Domain('Shop', { codeGeneration: false });
    @shop.aggregate
    class Box extends Aggregate<Box> {
      @field.integer({ required: true }) items!: number;
      put(): void {
        this.items += 1;
      }
    }
    @shop.domainService([Box, Ledger])
    class Packing extends DomainService {
      run(box: Box): void {
        box.items = 5;
        box.put();
        throw new Error('no');
      }
    }
    const box = new Box({ items: 0 });

    expect(() => new Packing().run(box)).toThrow('no');

    expect(box.items).toBe(0);
  });
});

describe('a service class', () => {
  test('keeps its name, its length, and the names of its methods', () => {
    expect(Transfer.name).toBe('Transfer');
    expect(Transfer.length).toBe(2);
    expect(Transfer.prototype.run.name).toBe('run');
    expect(Transfer.prototype.run).toHaveLength(1);
    expect(new Transfer(...accounts())).toBeInstanceOf(DomainService);
  });

  test('cannot be constructed without a decorator, nor a plain subclass of it', () => {
    class Undecorated extends DomainService {}
    class Sub extends Transfer {}

    expect(() => new Undecorated()).toThrow('Undecorated is not registered with a domain');
    expect(() => new Sub(...accounts())).toThrow('Sub extends Transfer but is not registered with a domain');
  });

  test('cannot be constructed when it was registered with problems', () => {
    const shop = new Domain('Shop');
    @shop.domainService({ aggregates: [Account, Ledger], name: 3 } as never)
    class Wrong extends DomainService {}

    expect(() => new Wrong()).toThrow('the option name is not a text');
  });

  test('with an asynchronous rule or a generator as a method is reported', () => {
    const shop = new Domain('Shop');
    @shop.domainService([Account, Ledger])
    class Strange extends DomainService {
      *steps(): Iterable<number> {
        yield 1;
      }
      // @ts-expect-error a rule answers at once: the compiler refuses it too
      @invariant.post
      async rule() {
        await Promise.resolve();
      }
    }
    expect(Strange.name).toBe('Strange');

    const problems = shop.registry.problems.map(({ element, code }) => [element, code]);

    expect(problems).toEqual(
      expect.arrayContaining([
        ['Strange.steps', 'ASYNC_METHOD'],
        ['Strange.rule', 'ASYNC_METHOD'],
      ]),
    );
  });

  test('says what to do where its own name means the class before it was decorated', () => {
    class Written extends DomainService {}
    banking.fork().register(Written, { aggregates: [Account, Ledger] });

    expect(() => new Written()).toThrow('Write new this(…) in static methods.');
  });
});
