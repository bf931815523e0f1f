import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  Domain,
  Event,
  boundaryView,
  field,
  handle,
  memory,
  metadataOf,
  type Defaulted,
} from '@domainry/core';
import { newCourses } from './courses.js';

/** The worked examples of dcb.events. */
describe('course subscriptions', () => {
  let world: ReturnType<typeof newCourses>;
  beforeEach(async () => {
    world = newCourses();
    await world.courses.init();
  });
  afterEach(() => world.courses.close());

  test('a course is defined once', async () => {
    await world.define('c1', 10);

    await expect(world.define('c1', 15)).rejects.toThrow('Course c1 is there already');
    await world.define('c2', 15);
  });

  test('the capacity of a course that exists can be changed to another', async () => {
    await world.define('c1', 12);

    await expect(world.changeCapacity('c0', 1)).rejects.toThrow('There is no course c0');
    await expect(world.changeCapacity('c1', 12)).rejects.toThrow('That is the capacity already');
    await world.changeCapacity('c1', 15);
    await world.changeCapacity('c1', 12);
  });

  test('a course takes as many students as its capacity is now', async () => {
    await world.define('c1', 3);
    await world.changeCapacity('c1', 2);
    await world.subscribe('c1', 's1');
    await world.subscribe('c1', 's2');

    await expect(world.subscribe('c1', 's3')).rejects.toThrow('Course c1 is full');
    await expect(world.subscribe('c0', 's3')).rejects.toThrow('There is no course c0');
  });

  test('a student subscribes to a course once, and to five at most', async () => {
    for (const course of ['c1', 'c2', 'c3', 'c4', 'c5', 'c6']) await world.define(course, 10);
    for (const course of ['c1', 'c2', 'c3', 'c4', 'c5']) await world.subscribe(course, 's1');

    await expect(world.subscribe('c1', 's1')).rejects.toThrow('Subscribed already');
    await expect(world.subscribe('c6', 's1')).rejects.toThrow('No more than 5 courses');
    await world.subscribe('c6', 's2');
  });

  test('of many who want the last seats at once, as many as there are get one', async () => {
    await world.define('c1', 3);
    const students = Array.from({ length: 12 }, (_, index) => `s${index}`);

    const outcomes = await Promise.allSettled(
      students.map((student) =>
        world.courses.events.decide(
          { capacity: world.capacity('c1'), taken: world.taken('c1') },
          ({ capacity, taken }) => {
            if (taken >= capacity) throw new Error('full');
            return new world.StudentSubscribed({ courseId: 'c1', studentId: student });
          },
          { attempts: 50 },
        ),
      ),
    );

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    const { events } = await world.courses.events.read({ types: [world.StudentSubscribed] });
    expect(events).toHaveLength(3);
  });
});

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

test('a username is claimed once, released, and claimed again', async () => {
  const { notes, Noted, about } = await newNotes();
  const claim = (name: string) =>
    notes.events.decide({ claims: about(`username:${name}`) }, ({ claims }) => {
      if (claims.at(-1) === 1) throw new Error(`${name} is taken`);
      return new Noted({ about: [`username:${name}`], number: 1 });
    });

  await claim('ada');
  await expect(claim('ada')).rejects.toThrow('ada is taken');
  await claim('grace');
  await notes.events.append(new Noted({ about: ['username:ada'], number: 0 }));
  await claim('ada');
});

test('invoices are numbered one after the other, whoever writes them at the same time', async () => {
  const { notes, Noted, about } = await newNotes();
  const next = () =>
    notes.events.decide(
      { numbers: about('invoices') },
      ({ numbers }) => new Noted({ about: ['invoices'], number: (numbers.at(-1) ?? 0) + 1 }),
      { attempts: 100 },
    );

  await Promise.all(Array.from({ length: 8 }, next));

  const { events } = await notes.events.read({ tags: ['invoices'] });
  expect(events.map(({ event }) => (event as InstanceType<typeof Noted>).number)).toEqual([
    1, 2, 3, 4, 5, 6, 7, 8,
  ]);
});

test('an opt-in token is confirmed once, and only the one that was issued', async () => {
  const { notes, Noted, about } = await newNotes();
  const confirm = (token: string) =>
    notes.events.decide({ token: about(`token:${token}`) }, ({ token: numbers }) => {
      if (numbers.length === 0) throw new Error('unknown');
      if (numbers.includes(2)) throw new Error('used');
      return new Noted({ about: [`token:${token}`], number: 2 });
    });
  await notes.events.append(new Noted({ about: ['token:123', 'mail:ada'], number: 1 }));

  await expect(confirm('000')).rejects.toThrow('unknown');
  await confirm('123');
  await expect(confirm('123')).rejects.toThrow('used');
});

test('a price is taken that was displayed a while ago, but not any price', async () => {
  const { notes, Noted, about } = await newNotes();
  const order = (price: number) =>
    notes.events.decide({ prices: about('product:p1') }, ({ prices }) => {
      // The latest price, and the one before it, which somebody may still see.
      if (!prices.slice(-2).includes(price)) throw new Error('not a price');
      return new Noted({ about: ['order'], number: price });
    });
  for (const price of [10, 12, 15])
    await notes.events.append(new Noted({ about: ['product:p1'], number: price }));

  await order(15);
  await order(12);
  await expect(order(10)).rejects.toThrow('not a price');
});

test('what was asked for twice is recorded once', async () => {
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
