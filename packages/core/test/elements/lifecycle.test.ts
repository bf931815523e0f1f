import { describe, expect, test } from '@jest/globals';
import { Aggregate, Entity, Event, field, invariant, type Children, type Defaulted } from '@domainry/core';
import { compilations, thrownBy } from './compilations.js';

enum State {
  Draft = 'draft',
  Open = 'open',
  Closed = 'closed',
}

describe.each(compilations)('lifecycle, %s', (_name, newDomain) => {
  const domain = newDomain();

  @domain.event('Task')
  class Noted extends Event<Noted> {}

  @domain.entity('Task')
  class Step extends Entity<Step> {
    @field.string({ default: '' }) text!: Defaulted<string>;
  }

  @domain.aggregate({ lifecycleEvents: true })
  class Task extends Aggregate<Task> {
    @field.string({ required: true }) title!: string;
    @field.boolean({ default: false }) locked!: Defaulted<boolean>;
    @field.hasMany(Step) readonly steps!: Children<Step>;

    protected override defaults() {
      if (this.title === 'noted') this.raise_(new Noted());
    }

    @invariant.pre('A locked task does not change')
    mustNotBeLocked() {
      return !this.locked;
    }

    @invariant.post('Titled')
    mustHaveTitle() {
      return this.title !== '';
    }

    run(act: (task: this) => void) {
      act(this);
    }

    retitle(title: string) {
      this.title = title;
    }
  }

  const typesOf = (task: Task): string[] => task.pendingEvents.map((event) => event.constructor.name);

  test('construction raises Created with the state, before anything else, and asks no pre rule', () => {
    const task = new Task({ id: 't', title: 'noted', locked: true, steps: [{ id: 's' }] });

    expect(typesOf(task)).toEqual(['TaskCreated', 'Noted']);
    expect(task.pendingEvents[0]!.toDict()).toEqual({
      state: { title: 'noted', locked: true, steps: [{ text: '', id: 's' }], id: 't' },
    });
  });

  test('changeAttribute sets a field and says so, or does neither', () => {
    const task = new Task({ title: 'a' });

    task.changeAttribute('title', 'b');

    expect(typesOf(task)).toEqual(['TaskCreated', 'TaskAttributeChanged']);
    expect(task.pendingEvents[1]!.toDict()).toEqual({ name: 'title', value: 'b' });
    expect(() => task.changeAttribute('title', '')).toThrow('Titled');
    expect(() => task.changeAttribute('titel' as never, 'x' as never)).toThrow(
      'Task.titel: no such field. Did you mean title?',
    );
    expect([task.title, task.pendingEvents.length]).toEqual(['b', 2]);
  });

  test('after discard nothing can change any more; events and values can still be read and collected', () => {
    const task = new Task({ title: 'a', steps: [{ id: 's' }] });
    const step = task.steps.get('s')!;

    task.discard();

    for (const act of [
      () => task.discard(),
      () => (task.title = 'b'),
      () => task.retitle('b'),
      () => task.raise_(new Noted()),
      () => task.changeAttribute('title', 'b'),
      () => task.steps.add({}),
      () => task.steps.remove(step),
      () => (step.text = 'x'),
      () => task.atomically(() => (task.locked = true)),
    ])
      expect(thrownBy(act)).toMatchObject({ code: 'AGGREGATE_DISCARDED' });
    expect([task.isDiscarded, task.title, task.steps.size]).toEqual([true, 'a', 1]);
    expect(task.collectEvents().map((event) => event.constructor.name)).toEqual([
      'TaskCreated',
      'TaskDiscarded',
    ]);
  });

  test('a discard in a change that is refused did not happen', () => {
    const task = new Task({ title: 'a' });

    expect(() =>
      task.run(() => {
        task.discard();
        expect(thrownBy(() => task.raise_(new Noted()))).toMatchObject({ code: 'AGGREGATE_DISCARDED' });
        expect(thrownBy(() => task.discard())).toMatchObject({ code: 'AGGREGATE_DISCARDED' });
        throw new RangeError();
      }),
    ).toThrow(RangeError);

    expect([task.isDiscarded, typesOf(task)]).toEqual([false, ['TaskCreated']]);
    task.retitle('b');
    expect(task.title).toBe('b');
  });

  test('aggregates without lifecycle events have neither', () => {
    @domain.aggregate
    class Plain extends Aggregate<Plain> {
      @field.string({ default: 'x' }) name!: Defaulted<string>;
    }
    const plain = new Plain();

    expect(plain.pendingEvents).toEqual([]);
    expect(thrownBy(() => plain.discard())).toMatchObject({ code: 'LIFECYCLE_DISABLED' });
    expect(thrownBy(() => plain.changeAttribute('name', 'y'))).toMatchObject({ code: 'LIFECYCLE_DISABLED' });
    expect(plain.isDiscarded).toBe(false);
  });

  test('a status follows its transitions; a read-only field stays as it was', () => {
    @domain.aggregate
    class Ticket extends Aggregate<Ticket> {
      @field.status(State, {
        default: State.Draft,
        transitions: { Draft: ['Open'], Open: ['Closed', 'Open'] },
      })
      state!: Defaulted<State>;
      @field.string({ required: true, readOnly: true }) readonly code!: string;
    }
    const ticket = new Ticket({ code: 'c' });

    expect(() => (ticket.state = State.Closed)).toThrow(/Ticket\.state: expected .* after draft/);
    expect(() => (ticket.state = 'gone' as never)).toThrow(/Ticket\.state/);
    ticket.state = State.Open;
    ticket.state = State.Open;
    ticket.state = State.Closed;
    expect(() => (ticket.state = State.Open)).toThrow(/final/);
    expect(thrownBy(() => ((ticket as { code: string }).code = 'd'))).toMatchObject({ code: 'IMMUTABLE' });
    (ticket as { code: string }).code = 'c';

    expect([ticket.state, ticket.code]).toEqual([State.Closed, 'c']);
  });

  test('a field that the store counts is unset at first, is set once, and tells no two children apart before', () => {
    @domain.entity('Queue')
    class Ticket extends Entity<Ticket, number | undefined> {
      @field.auto({ increment: true, identifier: true }) readonly number?: number;
    }
    @domain.aggregate
    class Queue extends Aggregate<Queue> {
      @field.hasMany(Ticket) readonly tickets!: Children<Ticket>;
    }
    const queue = new Queue();
    const [one, two] = [queue.tickets.add({}), queue.tickets.add({})];

    expect([queue.tickets.size, one.equals(two), one.equals(one)]).toEqual([2, false, true]);
    (two as { number: number }).number = 7;
    expect([queue.tickets.get(7), queue.tickets.has(one)]).toEqual([two, true]);
    expect(queue.tickets.remove(7)).toBe(two);
    expect([...queue.tickets]).toEqual([one]);
  });
});
