import { afterEach, expect, test } from '@jest/globals';
import {
  Aggregate,
  Command,
  Domain,
  Event,
  boundaryView,
  field,
  handle,
  type HandlerContext,
} from '@domainry/core';

const open: Domain[] = [];
afterEach(() => Promise.all(open.splice(0).map((domain) => domain.close())));

/** A course with seats: whether one is free is asked of events, and no aggregate is there to ask. */
function newCourse(seats: number) {
  const courses = new Domain('Courses');
  open.push(courses);

  @courses.event({ tags: () => ['course:c1'] })
  class Taken extends Event<Taken> {
    @field.string({ required: true }) readonly student!: string;
  }
  @courses.command()
  class Take extends Command<Take, number> {
    @field.string({ required: true }) readonly student!: string;
  }
  @courses.commandHandler()
  class Taking {
    @handle(Take, { retry: { attempts: 20, delay: 0 } })
    async take({ student }: Take, { events, attempt }: HandlerContext) {
      const taken = boundaryView({
        query: { types: [Taken], tags: ['course:c1'] },
        initial: 0,
        evolve: (count) => count + 1,
      });
      await events.decide({ taken }, (states) => {
        if (states.taken >= seats) throw new RangeError('full');
        return new Taken({ student });
      });
      return attempt;
    }
  }
  return { courses, Taken, Take, Taking };
}

test('A command that belongs to no aggregate is decided by events, and tried again when others were faster', async () => {
  const { courses, Taken, Take } = newCourse(3);
  await courses.init();

  const outcomes = await Promise.allSettled(
    ['a', 'b', 'c', 'd', 'e'].map((student) => courses.process(new Take({ student }))),
  );

  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  expect(outcomes.filter(({ status }) => status === 'rejected')).toMatchObject([
    { reason: { message: 'full' } },
    { reason: { message: 'full' } },
  ]);
  expect((await courses.events.read({ types: [Taken] })).events).toHaveLength(3);
});

test('It has idempotency keys, and can be handled later', async () => {
  const { courses, Taken, Take } = newCourse(3);
  await courses.init();

  await courses.process(new Take({ student: 'a' }), { idempotencyKey: 'k' });
  await courses.process(new Take({ student: 'a' }), { idempotencyKey: 'k' });
  await courses.process(new Take({ student: 'b' }), { asynchronous: true });
  await courses.settled();

  const { events } = await courses.events.read({ types: [Taken] });
  expect(events.map(({ event }) => event.student)).toEqual(['a', 'b']);
});

test('The handler of an aggregate does not handle it', () => {
  const { courses, Taking } = newCourse(1);
  const shop = new Domain('Shop');
  open.push(shop);
  @shop.aggregate
  class Order extends Aggregate<Order> {}
  @shop.command()
  class Close extends Command<Close> {}
  @shop.commandHandler(Order)
  class Orders {
    @handle(Close)
    close() {}
  }

  expect(courses.registry.find(Taking)?.belongsTo).toBeUndefined();
  expect(shop.check().map(({ code, cause, fix }) => `${code}: ${cause}. ${fix}`)).toEqual([
    'WRONG_CLUSTER: it handles Close, which belongs to nothing, and this is the handler of Order. Move it to a command handler that belongs to nothing, @domain.commandHandler(), or declare the command with @domain.command(Order).',
  ]);
  expect(Orders.name).toBe('Orders');
});
