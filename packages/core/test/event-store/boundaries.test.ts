import { describe, expect, test } from '@jest/globals';
import {
  Aggregate,
  Command,
  Domain,
  Event,
  apply,
  boundaryView,
  field,
  handle,
  memory,
  metadataOf,
  type Defaulted,
} from '@domainry/core';
import { newCourses } from './courses.js';

/** A domain with one kind of event, about whatever its tags say. */
async function newNotes() {
  const notes = new Domain('Notes-Of-All');

  @notes.event({ tags: (event: Noted) => event.about })
  class Noted extends Event<Noted> {
    @field.list(field.string(), { required: true }) readonly about!: string[];
    @field.integer({ default: 0 }) readonly number!: Defaulted<number>;
  }

  await notes.init();
  const about = (tag: string) =>
    boundaryView({
      query: { types: [Noted], tags: [tag] },
      initial: [] as readonly number[],
      evolve: (numbers, event) => [...numbers, event.number],
    });
  return { notes, Noted, about };
}

test('an append on a condition is refused when what it had to know was written', async () => {
  const { notes, Noted } = await newNotes();
  const query = { types: [Noted], tags: ['request:r1'] };
  const record = () =>
    notes.events.append(new Noted({ about: ['request:r1'] }), { condition: { failIfMatch: query } });

  await record();

  await expect(record()).rejects.toMatchObject({
    code: 'BOUNDARY_CONFLICT',
    details: { after: 0, position: 1 },
  });
  expect((await notes.events.read(query)).events).toHaveLength(1);
});

describe('events about something', () => {
  test('are read with where they lie, in parts', async () => {
    const { notes, Noted } = await newNotes();
    await notes.events.append([
      new Noted({ about: ['a', 'b'], number: 1 }),
      new Noted({ about: ['b'], number: 2 }),
      new Noted({ about: ['a'], number: 3 }),
    ]);
    await notes.events.append(new Noted({ about: [], number: 4 }), { tags: ['b', 'late'] });

    const first = await notes.events.read({ types: [Noted], tags: ['b'] }, { limit: 2 });
    expect(
      first.events.map(({ event: { number }, position, stream, version, tags }) => [
        number,
        position,
        stream,
        version,
        tags,
      ]),
    ).toEqual([
      [1, 1, 'Notes.Of.All:tagged-a', 0, ['a', 'b']],
      [2, 2, 'Notes.Of.All:tagged-b', 0, ['b']],
    ]);
    const second = await notes.events.read({ types: [Noted], tags: ['b'] }, { after: first.position });
    expect(second).toMatchObject({ position: 4, events: [{ event: { number: 4 }, tags: ['b', 'late'] }] });
    expect(await notes.events.read({ tags: ['nobody'] }, { after: 3 })).toEqual({ events: [], position: 3 });
    expect((await notes.events.read([{ tags: ['late'] }, { tags: ['a', 'b'] }])).events).toHaveLength(2);
    expect((await notes.events.read([])).events).toHaveLength(4);
  });

  test('know what there is to know of them once they are written, and are written once', async () => {
    const { notes, Noted } = await newNotes();
    const noted = new Noted({ about: ['a'] });
    expect(metadataOf(noted)).toBeUndefined();

    await notes.events.append(noted);

    expect(metadataOf(noted)).toMatchObject({ type: 'Notes-Of-All.Noted.v1', kind: 'event' });
    expect(metadataOf((await notes.events.read([])).events[0]!.event)).toEqual(metadataOf(noted));
    await expect(notes.events.append(noted)).rejects.toMatchObject({ code: 'EVENT_ALREADY_RAISED' });
  });

  test('are given to enrichers without an aggregate', async () => {
    const { courses, CourseDefined } = newCourses();
    const seen: unknown[] = [];
    await courses.init({
      enrich: {
        event: (event, aggregate) => {
          seen.push([event, aggregate]);
          return { user: 'ann' };
        },
      },
    });
    const defined = new CourseDefined({ courseId: 'c1', capacity: 2 });

    await courses.events.append(defined);

    expect(seen).toEqual([[defined, undefined]]);
    expect(metadataOf((await courses.events.read([])).events[0]!.event)).toMatchObject({
      extensions: { user: 'ann' },
    });
  });

  test('that an enricher refuses are not written', async () => {
    const { courses, CourseDefined } = newCourses();
    const refuse = (): never => {
      throw new RangeError('no');
    };
    await courses.init({ enrich: { event: refuse } });

    const appended = courses.events.append(new CourseDefined({ courseId: 'c1', capacity: 2 }));

    await expect(appended).rejects.toThrow(RangeError);
    expect(await courses.log.lastPosition()).toBe(0);
  });

  test.each([
    ['longer than an index takes', 'x'.repeat(513)],
    ['no text that can be stored', 'half a character: \ud800'],
  ])('are refused with a tag that is %s', async (_title, tag) => {
    const domain = new Domain('Tagged');
    @domain.event({ tags: () => [tag] })
    class Told extends Event<Told> {}
    await domain.init();

    await expect(domain.events.append(new Told({}))).rejects.toMatchObject({ code: 'TAGS_INVALID' });
    expect(await domain.log.lastPosition()).toBe(0);
    await domain.close();
  });

  test('are refused with tags that are none, and by a domain that does not know them', async () => {
    const { notes, Noted } = await newNotes();
    const { courses, CourseDefined } = newCourses();
    await courses.init();

    await expect(notes.events.append(new Noted({ about: ['a', ''] }))).rejects.toMatchObject({
      code: 'TAGS_INVALID',
    });
    await expect(
      notes.events.append(new CourseDefined({ courseId: 'c', capacity: 1 })),
    ).rejects.toMatchObject({
      code: 'CLASS_NOT_REGISTERED',
    });
    await expect(notes.events.read({ types: [CourseDefined] })).rejects.toMatchObject({
      code: 'CLASS_NOT_REGISTERED',
    });
    expect(await notes.log.lastPosition()).toBe(0);
  });

  test('are refused when a state is built from them that would never see them there', async () => {
    const bank = new Domain('Bank');
    @bank.event('Counter')
    class Counted extends Event<Counted> {}
    @bank.command('Counter')
    class Count extends Command<Count> {}
    @bank.event('Ledger')
    class Booked extends Event<Booked> {}
    @bank.aggregate({ eventSourced: true })
    class Ledger extends Aggregate<Ledger> {
      @apply(Booked)
      onBooked(): void {}
    }
    bank.decider('Counter', {
      commands: [Count],
      events: [Counted],
      initial: () => 0,
      decide: () => new Counted(),
      evolve: (count) => count + 1,
      id: () => 'c-1',
    });
    await bank.init();
    void Ledger;

    const counted = bank.events.append(new Counted(), { tags: ['counter:c-1'] });
    await expect(counted).rejects.toMatchObject({
      code: 'EVENT_NOT_OWNED',
      message:
        'Counted belongs to the decider Counter. Written by its tags it lies in another stream, so that it never becomes a part of that state: nothing was written. Process a command that Counter decides on, or declare an event that belongs to none.',
      details: { event: 'Counted', owner: 'Counter' },
    });
    const booked = bank.events.decide({}, () => new Booked());
    await expect(booked).rejects.toMatchObject({ code: 'EVENT_NOT_OWNED', details: { owner: 'Ledger' } });
    expect(await bank.log.lastPosition()).toBe(0);
  });

  test('take part in a unit of work, which fails as a whole', async () => {
    const { notes, Noted, about } = await newNotes();

    const failed = notes.unitOfWork(async () => {
      await notes.events.append(new Noted({ about: ['a'], number: 1 }));
      await notes.events.decide(
        { numbers: about('a') },
        ({ numbers }) => new Noted({ about: ['a'], number: numbers[0]! + 1 }),
      );
      const { events } = await notes.events.read({ types: [Noted], tags: ['a'] });
      expect(events.map(({ event }) => event.number)).toEqual([1, 2]);
      throw new RangeError('afterwards');
    });

    await expect(failed).rejects.toThrow(RangeError);
    expect((await notes.events.read([])).events).toEqual([]);
  });

  test('reach their handlers, and tell what they followed from', async () => {
    const notes = new Domain('Notes');
    @notes.event({ tags: () => ['a'] })
    class Noted extends Event<Noted> {
      @field.integer({ required: true }) readonly number!: number;
    }
    @notes.eventHandler()
    class Repeater {
      @handle(Noted)
      async repeat({ number }: Noted) {
        if (number < 3) await notes.events.append(new Noted({ number: number + 1 }));
      }
    }
    await notes.init();
    const first = new Noted({ number: 1 });

    await notes.events.append(first);
    await notes.settled();

    const ids = (await notes.events.read([])).events.map(({ event }) => metadataOf(event)!.id);
    expect(ids).toHaveLength(3);
    expect(metadataOf(first)!.id).toBe(ids[0]);
    expect((await notes.events.causesOf(ids[2]!))!.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    expect(await notes.events.correlationTree(ids[0]!)).toMatchObject([
      { id: ids[0], effects: [{ id: ids[1], effects: [{ id: ids[2], effects: [] }] }] },
    ]);
    expect(await notes.verify()).toMatchObject({ isSound: true, events: 3 });
    expect((await notes.log.read({ after: 1, limit: 5 })).map(({ position }) => position)).toEqual([2, 3]);
    void Repeater;
  });
});

test('what a reader leaves out counts as seen: a condition after it holds', async () => {
  const kept = memory({ keep: true });
  const tags = () => ['shelf:a'];
  const newShelf = (name: string) => {
    const shelf = new Domain('Shelf');
    class Placed extends Event<Placed> {}
    return { shelf, Placed: shelf.register(Placed, { name, tags }) };
  };
  const before = newShelf('Stacked');
  await before.shelf.init({ databases: { default: kept } });
  await before.shelf.events.append(new before.Placed());
  await before.shelf.close();
  const { shelf, Placed } = newShelf('Placed');
  await shelf.init({ databases: { default: kept } });

  const failIfMatch = { tags: ['shelf:a'] };
  const { events, position } = await shelf.events.read(failIfMatch, { onUnknown: 'skip' });
  await shelf.events.append(new Placed(), { condition: { failIfMatch, after: position } });

  expect(events).toEqual([]);
  expect(position).toBe(1);
  await shelf.close();
});

test.each([
  ['an unknown part', { type: [] }, 'there is no type. Did you mean types?'],
  ['tags that are one text', { tags: 'course:c1' }, 'tags are no array of texts: received "course:c1"'],
  ['types that are names', { types: ['CourseDefined'] }, 'types are no array of classes'],
  ['what is no criterion', [null], 'expected { types, tags }, received null'],
])('criteria with %s are refused, and not taken for others', async (_what, criteria, message) => {
  const { courses } = newCourses();
  await courses.init();

  await expect(courses.events.read(criteria as never)).rejects.toMatchObject({
    code: 'QUERY_INVALID',
    message: expect.stringContaining(message),
  });
  await courses.close();
});
