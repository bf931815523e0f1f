import { describe, expect, test } from '@jest/globals';
import { Aggregate, Domain, ValidationError, field } from '@domainry/core';

async function newLibrary() {
  const library = new Domain('Library');
  @library.aggregate({ unique: [{ fields: ['shelf', 'place'], where: { isLost: false } }] })
  class Book extends Aggregate<Book> {
    @field.string({ required: true }) shelf!: string;
    @field.integer({ required: true }) place!: number;
    @field.boolean({ required: true }) isLost!: boolean;
  }
  await library.init();
  const books = library.repositoryFor(Book);
  const book = (id: string, place: number, isLost = false) => new Book({ id, shelf: 'A', place, isLost });
  return { library, books, book };
}

const violationsOf = async (saved: Promise<unknown>): Promise<unknown> =>
  saved.then(
    () => [],
    (error: unknown) => (error as ValidationError).violations,
  );

const both = [
  {
    path: ['shelf'],
    code: 'unique',
    expected: 'unique together with place',
    received: 'A',
    message:
      'Book.shelf: expected a value that no other Book has together with the same place, received "A".',
  },
  {
    path: ['place'],
    code: 'unique',
    expected: 'unique together with shelf',
    received: 1,
    message: 'Book.place: expected a value that no other Book has together with the same shelf, received 1.',
  },
];

describe('a rule over several fields, under a condition', () => {
  test('is told of each field, of what is new and of what changed', async () => {
    const { books, book } = await newLibrary();
    await books.add(book('1', 1), book('2', 2));

    expect(await violationsOf(books.add(book('3', 1)))).toEqual(both);
    const second = await books.get('2');
    second.place = 1;
    expect(await violationsOf(books.add(second))).toEqual(both);
    expect((await books.get('2')).place).toBe(2);
  });

  test('says nothing of states for which the condition does not hold, until it does', async () => {
    const { books, book } = await newLibrary();
    await books.add(book('1', 1), book('2', 1, true), book('3', 1, true));

    const lost = await books.get('2');
    lost.isLost = false;

    expect(await violationsOf(books.add(lost))).toEqual(both);
    expect(await books.query.where({ place: 1 }).count()).toBe(3);
  });

  test('holds for changes of many at once', async () => {
    const { books, book } = await newLibrary();
    await books.add(book('1', 1), book('2', 2));

    const update = books.query.where({ shelf: 'A' }).update({ place: 7 });

    await expect(update).rejects.toMatchObject({
      violations: [
        { path: ['shelf'], code: 'unique' },
        { path: ['place'], code: 'unique' },
      ],
    });
    expect(
      (await books.find({})).map(({ place }) => place).toSorted((one, other) => Number(one) - Number(other)),
    ).toEqual([1, 2]);
  });

  test('is kept by two units of work at the same time as well', async () => {
    const { library, books, book } = await newLibrary();

    const added = await Promise.allSettled(
      ['1', '2'].map((id) => library.unitOfWork(() => books.add(book(id, 1)))),
    );

    expect(added.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = added.find((outcome) => outcome.status === 'rejected')!;
    expect(refused.reason).toBeInstanceOf(ValidationError);
    expect((refused.reason as ValidationError).violations.map(({ path }) => path)).toEqual([
      ['shelf'],
      ['place'],
    ]);
  });
});
