import { describe, expect, test } from '@jest/globals';
import {
  Contains,
  IsDate,
  IsEmail,
  IsFQDN,
  IsInt,
  Length,
  MaxLength,
  Max,
  Min,
  MinLength,
  validateSync,
} from 'class-validator';
import { Aggregate, Command, Domain, ValidationError, field, type Violation } from '../../../src/index.js';

const blog = new Domain('Blog');

@blog.aggregate
class Author extends Aggregate<Author> {
  @field.string({ required: true }) name!: string;
}

/** The first example of the README of class-validator, on a command. */
@blog.command(Author)
class WritePost extends Command<WritePost> {
  @field.string({ required: true })
  @Length(10, 20)
  title!: string;

  @field.text({ required: true })
  @Contains('hello')
  text!: string;

  @field.integer({ required: true })
  @IsInt()
  @Min(0)
  @Max(10)
  rating!: number;

  @field.string({ required: true })
  @IsEmail()
  email!: string;

  @field.string({ required: true })
  @IsFQDN()
  site!: string;

  @field.dateTime({ required: true })
  @IsDate()
  createDate!: Date;
}

/** The same, as class-validator knows it. */
class Post {
  @Length(10, 20) title!: string;
  @Contains('hello') text!: string;
  @IsInt() @Min(0) @Max(10) rating!: number;
  @IsEmail() email!: string;
  @IsFQDN() site!: string;
  @IsDate() createDate!: Date;
}

const valid = {
  title: 'Hello, world',
  text: 'this is a great post about hello world',
  rating: 7,
  email: 'ada@example.com',
  site: 'example.com',
  createDate: new Date('2025-01-31T09:30:00Z'),
};

const wrong = {
  ...valid,
  title: 'Hello',
  text: 'this is a great post about hell world',
  rating: 11,
  email: 'google.com',
  site: 'googlecom',
};

describe('the Post of the README', () => {
  test('is built from values that satisfy all constraints', () => {
    const command = new WritePost(valid);

    expect(command.title).toBe('Hello, world');
  });

  test('is refused with one violation for each constraint, with the messages of the library', () => {
    const violations = violationsOf(() => new WritePost(wrong));

    const errors = validateSync(Object.assign(new Post(), wrong));
    const expected = errors.flatMap(({ property, constraints }) =>
      Object.entries(constraints!).map(([code, message]) => ({ path: [property], code, message })),
    );
    expect(violations.map(({ path, code, message }) => ({ path, code, message }))).toEqual(expected);
    expect(violations).toHaveLength(5);
  });

  test('says what was expected and received, as data', () => {
    const [violation] = violationsOf(() => new WritePost(wrong));

    expect(violation).toEqual({
      path: ['title'],
      code: 'isLength',
      expected: 'isLength(10, 20)',
      received: 'Hello',
      message: 'title must be longer than or equal to 10 characters',
    });
  });

  test('is refused for its fields and its constraints at once', () => {
    const violations = violationsOf(
      () => new WritePost({ ...wrong, rating: 'many' as never, site: undefined as never }),
    );

    expect(violations.map(({ path, code }) => `${path.join('.')} ${code}`)).toEqual([
      'rating type',
      'site required',
      'title isLength',
      'text contains',
      'rating max',
      'rating min',
      'rating isInt',
      'email isEmail',
      'site isFqdn',
    ]);
  });

  test('is read from JSON with the same checks', () => {
    const violations = violationsOf(() =>
      WritePost.fromDict({ ...valid, createDate: '2025-01-31T09:30:00Z', email: 'nobody' }),
    );

    expect(violations.map(({ code }) => code)).toEqual(['isEmail']);
  });
});

function violationsOf(act: () => unknown): readonly Violation[] {
  try {
    act();
  } catch (error) {
    if (error instanceof ValidationError) return error.violations;
    throw error;
  }
  throw new Error('nothing was refused');
}
