import { describe, expect, test } from '@jest/globals';
import { Aggregate, Entity, Event, field, metadataOf, type Children, type Defaulted } from '@domainry/core';
import { compilations, thrownBy } from './compilations.js';

describe.each(compilations)('events, %s', (_name, newDomain) => {
  const domain = newDomain({ clock: () => new Date('2025-01-02T03:04:05Z') });

  @domain.event('Ship')
  class Sailed extends Event<Sailed> {
    @field.string({ required: true }) readonly port!: string;
  }
  @domain.event(() => Ship)
  class Docked extends Event<Docked> {}
  @domain.event('Whale')
  class Surfaced extends Event<Surfaced> {}
  @domain.event('Nothing')
  class Lost extends Event<Lost> {}

  @domain.entity('Ship')
  class Cabin extends Entity<Cabin> {
    @field.hasMany(() => Cabin) readonly cabins!: Children<Cabin>;
    knock() {
      this.raise_(new Sailed({ port: `cabin ${this.id}` }));
    }
  }

  @domain.aggregate
  class Ship extends Aggregate<Ship> {
    @field.integer({ default: 0, max: 5 }) miles!: Defaulted<number>;
    @field.hasMany(Cabin) readonly cabins!: Children<Cabin>;
    sail(port: string, miles = 1) {
      this.raise_(new Sailed({ port }));
      this.miles += miles;
    }
    run<Result>(act: () => Result): Result {
      return act();
    }
  }

  @domain.aggregate
  class Whale extends Aggregate<Whale> {}
  @domain.event(Whale)
  class Dived extends Event<Dived> {}

  test('an event that was raised equals one that was not, also to a test framework', () => {
    const ship = new Ship({});

    ship.sail('Lisbon');

    expect(ship.pendingEvents).toEqual([new Sailed({ port: 'Lisbon' })]);
    expect(ship.pendingEvents).not.toEqual([new Sailed({ port: 'Porto' })]);
  });

  test('an aggregate raises events that name it by class, thunk or name, and no others', () => {
    const ship = new Ship();
    ship.raise_(new Sailed({ port: 'Rio' }));
    ship.raise_(new Docked());
    new Whale().raise_(new Dived());

    for (const wrong of [new Surfaced(), new Dived(), new Lost(), {}, null, undefined, 'x', new Whale()])
      expect(thrownBy(() => ship.raise_(wrong as never))).toMatchObject({ code: 'EVENT_NOT_OWNED' });

    expect(ship.pendingEvents).toHaveLength(2);
  });

  test('an aggregate says what it was to raise in place of an event of its own, and what to do', () => {
    const ship = new Ship();
    const messageOf = (wrong: unknown): unknown =>
      (thrownBy(() => ship.raise_(wrong as never)) as Error).message;
    const construct = 'Construct it: new …(), of a class that is decorated with @domain.event(Ship).';

    expect(messageOf(Sailed)).toBe(`Ship.raise_: expected an event of Ship, received a class. ${construct}`);
    expect(messageOf('x')).toBe(`Ship.raise_: expected an event of Ship, received "x". ${construct}`);
    expect(messageOf(new Whale())).toBe(
      `Ship.raise_: expected an event of Ship, received an instance of Whale. ${construct}`,
    );
    expect(messageOf(new Dived())).toBe(
      'Ship.raise_: expected an event of Ship, received Dived, which belongs to Whale. Let Whale raise it, or declare an event of Ship for what happens here.',
    );
    expect(messageOf(new Lost())).toBe(
      'Ship.raise_: expected an event of Ship, received Lost, which belongs to no aggregate. Declare it with @domain.event(Ship), or write it with events.append().',
    );
    expect(thrownBy(() => ship.raise_(new Dived() as never))).toMatchObject({
      details: { event: 'Dived', aggregate: 'Ship' },
    });
  });

  test('an event carries identity, time by the clock of the domain, and its place once it was raised', () => {
    const ship = new Ship();
    const first = new Sailed({ port: 'Rio' });
    expect(metadataOf(first)).toBeUndefined();

    ship.raise_(first);
    ship.sail('Lima');

    const [one, two] = ship.pendingEvents.map((event) => metadataOf(event)!);
    expect(one).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      time: new Date('2025-01-02T03:04:05Z'),
      sequence: 1,
    });
    expect([two!.sequence, two!.id === one!.id, metadataOf(first)!.id]).toEqual([2, false, one!.id]);
  });

  test('one event object is raised once, and again only after its change was refused', () => {
    const ship = new Ship();
    const event = new Docked();

    expect(() =>
      ship.run(() => {
        ship.raise_(event);
        throw new RangeError();
      }),
    ).toThrow(RangeError);
    expect(metadataOf(event)).toBeUndefined();
    ship.raise_(event);

    expect(thrownBy(() => ship.raise_(event))).toMatchObject({ code: 'EVENT_ALREADY_RAISED' });
    expect(thrownBy(() => new Ship().raise_(event))).toMatchObject({ code: 'EVENT_ALREADY_RAISED' });
    expect(ship.pendingEvents).toEqual([event]);
  });

  test('events are collected once, in order, as one batch', () => {
    const ship = new Ship();
    ship.sail('Rio');
    ship.sail('Lima');
    const pending = ship.pendingEvents;

    const batch = ship.collectEvents() as readonly Sailed[];

    expect(batch.map(({ port }) => port)).toEqual(['Rio', 'Lima']);
    expect([Object.isFrozen(batch), pending.length]).toEqual([true, 2]);
    expect([ship.collectEvents(), ship.pendingEvents]).toEqual([[], []]);
    ship.sail('Cadiz');
    expect(ship.collectEvents()).toHaveLength(1);
  });

  test('a refused change takes back its events and keeps those from before', () => {
    const ship = new Ship();
    ship.sail('Rio');

    expect(() => ship.sail('Lima', 9)).toThrow(/at most 5/);
    expect(() =>
      ship.run(() => {
        ship.collectEvents();
        ship.sail('Bonn', 9);
      }),
    ).toThrow(/at most 5/);

    expect((ship.pendingEvents as readonly Sailed[]).map(({ port }) => port)).toEqual(['Rio']);
  });

  test('entities raise through their root, at any depth, and not while they are detached', () => {
    const ship = new Ship({ cabins: [{ id: 'a', cabins: [{ id: 'b' }] }] });
    const outer = ship.cabins.get('a')!;
    const inner = outer.cabins.get('b')!;

    inner.knock();
    expect(ship.pendingEvents).toHaveLength(1);

    ship.run(() => {
      ship.cabins.remove(outer);
      for (const cabin of [outer, inner])
        expect(thrownBy(() => cabin.knock())).toMatchObject({ code: 'ENTITY_DETACHED' });
    });
    for (const cabin of [outer, inner])
      expect(thrownBy(() => cabin.knock())).toMatchObject({ code: 'ENTITY_DETACHED' });
    expect(ship.pendingEvents).toHaveLength(1);
  });

  test('events are values: they never change, and are equal by payload', () => {
    const event = new Sailed({ port: 'Rio' });

    expect(thrownBy(() => ((event as { port: string }).port = 'x'))).toMatchObject({ code: 'IMMUTABLE' });
    expect(event.equals(new Sailed({ port: 'Rio' }))).toBe(true);
    expect(event.with({ port: 'Lima' }).toDict()).toEqual({ port: 'Lima' });
    expect(Sailed.fromDict({ port: 'Rio' }).equals(event)).toBe(true);
  });
});
