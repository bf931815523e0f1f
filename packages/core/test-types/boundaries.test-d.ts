import {
  Command,
  Domain,
  Event,
  boundaryView,
  field,
  handle,
  type AnyEvent,
  type EventCriteria,
  type HandlerContext,
  type QueryContext,
} from '@domainry/core';
import { expectTypeOf } from 'expect-type';

const courses = new Domain('Courses');

@courses.event({ tags: () => [] })
class Defined extends Event<Defined> {
  @field.integer({ required: true }) readonly capacity!: number;
}

@courses.event({ tags: () => [] })
class Subscribed extends Event<Subscribed> {
  @field.string({ required: true }) readonly student!: string;
}

// Looks like the one before it, and is another all the same.
@courses.event({ tags: () => [] })
class Unsubscribed extends Event<Unsubscribed> {
  @field.string({ required: true }) readonly student!: string;
}

boundaryView({
  query: { types: [Defined], tags: ['course:c1'] },
  initial: 0,
  evolve: (sum, event) => {
    expectTypeOf(sum).toEqualTypeOf<number>();
    expectTypeOf(event).toEqualTypeOf<Defined>();
    return sum + event.capacity;
  },
});

boundaryView({
  query: { types: [Subscribed, Unsubscribed] },
  initial: [] as readonly string[],
  evolve: (students, event) =>
    event instanceof Subscribed
      ? [...students, event.student]
      : students.filter((student) => student !== event.student),
});

boundaryView({
  query: [{ types: [Defined] }, { types: [Subscribed], tags: ['student:ada'] }],
  initial: 0,
  evolve: (count, event) => {
    expectTypeOf(event).toEqualTypeOf<Defined | Subscribed>();
    return count;
  },
});

boundaryView({
  query: { tags: ['student:ada'] },
  initial: 0,
  evolve: (count, event) => {
    expectTypeOf(event).toEqualTypeOf<AnyEvent>();
    return count;
  },
});

boundaryView({
  query: { types: [Defined] },
  initial: 0,
  // @ts-expect-error a state after an event is of the type of the first one
  evolve: () => 'none',
});

async function reading(criteria: EventCriteria) {
  const one = await courses.events.read({ types: [Defined] });
  expectTypeOf(one.events[0]!.event).toEqualTypeOf<Defined>();

  const several = await courses.events.read([{ types: [Defined] }, { types: [Subscribed] }]);
  expectTypeOf(several.events[0]!.event).toEqualTypeOf<Defined | Subscribed>();

  expectTypeOf((await courses.events.read([])).events[0]!.event).toEqualTypeOf<AnyEvent>();
  expectTypeOf((await courses.events.read(criteria)).events[0]!.event).toEqualTypeOf<AnyEvent>();
}
void reading;

// Where no single aggregate decides, commands and their handlers belong to none.
@courses.command()
class Subscribe extends Command<Subscribe, number> {
  @field.string({ required: true }) readonly student!: string;
}

@courses.command({ version: 2 })
class Unsubscribe extends Command<Unsubscribe> {}

@courses.commandHandler()
class Subscriptions {
  @handle(Subscribe)
  async subscribe({ student }: Subscribe, { events }: HandlerContext): Promise<number> {
    await events.append(new Subscribed({ student }));
    return 1;
  }
}

// @ts-expect-error without a call it was forgotten what the command belongs to
@courses.command
class Forgotten extends Command<Forgotten> {}

// @ts-expect-error without a call it was forgotten what the handler belongs to
@courses.commandHandler
class ForgottenHandler {}

const answer = ({ events }: QueryContext) => {
  // @ts-expect-error a query only reads
  void events.append(new Subscribed({ student: 'ada' }));
  return events.read({ types: [Subscribed] });
};
expectTypeOf(courses.process(new Subscribe({ student: 'ada' }))).resolves.toEqualTypeOf<number>();
void [Unsubscribe, Subscriptions, Forgotten, ForgottenHandler, answer];
