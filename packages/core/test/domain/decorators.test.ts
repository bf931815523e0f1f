import { describe, expect, test } from '@jest/globals';
import {
  Aggregate,
  ApplicationService,
  Command,
  Domain,
  DomainService,
  DomainryError,
  Entity,
  Event,
  Projection,
  Query,
  Repository,
  ValueObject,
  field,
  type ElementKind,
} from '@domainry/core';
import { thrownBy } from '../elements/compilations.js';

/** Every kind once, each by its decorator. */
function newDomain(): Domain {
  const domain = new Domain('Test');
  @domain.aggregate
  class Root extends Aggregate<Root> {}
  @domain.entity(Root)
  class Member extends Entity<Member> {}
  @domain.valueObject({ partOf: Root })
  class Value extends ValueObject<Value> {}
  @domain.event(Root, { version: 2 })
  class Happened extends Event<Happened> {}
  @domain.command('Root')
  class Act extends Command<Act> {}
  @domain.projection
  class View extends Projection<View> {
    @field.identifier({ required: true, identifier: true }) key!: string;
  }
  @domain.query({ partOf: () => View })
  class Ask extends Query<Ask> {}
  @domain.domainService([Root, 'Root'], { description: 'x' })
  class Service extends DomainService {}
  @domain.applicationService(() => Root)
  class Application extends ApplicationService {}
  @domain.commandHandler(Root)
  class Commands {}
  @domain.eventHandler(Root, { stream: 'root' })
  class Events {}
  @domain.eventHandler({ stream: 'others' })
  class OtherEvents {}
  @domain.eventHandler()
  class AnyEvents {}
  @domain.repository(Root)
  class Roots extends Repository<Root> {}
  @domain.projector(View, { aggregates: [Root] })
  class Projector {}
  @domain.queryHandler(View)
  class Queries {}
  @domain.queryHandler()
  class OtherQueries {}
  @domain.subscriber({ stream: 'payments', broker: 'default' })
  class Subscriber {
    receive(): void {}
  }
  @domain.upcaster(Happened, { from: 1, to: 2 })
  class Upcaster {
    upcast(data: object): object {
      return data;
    }
  }
  @domain.databaseModel(View, { table: 'views' })
  class Model {}
  expect([Member, Value, Act, Ask, Service, Application, Commands, Events, OtherEvents]).toHaveLength(9);
  expect([AnyEvents, Roots, Projector, Queries, OtherQueries, Subscriber, Upcaster, Model]).toHaveLength(8);
  return domain;
}

describe('the decorators of a domain', () => {
  test('register an element of every kind, with its options and without problems', () => {
    const domain = newDomain();

    expect(domain.check()).toEqual([]);
    expect([...domain.registry].map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'aggregate Root',
      'entity Member',
      'valueObject Value',
      'event Happened',
      'command Act',
      'projection View',
      'query Ask',
      'domainService Service',
      'applicationService Application',
      'commandHandler Commands',
      'eventHandler Events',
      'eventHandler OtherEvents',
      'eventHandler AnyEvents',
      'repository Roots',
      'projector Projector',
      'queryHandler Queries',
      'queryHandler OtherQueries',
      'subscriber Subscriber',
      'upcaster Upcaster',
      'databaseModel Model',
    ]);
    expect(domain.registry.find('Events')!.options).toMatchObject({ stream: 'root' });
    expect(domain.registry.find('Value')!.belongsTo?.label).toBe('Root');
  });

  test('leave classes without fields and rules as they are', () => {
    const domain = new Domain('Test');
    class Handler {}

    expect(domain.processManager(Handler)).toBe(Handler);
  });
});

describe('register', () => {
  test('does what the decorator of the kind does, for every kind', () => {
    const decorated = newDomain();
    const registered = new Domain('Test');
    for (const { written, kind, options } of decorated.registry) {
      registered.register(written as never, { kind, ...options } as never);
    }

    const summaryOf = (domain: Domain) =>
      [...domain.registry].map(({ kind, name, type, storedAs, options, handles }) => ({
        kind,
        name,
        type,
        storedAs,
        options,
        handles,
      }));

    expect(summaryOf(registered)).toEqual(summaryOf(decorated));
  });

  test('finds fields and rules however the class was compiled', () => {
    const domain = new Domain('Test');
    class View extends Projection<View> {
      @field.identifier({ required: true, identifier: true }) key!: string;
    }

    const Finished = domain.register(View);

    expect(domain.registry.find(Finished)!.fields.map(({ name }) => name)).toEqual(['key']);
    expect(new Finished({ key: 'a' }).key).toBe('a');
  });

  test('takes the kind from the base class, and gives the finished class', () => {
    const domain = new Domain('Test');

    const Root = domain.register(class Root extends Aggregate {}, { factEvents: true });

    expect(domain.registry.find(Root)).toMatchObject({ kind: 'aggregate', options: { factEvents: true } });
    expect(new Root().equals(new Root())).toBe(false);
    expect(domain.registry.find(Root)!.place?.file).toMatch(/decorators\.test\.ts$/);
  });

  test.each([
    [class Handler {}, undefined, 'Handler cannot be registered with Test: it extends no element class'],
    [
      class Handler {},
      { kind: 'comandHandler' },
      'there is no kind comandHandler. Did you mean commandHandler?',
    ],
    [() => 5, undefined, 'it is no class. Give a class.'],
  ])('refuses what it cannot tell the kind of', (cls, options, message) => {
    const domain = new Domain('Test');

    const error = thrownBy(() => domain.register(cls as never, options as never));

    expect(DomainryError.is(error, 'MODEL_INVALID')).toBe(true);
    expect((error as Error).message).toContain(message);
  });

  test('knows the same kinds as there are decorators', () => {
    const domain = new Domain('Test');
    const kinds: readonly ElementKind[] = ['aggregate', 'processManager', 'databaseModel'];

    for (const kind of kinds) expect(typeof domain[kind]).toBe('function');
  });
});

describe('options of a domain', () => {
  test.each([
    [{ descripton: 'x' }, 'the option descripton is unknown. Did you mean description?'],
    [{ description: 3 }, 'the option description has a value it cannot have'],
    [{ owners: 'Sales' }, 'the option owners has'],
    [{ classification: 'main' }, 'the option classification has'],
    [{ relationships: [{ to: 'A' }] }, 'the option relationships has'],
    [{ relationships: [{ to: 'A', as: 'b', direction: 'left' }] }, 'the option relationships has'],
    [{ relationships: [{ to: 'A', as: 'b', note: 'x' }] }, 'the option relationships has'],
    [{ identity: 'serial' }, 'the option identity has'],
    [{ messageIdentity: 'uuid' }, 'the option messageIdentity has'],
    [{ clock: new Date() }, 'the option clock has'],
    [{ onWarning: true }, 'the option onWarning has'],
    [{ codeGeneration: 'no' }, 'the option codeGeneration has'],
    [{ constructor: 1 }, 'the option constructor is unknown'],
  ])('%j is refused', (options, message) => {
    expect(() => new Domain('Test', options as never)).toThrow(message);
  });

  test('include a name that is a word', () => {
    expect(() => new Domain('my domain')).toThrow('its name is not a word');
    expect(new Domain('my-domain_1').name).toBe('my-domain_1');
  });
});
