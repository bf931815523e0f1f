import { describe, expect, test } from '@jest/globals';
import {
  ArrayMinSize,
  Equals,
  IsDefined,
  IsEmail,
  IsNotEmpty,
  IsOptional,
  IsString,
  Length,
  MaxLength,
  Min,
  MinLength,
  Validate,
  ValidateBy,
  ValidateIf,
  ValidateNested,
  ValidatorConstraint,
  registerDecorator,
  type ValidationArguments,
  type ValidationOptions,
  type ValidatorConstraintInterface,
} from 'class-validator';
import {
  Aggregate,
  Domain,
  DomainryError,
  Entity,
  ModelError,
  ValidationError,
  ValueObject,
  field,
  type Children,
  type Defaulted,
  type ValidationGroups,
  type Violation,
} from '../../../src/index.js';

// The examples of the README of class-validator, on elements.

@ValidatorConstraint({ name: 'customText' })
class CustomTextLength implements ValidatorConstraintInterface {
  validate(text: string, { constraints }: ValidationArguments): boolean {
    const [shortest, longest] = constraints as [number, number];
    return text.length > shortest && text.length < longest;
  }

  defaultMessage(): string {
    return 'Text ($value) is too short or too long!';
  }
}

function IsLongerThan(property: string, validationOptions: ValidationOptions = {}) {
  return (object: object, propertyName: string): void => {
    registerDecorator({
      name: 'isLongerThan',
      target: object.constructor,
      propertyName,
      constraints: [property],
      options: validationOptions,
      validator: {
        validate(value: unknown, args: ValidationArguments) {
          const [other] = args.constraints as [string];
          const compared = (args.object as Record<string, unknown>)[other];
          return typeof value === 'string' && typeof compared === 'string' && value.length > compared.length;
        },
      },
    });
  };
}

const IsBrandName = (options?: ValidationOptions): PropertyDecorator =>
  ValidateBy({ name: 'isBrandName', validator: { validate: (value) => value === 'Domainry' } }, options);

describe('messages', () => {
  const blog = new Domain('Blog');

  @blog.valueObject
  class Post extends ValueObject<Post> {
    @field.string()
    @IsOptional()
    @MinLength(10, {
      message: '$target.$property is too short: $value. Minimal length is $constraint1 characters',
    })
    readonly title?: string;

    @field.string()
    @IsOptional()
    @MaxLength(5, {
      message: ({ value, constraints }: ValidationArguments) =>
        `${String(value)} has more than ${String(constraints[0])} characters`,
    })
    readonly code?: string;

    @field.string() @IsOptional() @Validate(CustomTextLength, [3, 20]) readonly text?: string;
    @field.string()
    @IsOptional()
    @Validate(CustomTextLength, [3, 20], { message: 'Wrong text' })
    readonly own?: string;
    @field.string() @IsOptional() @IsBrandName() readonly brand?: string;
    @field.string() @IsDefined({ message: 'say who' }) readonly author?: string;
  }

  test('may be templates, functions, those of a constraint class, or none', () => {
    const violations = violationsOf(
      () => new Post({ title: 'Hello', code: 'abcdef', text: 'abc', own: 'abc', brand: 'ACME' }),
    );

    expect(violations.map(({ code, message }) => [code, message])).toEqual([
      ['minLength', 'Post.title is too short: Hello. Minimal length is 10 characters'],
      ['maxLength', 'abcdef has more than 5 characters'],
      ['customText', 'Text (abc) is too short or too long!'],
      ['customText', 'Wrong text'],
      ['isBrandName', 'Post.brand: expected isBrandName, received "ACME".'],
      ['isDefined', 'say who'],
    ]);
    expect(violations[2]?.expected).toBe('customText(3, 20)');
  });
});

describe('each', () => {
  const blog = new Domain('Blog');

  @blog.valueObject
  class Tags extends ValueObject<Tags> {
    @field.list(field.string(), { required: true })
    @ArrayMinSize(1)
    @MaxLength(5, { each: true })
    readonly tags!: readonly string[];
  }

  test('item of a list is checked', () => {
    expect(new Tags({ tags: ['a'] }).tags).toEqual(['a']);
    expect(violationsOf(() => new Tags({ tags: ['a', 'longer'] }))).toEqual([
      {
        path: ['tags'],
        code: 'maxLength',
        expected: 'maxLength(5)',
        received: 'an array of 2',
        message: 'each value in tags must be shorter than or equal to 5 characters',
      },
    ]);
    expect(codesOf(() => new Tags({ tags: [] }))).toEqual(['tags arrayMinSize']);
  });
});

describe.each([true, false])('nested elements, with code generation %p', (codeGeneration) => {
  const shop = new Domain('Shop', { codeGeneration });

  @shop.valueObject
  class Person extends ValueObject<Person> {
    @field.string({ required: true }) @IsEmail() readonly email!: string;
    @field.string({ required: true, maxLength: 5 }) @Length(2, 3) readonly name!: string;
  }

  @shop.valueObject
  class Plain extends ValueObject<Plain> {
    @field.string({ required: true }) readonly text!: string;
  }

  @shop.entity(() => Order)
  class Line extends Entity<Line> {
    @field.string({ identifier: true, required: true }) sku!: string;
    @field.integer({ required: true }) @Min(1) quantity!: number;
  }

  @shop.aggregate
  class Order extends Aggregate<Order> {
    @field.string({ identifier: true, required: true }) number!: string;
    @field.valueObject(() => Person) @ValidateNested() buyer?: Person;
    @field.valueObject(() => Plain) @ValidateNested() plain?: Plain;
    @field.list(field.valueObject(() => Person)) @ValidateNested({ each: true }) others?: readonly Person[];
    @field.hasMany(() => Line)
    @ValidateNested({ each: true })
    @ArrayMinSize(1)
    readonly lines!: Children<Line>;
    @field.string({ default: 'new' }) @Length(3, 10) state!: Defaulted<string>;

    rename(state: string): void {
      this.state = 'x';
      this.state = state;
    }
  }

  const valid = { number: '1', lines: [{ sku: 'a', quantity: 1 }] };

  test('are validated, and their violations have their paths', () => {
    const wrong = {
      ...valid,
      buyer: { email: 'x', name: 'toolong' },
      others: [
        { email: 'a@b.de', name: 'abc' },
        { email: 'y', name: 'abcd' },
      ],
      lines: [{ sku: 'a', quantity: 0 }],
      state: 'ab',
    };

    expect(codesOf(() => new Order(wrong))).toEqual([
      'buyer.name maxLength',
      'buyer.email isEmail',
      'buyer.name isLength',
      'others.1.email isEmail',
      'others.1.name isLength',
      'lines.0.quantity min',
      'state isLength',
    ]);
    expect(codesOf(() => Order.fromDict(wrong))).toEqual(codesOf(() => new Order(wrong)));
  });

  test('need no decorators of the library themselves', () => {
    const order = new Order({ ...valid, plain: { text: 'a' }, buyer: { email: 'a@b.de', name: 'abc' } });

    expect(order.plain?.text).toBe('a');
  });

  test('a change from outside is checked at once, and leaves no trace', () => {
    const order = new Order(valid);

    expect(codesOf(() => (order.state = 'no'))).toEqual(['state isLength']);
    expect(order.state).toBe('new');
    order.state = 'open';
    expect(order.state).toBe('open');
  });

  test('a method is checked when it returns', () => {
    const order = new Order(valid);

    order.rename('open');
    expect(order.state).toBe('open');
    expect(codesOf(() => order.rename('no'))).toEqual(['state isLength']);
    expect(order.state).toBe('open');
  });

  test('children are checked at each change, and so are collections', () => {
    const order = new Order(valid);
    const line = order.lines.get('a')!;

    expect(codesOf(() => (line.quantity = 0)).map((code) => code.split('.').at(-1))).toEqual([
      'quantity min',
    ]);
    expect(line.quantity).toBe(1);
    expect(codesOf(() => order.lines.remove('a'))).toEqual(['lines arrayMinSize']);
    expect(order.lines.size).toBe(1);
    expect(codesOf(() => order.lines.add({ sku: 'b', quantity: 0 }))).toEqual(['lines.1.quantity min']);
  });
});

describe('conditional validation', () => {
  const blog = new Domain('Blog');

  @blog.aggregate
  class Post extends Aggregate<Post> {
    @field.string({ required: true }) otherProperty!: string;

    @field.string()
    @ValidateIf((post: Post) => post.otherProperty === 'value')
    @IsNotEmpty()
    example?: string | undefined;

    @field.string() @IsOptional() @IsLongerThan('otherProperty', { message: 'too short' }) longer?: string;
  }

  test('looks at other properties, at construction and at each change', () => {
    const post = new Post({ otherProperty: 'other' });

    expect(codesOf(() => new Post({ otherProperty: 'value' }))).toEqual(['example isNotEmpty']);
    expect(codesOf(() => (post.otherProperty = 'value'))).toEqual(['example isNotEmpty']);
    post.atomically(() => {
      post.otherProperty = 'value';
      post.example = 'there';
    });
    expect(post.otherProperty).toBe('value');
    expect(codesOf(() => (post.example = undefined))).toEqual(['example isNotEmpty']);
  });

  test('a condition that cannot stand a refused value adds nothing', () => {
    @blog.valueObject
    class Fragile extends ValueObject<Fragile> {
      @field.string({ required: true }) readonly kind!: string;
      @field.string()
      @ValidateIf((given: Fragile) => given.kind.startsWith('a'))
      @IsString()
      readonly more?: string;
    }

    expect(codesOf(() => new Fragile({} as never))).toEqual(['kind required']);
  });

  test('custom decorators compare properties', () => {
    const post = new Post({ otherProperty: 'abc', longer: 'abcd' });

    expect(codesOf(() => (post.otherProperty = 'abcdef'))).toEqual(['longer isLongerThan']);
    expect(post.otherProperty).toBe('abc');
  });
});

describe('groups', () => {
  function userOf(ofDomain: ValidationGroups | undefined, ofClass?: ValidationGroups) {
    const app = new Domain('App', ofDomain === undefined ? {} : { validation: ofDomain });
    @app.valueObject(ofClass === undefined ? {} : { validation: ofClass })
    class User extends ValueObject<User> {
      @field.integer({ default: 0 }) @Min(12, { groups: ['registration'] }) readonly age!: Defaulted<number>;
      @field.string({ default: '' })
      @Length(2, 20, { groups: ['registration', 'admin'] })
      readonly name!: Defaulted<string>;
      @field.string({ default: '' }) @IsNotEmpty() readonly nick!: Defaulted<string>;
      @field.string({ default: '' }) @IsNotEmpty({ always: true }) readonly mail!: Defaulted<string>;
    }
    return User;
  }

  test.each<[string, ValidationGroups | undefined, ValidationGroups | undefined, string[]]>([
    ['nothing said: all', undefined, undefined, ['age', 'name', 'nick', 'mail']],
    ['one group', { groups: ['registration'] }, undefined, ['age', 'name', 'mail']],
    ['another group', { groups: ['admin'] }, undefined, ['name', 'mail']],
    ['no such group', { groups: ['other'] }, undefined, ['mail']],
    [
      'a group, and what is in none',
      { groups: ['admin'], always: true },
      undefined,
      ['name', 'nick', 'mail'],
    ],
    ['only what is in none', { strictGroups: true }, undefined, ['nick', 'mail']],
    [
      'the class overrides its domain',
      { groups: ['admin'] },
      { groups: ['registration'] },
      ['age', 'name', 'mail'],
    ],
    ['the class alone', undefined, { strictGroups: true }, ['nick', 'mail']],
  ])('%s', (_title, ofDomain, ofClass, wrong) => {
    const User = userOf(ofDomain, ofClass);

    expect(codesOf(() => new User()).map((code) => code.split(' ')[0])).toEqual(wrong);
  });

  test('a group without any constraint refuses nothing', () => {
    const app = new Domain('App', { validation: { groups: ['other'] } });
    @app.valueObject
    class User extends ValueObject<User> {
      @field.string({ default: '' }) @IsNotEmpty({ groups: ['a'] }) readonly name!: Defaulted<string>;
    }

    expect(new User().name).toBe('');
  });

  test.each([{ groups: 'a' }, { groups: [1] }, { group: ['a'] }, { always: 1 }, null])(
    '%j are no groups',
    (validation) => {
      expect(() => new Domain('App', { validation: validation as never })).toThrow('the option validation');

      const app = new Domain('App');
      @app.valueObject({ validation: validation as never })
      class User extends ValueObject<User> {
        @field.string() readonly name?: string;
      }
      expect(app.check().map(({ code, element }) => [code, element])).toEqual([['OPTION_INVALID', 'User']]);
      expect(() => new User()).toThrow(ModelError);
    },
  );
});

describe('inherited constraints', () => {
  const app = new Domain('App');

  abstract class Titled extends ValueObject<Titled> {
    @field.string({ required: true }) @Length(5, 10) readonly title!: string;
  }

  @app.valueObject
  class Post extends Titled {}

  @app.valueObject
  class Tweet extends Titled {
    // In the library a constraint of a subclass takes the place of those of its base on the same property.
    // @ts-expect-error the compiler asks for an initialiser, which a field does not have
    @field.string({ required: true }) @MaxLength(20) override readonly title!: string;
  }

  test('hold, and give way to those of the class itself, as in the library', () => {
    expect(codesOf(() => new Post({ title: 'a' } as never))).toEqual(['title isLength']);
    expect(new Tweet({ title: 'a' } as never).title).toBe('a');
    expect(codesOf(() => new Tweet({ title: 'a'.repeat(21) } as never))).toEqual(['title maxLength']);
  });
});

describe('asynchronous constraints', () => {
  const app = new Domain('App');

  @ValidatorConstraint({ async: true })
  class IsFree implements ValidatorConstraintInterface {
    validate(): Promise<boolean> {
      return Promise.resolve(true);
    }
  }

  @ValidatorConstraint()
  class IsTaken implements ValidatorConstraintInterface {
    async validate(): Promise<boolean> {
      return true;
    }
  }

  test('are a problem of the model', () => {
    @app.valueObject
    class User extends ValueObject<User> {
      @field.string() @Validate(IsFree) readonly name?: string;
      @field.string() @Validate(IsTaken) readonly nick?: string;
    }

    expect(app.check().map(({ code, element, cause }) => [code, element, cause])).toEqual([
      ['ASYNC_VALIDATOR', 'User.name', 'the constraint IsFree is asynchronous'],
      ['ASYNC_VALIDATOR', 'User.nick', 'the constraint IsTaken is asynchronous'],
    ]);
    expect(() => new User({})).toThrow(ModelError);
  });

  test('are refused when they are found out, never taken for a yes', () => {
    const shop = new Domain('Shop');
    @shop.valueObject
    class User extends ValueObject<User> {
      @field.string()
      @ValidateBy({ name: 'isKnown', validator: { validate: () => Promise.reject(new Error('down')) } })
      readonly name?: string;
    }

    expect(shop.check()).toEqual([]);
    expect(errorOf(() => new User({ name: 'ada' }))).toMatchObject({ code: 'ASYNC_VALIDATOR' });
    expect(errorOf(() => new User({ name: 'ada' })).message).toBe(
      'The constraint isKnown of class-validator is asynchronous. Elements are built and changed synchronously: check it in a handler or a service before.',
    );
  });
});

test('constraints run before the invariants, which may rely on them; errors of a constraint surface as themselves', () => {
  const app = new Domain('App');
  @app.valueObject
  class Strict extends ValueObject<Strict> {
    @field.string({ required: true })
    @ValidateBy({
      name: 'breaks',
      validator: {
        validate: () => {
          throw new TypeError('a mistake');
        },
      },
    })
    readonly text!: string;
  }

  expect(() => new Strict({ text: 'a' })).toThrow(new TypeError('a mistake'));
});

test('a constraint sees a date as a Date and children as an array', () => {
  const seen: unknown[] = [];
  const Look = (): PropertyDecorator =>
    ValidateBy({ name: 'look', validator: { validate: (value) => seen.push(value) > 0 } });
  const app = new Domain('App');
  @app.entity(() => Whole)
  class Part extends Entity<Part> {}
  @app.aggregate
  class Whole extends Aggregate<Whole> {
    @field.dateTime({ required: true }) @Look() at!: Date;
    @field.hasMany(() => Part) @Look() readonly parts!: Children<Part>;
    @field.string({ default: 'a' }) @Equals('a') letter!: Defaulted<string>;
  }

  const whole = new Whole({ at: new Date(0), parts: [{}] });

  expect(seen).toEqual([new Date(0), [whole.parts.toArray()[0]]]);
});

function codesOf(act: () => unknown): string[] {
  return violationsOf(act).map(({ path, code }) => `${path.join('.')} ${code}`);
}

function violationsOf(act: () => unknown): readonly Violation[] {
  const error = errorOf(act);
  if (error instanceof ValidationError) return error.violations;
  throw error;
}

function errorOf(act: () => unknown): DomainryError {
  try {
    act();
  } catch (error) {
    if (DomainryError.is(error)) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
