import { describe, expect, test } from '@jest/globals';
import { Aggregate, Domain, Query, field, read, type QueryContext } from '@domainry/core';

/** A domain whose one query does what the test says. */
async function newShelf(act: (context: QueryContext, Book: typeof Aggregate) => unknown) {
  const shelf = new Domain('Shelf');
  @shelf.aggregate({ removable: true })
  class Book extends Aggregate<Book> {
    @field.string({ required: true }) title!: string;
  }
  @shelf.query
  class Look extends Query<Look, unknown> {}
  @shelf.queryHandler()
  class Looks {
    @read(Look)
    async look(_: Look, context: QueryContext): Promise<unknown> {
      return act(context, Book as never);
    }
  }
  await shelf.init();
  const books = shelf.repositoryFor(Book);
  await books.add(new Book({ id: '1', title: 'Emma' }));
  return { look: () => shelf.ask(new Look()), books, Looks };
}

describe('a query', () => {
  test.each<[string, (context: QueryContext, Book: never) => unknown]>([
    [
      'changes many',
      ({ repository }, Book) => repository(Book).query.update({ title: 'Persuasion' } as never),
    ],
    ['removes many', ({ repository }, Book) => repository(Book).query.delete()],
    [
      'adds and asks',
      async ({ repository }, Book) => {
        const books = repository(Book) as never as {
          get: (id: string) => Promise<{ title: string }>;
          add: (one: unknown) => Promise<void>;
          query: { count: () => Promise<number> };
        };
        const book = await books.get('1');
        book.title = 'Persuasion';
        await books.add(book);
        return books.query.count();
      },
    ],
  ])('that %s is refused, and nothing is changed', async (_, act) => {
    const { look, books } = await newShelf(act as never);

    await expect(look()).rejects.toMatchObject({ code: 'QUERY_WRITES' });

    expect((await books.get('1')).title).toBe('Emma');
  });
});
