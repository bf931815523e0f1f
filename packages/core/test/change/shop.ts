import {
  Aggregate,
  Entity,
  Event,
  ValidationError,
  field,
  invariant,
  type Children,
  type Defaulted,
  type Domain,
} from '@domainry/core';

/** Thrown by a rule: an error that Domainry knows nothing of. */
export class TooHeavy extends Error {}

/** An order with lines, lines with parts, and an address: a cluster three levels deep, with rules on each level. */
export function shopIn(domain: Domain) {
  const checks: string[] = [];

  @domain.entity('Line')
  class Part extends Entity<Part> {
    @field.float({ default: 0 }) weight!: Defaulted<number>;

    @invariant.post
    mustNotBeTooHeavy() {
      checks.push(`post ${this.id}`);
      if (this.weight > 100) throw new TooHeavy(this.id);
    }

    weigh(weight: number) {
      this.weight = -1;
      this.weight = weight;
    }
  }

  @domain.entity('Order')
  class Line extends Entity<Line> {
    @field.string({ default: 'thing' }) sku!: Defaulted<string>;
    @field.integer({ default: 1 }) quantity!: Defaulted<number>;
    @field.boolean({ default: false }) packed!: Defaulted<boolean>;
    @field.hasMany(Part) readonly parts!: Children<Part>;

    @invariant.pre('A packed line does not change')
    mustNotBePacked() {
      checks.push(`pre ${this.id}`);
      return !this.packed;
    }

    @invariant.post({ message: 'At least one', code: 'few', fields: ['quantity'] })
    mustHaveQuantity() {
      checks.push(`post ${this.id}`);
      return this.quantity > 0;
    }

    setQuantity(quantity: number) {
      this.quantity = 0;
      this.quantity = quantity;
      this.raise_(new LineChanged({ line: this.id }));
    }
  }

  @domain.entity('Order')
  class Address extends Entity<Address> {
    @field.string({ required: true }) town!: string;
  }

  @domain.event(() => Order)
  class LineChanged extends Event<LineChanged> {
    @field.string({ required: true }) readonly line!: string;
  }

  @domain.aggregate
  class Order extends Aggregate<Order> {
    @field.string({ default: 'new' }) name!: Defaulted<string>;
    @field.integer({ default: 10 }) limit!: Defaulted<number>;
    @field.boolean({ default: false }) frozen!: Defaulted<boolean>;
    @field.hasMany(Line) readonly lines!: Children<Line>;
    @field.hasMany(Line) readonly returned!: Children<Line>;
    @field.hasOne(Address) address?: Address | undefined;

    @invariant.pre('A frozen order does not change')
    mustNotBeFrozen() {
      checks.push('pre order');
      return !this.frozen;
    }

    @invariant.post
    mustStayWithinLimit() {
      checks.push('post order');
      if (this.lines.sum((line) => line.quantity) > this.limit)
        throw new ValidationError({ limit: ['is exceeded'] });
    }

    rename(name: string) {
      this.name = name;
    }

    /** Changes whatever there is, then fails. */
    failAfter(act: (order: this) => void): never {
      act(this);
      throw new RangeError('failed on purpose');
    }

    run<Result>(act: (order: this) => Result): Result {
      return act(this);
    }
  }

  const build = (): Order =>
    new Order({
      id: 'o',
      lines: [
        { id: 'a', quantity: 1, parts: [{ id: 'a1', weight: 1 }] },
        { id: 'b', quantity: 2 },
        { id: 'c', quantity: 3 },
      ],
      address: { id: 'home', town: 'Rome' },
    });

  /** The checks that ran since it was asked last. */
  const takeChecks = (): string[] => checks.splice(0);

  return { Order, Line, Part, Address, LineChanged, build, takeChecks };
}
