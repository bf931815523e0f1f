// The rows of the table: what is measured, from which cases, and the bar it is held against.

const ratio = (group, subject, base) => ({ group, unit: '×', of: (cases) => cases[subject] / cases[base] });
const faster = (group, subject, base) => ratio(group, base, subject);
const value = (group, subject, unit, divisor) => ({ group, unit, of: (cases) => cases[subject] / divisor });
const more = (group, subject, base, unit, divisor) => ({
  group,
  unit,
  of: (cases) => (cases[subject] - cases[base]) / divisor,
});

const atMost = (limit) => ({ limit, isMet: (measured) => measured <= limit, sign: '≤' });
const atLeast = (limit) => ({ limit, isMet: (measured) => measured >= limit, sign: '≥' });

const one = 'construct';
const sixty = 'construct, 60 classes';
const mutateSixty = 'mutate, 60 classes';

const row = (what, how, bar) => ({ what, how, bar });
const ofTheSpeed = (what, group, least) =>
  row(`${what}: of the speed by hand`, faster(group, 'domainry', 'byHand'), atLeast(least));

/**
 * Headings, and rows: what, how it is measured, and the bar, or none for information.
 *
 * @type {{ heading?: string, what?: string, how?: any, bar?: any }[]}
 */
export const table = [
  { heading: 'Construct a validated aggregate of 5 fields, identity given' },
  row('one class: to hand-written', ratio(one, 'assign', 'byHand'), atMost(1.5)),
  row('60 classes in turn: to hand-written', ratio(sixty, 'assign', 'byHand'), atMost(2)),
  row('500 classes registered: to none', ratio(one, 'crowd', 'assign'), atMost(1.1)),
  row('define: to hand-written', ratio(one, 'define', 'byHand')),
  row('define, 60 classes: to hand-written', ratio(sixty, 'define', 'byHand')),
  row('define: more than assign, an instance', more(one, 'define', 'assign', 'µs', 1e3), atMost(2)),
  row('standard: to hand-written', ratio(one, 'standard', 'byHand')),
  row('standard: to hand-written with decorators that do nothing', ratio(one, 'standard', 'decorated')),
  row('standard: more than assign, an instance', more(one, 'standard', 'assign', 'µs', 1e3)),
  row('decorators that do nothing: more than none, an instance', more(one, 'decorated', 'byHand', 'µs', 1e3)),
  row('no code generation: to hand-written', ratio(one, 'interpreted', 'byHand')),
  row(
    'faster than class-validator + class-transformer',
    faster(one, 'assign', 'classValidator'),
    atLeast(100),
  ),
  row('faster than zod', faster(one, 'assign', 'zod'), atLeast(8)),
  row('faster than valibot', faster(one, 'assign', 'valibot'), atLeast(8)),
  row('faster than Effect Schema.Class', faster(one, 'assign', 'effect'), atLeast(8)),
  row(
    'hand-written: faster than class-validator + class-transformer',
    faster(one, 'byHand', 'classValidator'),
  ),
  row('hand-written: faster than zod', faster(one, 'byHand', 'zod')),
  row('hand-written: faster than valibot', faster(one, 'byHand', 'valibot')),
  row('hand-written: faster than Effect Schema.Class', faster(one, 'byHand', 'effect')),

  { heading: 'Generate an identity (UUIDv7)' },
  row('one, with the call of the clock', value('uuid', 'domainry', 'ns', 1), atMost(300)),
  row('faster than v7() of uuid', faster('uuid', 'domainry', 'uuidV7')),
  row('faster than crypto.randomUUID(), which is version 4', faster('uuid', 'domainry', 'randomUuid')),
  row('more for an aggregate whose identity is generated', more(one, 'generated', 'assign', 'ns', 1)),

  { heading: 'Change one field under an invariant and raise an event' },
  row('one class: to hand-written', ratio('mutate', 'assign', 'byHand'), atMost(2.5)),
  row('60 classes in turn: to hand-written', ratio(mutateSixty, 'assign', 'byHand'), atMost(3.5)),
  row('neither asks a clock: to hand-written', ratio('mutate', 'stillClock', 'byHandStillClock')),
  row('to hand-written that keeps no time, source and sequence', ratio('mutate', 'assign', 'byHandNoRecord')),
  row('no event: to hand-written', ratio('mutate, no event', 'assign', 'byHand')),
  row('no event, define: to assign', ratio('mutate, no event', 'define', 'assign'), atMost(1.1)),
  row('no event, standard: to assign', ratio('mutate, no event', 'standard', 'assign')),
  row('define, the event is an instance more: to hand-written', ratio('mutate', 'define', 'byHand')),
  row('define, 60 classes: to hand-written', ratio(mutateSixty, 'define', 'byHand')),
  row('standard: to hand-written', ratio('mutate', 'standard', 'byHand')),
  row('standard, 60 classes: to hand-written', ratio(mutateSixty, 'standard', 'byHand')),
  row('in an entity of a cluster: to hand-written', ratio('mutate an entity', 'assign', 'byHand')),
  row('no code generation: to hand-written', ratio('mutate', 'interpreted', 'byHand')),
  row('no code generation, 60 classes: to hand-written', ratio(mutateSixty, 'interpreted', 'byHand')),

  { heading: 'toDict of an aggregate with 3 children' },
  row('to hand-written', ratio('toDict', 'assign', 'byHand'), atMost(1.5)),
  row('faster than instanceToPlain', faster('toDict', 'assign', 'classTransformer'), atLeast(20)),

  { heading: 'Memory' },
  row(
    'bytes kept for an instance: to a plain object with the same fields',
    ratio('retained', 'assign', 'object'),
    atMost(2),
  ),
  row('define: to a plain object', ratio('retained', 'define', 'object')),
  row('standard: to a plain object', ratio('retained', 'standard', 'object')),
  row('hand-written class: to a plain object', ratio('retained', 'byHand', 'object')),

  { heading: 'Add children one by one, each checked by an invariant of the root' },
  row('10,000', value('add children', 'add10000', 'ms', 1e6), atMost(20)),
  row('10,000: to hand-written', ratio('add children', 'add10000', 'byHand')),
  row('10,000: to twice 5,000', { ...ratio('add children', 'add10000', 'add5000'), scale: 0.5 }, atMost(1.5)),
  row(
    '20,000: to twice 10,000',
    { ...ratio('add children', 'add20000', 'add10000'), scale: 0.5 },
    atMost(1.5),
  ),

  { heading: 'Command, load, change, save, event handler, in memory' },
  row('to hand-written, asynchronous where a store is', ratio('dispatch', 'domainry', 'byHand'), atMost(4)),
  row('faster than @nestjs/cqrs, which does less', faster('dispatch', 'domainry', 'nest'), atLeast(1)),
  row('500 handlers more: to none', ratio('dispatch', 'domainryMany', 'domainry'), atMost(1.1)),
  row(
    '500 handlers more: faster than @nestjs/cqrs',
    faster('dispatch', 'domainryMany', 'nestMany'),
    atLeast(1),
  ),
  row('a command', value('dispatch', 'domainry', 'µs', 1e3)),

  { heading: 'Build an aggregate from its events' },
  ...['1,000', '100,000'].flatMap((count) => {
    const group = `rehydrate ${count}`;
    return [
      row(`${count}: to a fold of the same JSON by hand`, ratio(group, 'domainry', 'byHand'), atMost(2.5)),
      row(
        `${count}: faster than Emmett, which keeps objects`,
        faster(group, 'domainry', 'emmett'),
        atLeast(2),
      ),
      row(
        `${count}: faster than Castore, which keeps objects`,
        faster(group, 'domainry', 'castore'),
        atLeast(2),
      ),
      row(`${count}, a decider: to a fold by hand`, ratio(group, 'decider', 'byHand')),
      row(`${count}: an event`, value(group, 'domainry', 'ns', 1)),
    ];
  }),

  { heading: 'Find one of 100,000 aggregates by an indexed field' },
  row('to a map and construction by hand', ratio('find by index', 'domainry', 'byHand'), atMost(2)),
  row('one', value('find by index', 'domainry', 'µs', 1e3)),

  { heading: 'Keep events in memory' },
  row(
    'append, a thousand at once: to their JSON pushed to an array',
    ratio('append events', 'memory', 'array'),
    atMost(3),
  ),
  row('append, a thousand at once: an event', value('append events', 'memory', 'µs', 1e3), atMost(2)),
  row(
    'bytes kept for one of a million: to its JSON',
    ratio('retained events', 'memory', 'json'),
    atMost(1.5),
  ),
  row('an array of JSON: to its JSON', ratio('retained events', 'array', 'json')),

  { heading: 'Events in SQLite, each append on the disk, to prepared statements of better-sqlite3 by hand' },
  ofTheSpeed('append 1', 'SQLite: append 1', 0.8),
  ofTheSpeed('append 100 at once', 'SQLite: append 100', 0.8),
  ofTheSpeed('read a stream of 10,000', 'SQLite: read 10,000', 0.8),

  {
    heading:
      'Events in PostgreSQL, each append on the disk, to BEGIN, a prepared insert and COMMIT by hand (the time of the client)',
  },
  ofTheSpeed('append 1', 'PostgreSQL: append 1', 0.8),
  ofTheSpeed('append 1, 32 at once', 'PostgreSQL: append 1, 32 at once', 3),
  ofTheSpeed('append 100 at once', 'PostgreSQL: append 100', 0.8),
  ofTheSpeed('read a stream of 10,000', 'PostgreSQL: read 10,000', 0.8),
  ofTheSpeed('read 1,000,000 in order, by pages, in a bounded heap', 'PostgreSQL: read 1,000,000', 0.8),

  {
    heading:
      'States in SQLite, 10,000 aggregates with 3 children each, to prepared statements and mapping by hand without checks',
  },
  ofTheSpeed('save new ones', 'SQLite: save 10,000 aggregates', 0.6),
  ofTheSpeed('load all', 'SQLite: load 10,000 aggregates', 0.6),
  ofTheSpeed('change and save a tenth', 'SQLite: change a tenth', 0.6),

  {
    heading:
      'States in PostgreSQL, 10,000 aggregates with 3 children each, to statements with arrays and mapping by hand without checks (the time of the client)',
  },
  ofTheSpeed('save new ones', 'PostgreSQL: save 10,000 aggregates', 0.6),
  row(
    'save new ones: faster than MikroORM',
    faster('PostgreSQL: save 10,000 aggregates', 'domainry', 'mikro'),
    atLeast(3),
  ),
  ofTheSpeed('load all', 'PostgreSQL: load 10,000 aggregates', 0.6),
  row(
    'load all: faster than MikroORM',
    faster('PostgreSQL: load 10,000 aggregates', 'domainry', 'mikro'),
    atLeast(8),
  ),
  ofTheSpeed('change and save a tenth', 'PostgreSQL: change a tenth', 0.6),
  row(
    'change and save a tenth: faster than MikroORM',
    faster('PostgreSQL: change a tenth', 'domainry', 'mikro'),
    atLeast(15),
  ),
  row(
    'load one by its identity, change and save it: to a select, an update and a commit',
    ratio('PostgreSQL: change one', 'domainry', 'byHand'),
    atMost(1.3),
  ),

  { heading: 'Start' },
  row(
    'register and init 500 classes of 10 fields: more than to import them undecorated',
    more('start-up', 'assign', 'plainClasses', 'ms', 1),
    atMost(100),
  ),
  row('the same, standard decorators', more('start-up', 'standard', 'plainClasses', 'ms', 1)),
  row(
    'import core: more than to import reflect-metadata',
    more('start-up', 'core', 'reflectMetadata', 'ms', 1),
    atMost(25),
  ),
];
