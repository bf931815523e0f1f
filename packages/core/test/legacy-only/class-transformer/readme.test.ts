import { Decimal } from 'decimal.js';
import { describe, expect, test } from '@jest/globals';
import {
  Exclude,
  Expose,
  Transform,
  Type,
  instanceToPlain,
  plainToInstance,
  type TransformFnParams,
} from 'class-transformer';
import {
  Aggregate,
  Domain,
  Entity,
  ValidationError,
  ValueObject,
  field,
  type Children,
  type Computed,
  type Defaulted,
} from '../../../src/index.js';

// The examples of the README of class-transformer, on elements. Each `Plain…` is the same class as the library knows it.

describe('exposing and excluding', () => {
  const app = new Domain('App');

  @app.aggregate
  class User extends Aggregate<User> {
    @field.integer({ identifier: true, required: true }) @Expose({ name: 'uid' }) key!: number;
    @field.string({ required: true }) firstName!: string;
    @field.string({ required: true }) lastName!: string;
    @field.string({ required: true }) @Exclude({ toPlainOnly: true }) password!: string;

    @Expose()
    get name(): Computed<string> {
      return `${this.firstName} ${this.lastName}`;
    }

    @Expose()
    getFullName(): string {
      return this.name.toUpperCase();
    }
  }

  const user = new User({ key: 1, firstName: 'Umed', lastName: 'Khudoiberdiev', password: 'secret' });

  test('properties with other names, getters and methods are exposed; secrets are not', () => {
    expect(user.toDict()).toEqual({
      uid: 1,
      firstName: 'Umed',
      lastName: 'Khudoiberdiev',
      name: 'Umed Khudoiberdiev',
      getFullName: 'UMED KHUDOIBERDIEV',
    });
    expect(JSON.parse(JSON.stringify(user))).toEqual(user.toDict());
  });

  test('what was written is read by the same names; getters and methods are passed over', () => {
    const read = User.fromDict({ ...user.toDict(), password: 'secret' });

    expect(read.key).toBe(1);
    expect(read.password).toBe('secret');
    expect(read.name).toBe('Umed Khudoiberdiev');
  });

  test('unknown keys are refused all the same', () => {
    const hostile: unknown = JSON.parse(
      '{"uid":1,"firstName":"a","lastName":"b","password":"c","constructor":1,"agee":2}',
    );

    expect(codesOf(() => User.fromDict(hostile))).toEqual(['agee unknown', 'constructor unknown']);
  });

  @app.valueObject
  @Exclude()
  class Secretive extends ValueObject<Secretive> {
    @field.string({ required: true }) @Expose() readonly shown!: string;
    @field.string({ default: 'x' }) readonly hidden!: Defaulted<string>;
  }

  test('a class may be excluded but for what is exposed', () => {
    expect(new Secretive({ shown: 'a', hidden: 'b' }).toDict()).toEqual({ shown: 'a' });
    expect(Secretive.fromDict({ shown: 'a', hidden: 'b', other: 1 }).hidden).toBe('x');
  });
});

describe('groups and versions', () => {
  const app = new Domain('App');

  @app.valueObject
  class Photo extends ValueObject<Photo> {
    @field.string({ required: true }) @Expose({ groups: ['admin'] }) readonly path!: string;
    @field.integer({ required: true }) readonly size!: number;
  }

  class PlainPhoto {
    @Expose({ groups: ['admin'] }) path = '/a';
    size = 1;
  }

  @app.aggregate
  class User extends Aggregate<User> {
    @field.string({ identifier: true, required: true }) key!: string;
    @field.string({ required: true }) @Expose({ groups: ['user', 'admin'] }) email!: string;
    @field.string({ required: true }) @Expose({ groups: ['user'] }) password!: string;
    @field.string({ required: true }) @Expose({ since: 0.7, until: 1 }) nick!: string;
    @field.string({ required: true }) @Expose({ since: 2.1 }) handle!: string;
    @field.list(field.valueObject(Photo), { required: true }) photos!: readonly Photo[];
  }

  class PlainUser {
    key = '1';
    @Expose({ groups: ['user', 'admin'] }) email = 'e';
    @Expose({ groups: ['user'] }) password = 'p';
    @Expose({ since: 0.7, until: 1 }) nick = 'n';
    @Expose({ since: 2.1 }) handle = 'h';
    photos = [new PlainPhoto()];
  }

  const user = new User({
    key: '1',
    email: 'e',
    password: 'p',
    nick: 'n',
    handle: 'h',
    photos: [{ path: '/a', size: 1 }],
  });

  test.each([
    {},
    { groups: ['user'] },
    { groups: ['admin'] },
    { groups: ['user', 'admin'] },
    { version: 0.5 },
    { version: 0.7 },
    { version: 1 },
    { version: 2.1, groups: ['admin'] },
  ])('%j give what they give in the library', (options) => {
    expect(user.toDict(options)).toEqual(instanceToPlain(new PlainUser(), options));
  });

  test('they hold when a dict is read, too', () => {
    const dict = { ...user.toDict({ groups: ['user', 'admin'] }) };

    expect(User.fromDict(dict, { groups: ['user', 'admin'] }).photos[0]?.path).toBe('/a');
    expect(codesOf(() => User.fromDict(dict, { groups: ['admin'] }))).toEqual(['password required']);
    expect(codesOf(() => User.fromDict(dict))).toEqual([
      'email required',
      'password required',
      'photos[0].path required',
    ]);
  });

  @app.aggregate
  class Album extends Aggregate<Album> {
    @field.string({ identifier: true, required: true }) key!: string;
    @field.valueObject(Photo) cover?: Photo;
  }

  test('a class without decorators hands the options on to those in it', () => {
    const album = new Album({ key: 'a', cover: { path: '/a', size: 1 } });

    expect(album.toDict()).toEqual({ key: 'a', cover: { size: 1 } });
    expect(album.toDict({ groups: ['admin'] })).toEqual({ key: 'a', cover: { path: '/a', size: 1 } });
    expect(
      Album.fromDict({ key: 'a', cover: { path: '/a', size: 1 } }, { groups: ['admin'] }).cover?.path,
    ).toBe('/a');
  });
});

describe('transforming', () => {
  const app = new Domain('App');
  const trim = ({ value }: TransformFnParams): unknown => (typeof value === 'string' ? value.trim() : value);

  @app.valueObject
  class Money extends ValueObject<Money> {
    @field.decimal({ required: true, scale: 2 })
    @Transform(({ value }) => (value as Decimal).toFixed(1), { toPlainOnly: true, groups: ['short'] })
    readonly amount!: Decimal;
  }

  @app.entity(() => Trip)
  class Stop extends Entity<Stop> {
    @field.string({ identifier: true, required: true }) key!: string;
    @field.string({ required: true }) @Expose({ name: 'town' }) city!: string;
  }

  @app.aggregate
  class Trip extends Aggregate<Trip> {
    @field.string({ identifier: true, required: true }) key!: string;
    @field.string({ required: true }) @Transform(trim, { toClassOnly: true }) title!: string;
    @field.dateTime({ required: true })
    @Transform(({ value }) => (value as Date).getUTCFullYear(), { toPlainOnly: true })
    departs!: Date;
    @field.dateTime() @Type(() => Date) returns?: Date;
    @field.integer({ default: 1 }) @Type(() => Number) seats!: Defaulted<number>;
    @field.valueObject(Money) @Type(() => Money) price?: Money;
    @field.decimal() rate?: Decimal;
    @field.hasMany(() => Stop) @Type(() => Stop) readonly stops!: Children<Stop>;
    @field.json()
    @Transform(({ obj }) => ({ of: (obj as Trip).departs.getUTCDay() }), { toPlainOnly: true })
    extra?: {
      readonly of: number;
    };
  }

  const dict = {
    key: 't',
    title: '  Alps ',
    departs: '2025-01-31T09:30:00Z',
    returns: '2025-02-02T09:30:00+01:00',
    seats: '3',
    price: { amount: '10.50' },
    rate: '1.10',
    stops: [{ key: 's', town: 'Ulm' }],
    extra: { of: 0 },
  };

  test('values are transformed and typed when they are read', () => {
    const trip = Trip.fromDict(dict);

    expect(trip.title).toBe('Alps');
    expect(trip.departs).toEqual(new Date('2025-01-31T09:30:00Z'));
    expect(trip.seats).toBe(3);
    expect(trip.price?.amount.toFixed(2)).toBe('10.50');
    expect(trip.stops.get('s')?.city).toBe('Ulm');
  });

  test('transformations see the values a user sees; all others are written as ever', () => {
    expect(Trip.fromDict(dict).toDict()).toEqual({
      key: 't',
      title: 'Alps',
      departs: 2025,
      returns: '2025-02-02T08:30:00.000Z',
      seats: 3,
      price: { amount: '10.50' },
      rate: '1.1',
      stops: [{ key: 's', town: 'Ulm' }],
      extra: { of: 5 },
    });
  });

  test('transformations may belong to a group', () => {
    const price = new Money({ amount: new Decimal('10.50') });

    expect(price.toDict({ groups: ['short'] })).toEqual({ amount: '10.5' });
    expect(Trip.fromDict(dict).toDict({ groups: ['short'] })).toMatchObject({ price: { amount: '10.5' } });
  });

  test('what is read is still checked, with the paths of nested elements', () => {
    const wrong = {
      ...dict,
      returns: 'never',
      seats: 'many',
      price: { amount: 'free' },
      stops: [{ key: 's', town: 7 }],
    };

    expect(codesOf(() => Trip.fromDict(wrong))).toEqual([
      'returns type',
      'seats type',
      'price.amount type',
      'stops[0].city type',
    ]);
  });

  test('a transformation that cannot stand the input refuses it', () => {
    @app.valueObject
    class Shouted extends ValueObject<Shouted> {
      @field.string({ required: true })
      @Transform(({ value }) => (value as string).toUpperCase(), { toClassOnly: true })
      readonly text!: string;
    }

    expect(Shouted.fromDict({ text: 'a' }).text).toBe('A');
    expect(codesOf(() => Shouted.fromDict({ text: 1 }))).toEqual([' transform']);
  });

  test('input that is nested without end is refused at once', () => {
    const endless: Record<string, unknown> = { ...dict };
    endless['extra'] = endless;

    expect(() => Trip.fromDict(endless)).toThrow(ValidationError);
  });
});

describe('inheritance and overriding', () => {
  const app = new Domain('App');

  abstract class Named extends ValueObject<Named> {
    @field.string({ required: true }) @Expose({ name: 'label' }) readonly name!: string;
  }

  @app.valueObject
  class Tag extends Named {
    @field.integer({ default: 0 }) readonly rank!: Defaulted<number>;
  }

  @app.valueObject
  class Own extends ValueObject<Own> {
    @field.string({ required: true }) @Expose({ name: 'b' }) readonly a!: string;
    @field.valueObject(() => Tag) readonly tag?: Tag;

    override toDict(): never {
      return { ...(super.toDict() as object), own: true } as never;
    }
  }

  @app.valueObject
  class Holder extends ValueObject<Holder> {
    @field.valueObject(Own, { required: true }) @Expose({ name: 'held' }) readonly own!: Own;
  }

  test('decorators of a base class count, as they do in the library', () => {
    class PlainNamed {
      @Expose({ name: 'label' }) name!: string;
    }
    class PlainTag extends PlainNamed {
      rank = 0;
    }
    const plain = Object.assign(new PlainTag(), { name: 'a' });

    expect(Tag.fromDict({ label: 'a' }).toDict()).toEqual(instanceToPlain(plain));
    expect(plainToInstance(PlainTag, { label: 'a' }).name).toBe('a');
  });

  test('a toDict of the user is left alone, within others too', () => {
    const holder = Holder.fromDict({ held: { b: 'x', tag: { label: 'a' } } });

    expect(holder.toDict()).toEqual({ held: { b: 'x', tag: { rank: 0, label: 'a' }, own: true } });
  });

  test('elements stay what they are: constructing and comparing know nothing of it', () => {
    expect((new Tag({ name: 'a', rank: 0 } as never) as Tag).equals(Tag.fromDict({ label: 'a' }))).toBe(true);
    expect(() => new Tag({ label: 'a' } as never)).toThrow(ValidationError);
  });
});

test('the library is not asked about elements without its decorators, or with types of elements in them only', () => {
  const app = new Domain('App');
  let asked = 0;
  @app.valueObject
  class Bare extends ValueObject<Bare> {
    @field.string({ required: true }) readonly a!: string;
  }
  @app.valueObject
  class Typed extends ValueObject<Typed> {
    @field.valueObject(Bare, { required: true })
    @Type(() => {
      asked++;
      return Bare;
    })
    readonly bare!: Bare;
  }

  expect(Typed.fromDict({ bare: { a: 'x' } }).toDict()).toEqual({ bare: { a: 'x' } });
  expect(asked).toBe(0);
});

test('classes that are interpreted behave alike', () => {
  const app = new Domain('App', { codeGeneration: false });
  @app.valueObject
  class Tag extends ValueObject<Tag> {
    @field.string({ required: true }) @Expose({ name: 'label', groups: ['x'] }) readonly name!: string;
  }

  expect(Tag.fromDict({ label: 'a' }, { groups: ['x'] }).toDict({ groups: ['x'] })).toEqual({ label: 'a' });
  expect(Tag.fromDict({ label: 'a' }, { groups: ['x'] }).toDict()).toEqual({});
});

function codesOf(act: () => unknown): string[] {
  try {
    act();
  } catch (error) {
    if (error instanceof ValidationError)
      return error.violations.map(
        ({ code, path }) =>
          `${path
            .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
            .join('')
            .slice(1)} ${code}`,
      );
    throw error;
  }
  throw new Error('nothing was refused');
}
