import { describe, expect, test } from '@jest/globals';
import { Aggregate, Domain, Event, field, type ReadEvent } from '@domainry/core';
import { newLog } from '../dispatch/bank.js';

async function newNotes() {
  const notes = new Domain('Notes');
  @notes.event({ tags: () => ['all'] })
  class Noted extends Event<Noted> {
    @field.string({ required: true }) readonly text!: string;
  }
  @notes.event('Author')
  class Wrote extends Event<Wrote> {}
  @notes.aggregate
  class Author extends Aggregate<Author> {
    write(): void {
      this.raise_(new Wrote());
    }
  }
  await notes.init({ logger: newLog() });
  return { notes, Noted, Author, authors: notes.repositoryFor(Author) };
}

const streamsOf = ({ events }: { readonly events: readonly ReadEvent[] }) =>
  events.map(({ stream }) => stream);

describe('events that are written in a unit of work', () => {
  test('come behind those of aggregates that were added before', async () => {
    const { notes, Noted, Author, authors } = await newNotes();

    await notes.unitOfWork(async () => {
      const author = new Author({ id: '1' });
      author.write();
      await authors.add(author);
      await notes.events.append(new Noted({ text: 'a' }));
    });

    expect(streamsOf(await notes.events.read([]))).toEqual(['Author-1', 'Notes:tagged-all']);
  });

  test('are one each: an event is not written twice', async () => {
    const { notes, Noted } = await newNotes();
    const noted = new Noted({ text: 'a' });

    await expect(notes.events.append([noted, noted])).rejects.toMatchObject({ code: 'EVENT_ALREADY_RAISED' });
    await expect(
      notes.unitOfWork(async () => {
        await notes.events.append(noted);
        await notes.events.append(noted);
      }),
    ).rejects.toMatchObject({ code: 'EVENT_ALREADY_RAISED' });

    expect((await notes.events.read([])).events).toEqual([]);
    await notes.events.append(noted);
    expect((await notes.events.read([])).events).toHaveLength(1);
  });
});

test('what is read in a unit of work includes events of aggregates that were added', async () => {
  const { notes, Author, authors } = await newNotes();

  await notes.unitOfWork(async () => {
    const author = new Author({ id: '1' });
    author.write();
    await authors.add(author);

    expect(streamsOf(await notes.events.read([]))).toEqual(['Author-1']);
    author.write();
    const history: number[] = [];
    for await (const { version } of notes.events.historyOf(Author, '1')) history.push(version);
    expect(history).toEqual([0, 1]);
  });
});

describe('options that cannot be', () => {
  test.each([
    ['read', { afer: 1 }],
    ['read', { after: -1 }],
    ['read', { limit: Number.NaN }],
    ['read', { onUnknown: 'keep' }],
    ['append', { condtion: { failIfMatch: [] } }],
    ['append', { condition: {} }],
    ['append', { condition: { failIfMatch: [], after: 'x' } }],
    ['append', { tags: 'all' }],
    ['decide', { attempts: Number.NaN }],
    ['decide', { attempts: 0 }],
    ['append', null],
  ] as const)('are refused by %s: %j', async (method, options) => {
    const { notes, Noted } = await newNotes();
    const given = options as never;
    const calls = {
      read: () => notes.events.read([], given),
      append: () => notes.events.append(new Noted({ text: 'a' }), given),
      decide: () => notes.events.decide({}, () => new Noted({ text: 'a' }), given),
    };

    await expect(calls[method]()).rejects.toMatchObject({ code: 'CONFIGURATION_INVALID' });
    expect(await notes.log.lastPosition()).toBe(0);
  });
});
