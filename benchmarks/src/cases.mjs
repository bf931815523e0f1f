// Every case that is measured, by its name. A case is one process; `subject` is a module of subjects/.

const assign = 'legacy-assign';
const define = 'legacy-define';
const standard = 'standard';

const constructing = (subject, more = {}) => ({ workload: 'construct', make: 'construct', subject, ...more });
const mutating = (subject, more = {}) => ({ workload: 'mutate', make: 'mutate', subject, ...more });
const mutatingOnly = (subject, mode = assign) => ({ workload: 'mutate', make: 'mutateOnly', subject, mode });
const mutatingEntity = (subject) => ({ workload: 'mutate', make: 'mutateEntity', subject });
const writing = (subject) => ({ workload: 'to-dict', make: 'toDict', subject });
const adding = (make, subject) => ({ workload: 'add-children', make, subject });
const generating = (make, subject) => ({ workload: 'uuid', make, subject });
const retaining = (subject, mode = assign) => ({ measure: 'retained', subject, mode });
const appending = (subject) => ({ workload: 'append', make: 'append', subject });
const besideHand = (kept, settings) => ({
  byHand: { ...settings, subject: `plain/${kept}` },
  domainry: { ...settings, subject: `domainry/${kept}` },
});
const eventsOnDisk = (make) => besideHand('sqlite-events', { workload: 'durable-events', make });
const ordersOnDisk = (make) => besideHand('sqlite-orders', { workload: 'durable-orders', make });
// Half of what is measured right after the start is the engine that optimises a driver, a pool and an adapter.
const eventsOnServer = (make) =>
  besideHand('postgres-events', { workload: 'durable-events', make, warmUp: 2000 });
const ordersOnServer = (make, more = {}) => {
  const settings = { workload: 'durable-orders', make, warmUp: 2000 };
  const others = Object.entries(more).map(([name, subject]) => [name, { ...settings, subject }]);
  return { ...besideHand('postgres-orders', settings), ...Object.fromEntries(others) };
};
const retainingEvents = (subject, make = 'retained') => ({
  measure: 'retained',
  workload: 'retained-events',
  make,
  subject,
});
// All that a command passes through has to be optimised before it is measured.
const dispatching = (subject, more = {}) => ({
  workload: 'dispatch',
  make: 'dispatch',
  subject,
  warmUp: 3000,
  ...more,
});
const rehydrating = (make, subject) => ({ workload: 'rehydrate', make, subject });
const finding = (subject) => ({ workload: 'find', make: 'find', subject });
const manyHandlers = { variant: 'many-handlers' };
const starting = (module, first, mode = assign) => ({ measure: 'startUp', module, first, mode });

const account = 'domainry/account';
const byHand = 'plain/account';
const many = { copies: 60 };

const mikro = { mikro: 'peers/mikro-orders' };

/** Groups run together: a round goes through all cases of a group before the next one. */
export const groups = {
  construct: {
    byHand: constructing(byHand),
    assign: constructing(account, { mode: assign }),
    define: constructing(account, { mode: define }),
    standard: constructing(account, { mode: standard }),
    decorated: constructing('plain/decorated-account', { mode: standard }),
    generated: { ...constructing(account), make: 'constructAnonymous' },
    crowd: constructing(account, { crowd: true }),
    interpreted: constructing(account, { variant: 'interpreted' }),
    classValidator: constructing('peers/class-validator'),
    zod: constructing('peers/zod'),
    valibot: constructing('peers/valibot'),
    effect: constructing('peers/effect'),
  },
  'construct, 60 classes': {
    byHand: constructing(byHand, many),
    assign: constructing(account, { ...many, mode: assign }),
    define: constructing(account, { ...many, mode: define }),
    standard: constructing(account, { ...many, mode: standard }),
    decorated: constructing('plain/decorated-account', { ...many, mode: standard }),
  },
  uuid: {
    domainry: generating('domainryUuid', 'core'),
    uuidV7: generating('uuidV7', 'core'),
    randomUuid: generating('nodeRandomUuid', 'core'),
  },
  mutate: {
    byHand: mutating(byHand),
    byHandStillClock: mutating(byHand, { variant: 'still-clock' }),
    byHandNoRecord: mutating(byHand, { variant: 'no-record' }),
    assign: mutating(account, { mode: assign }),
    define: mutating(account, { mode: define }),
    standard: mutating(account, { mode: standard }),
    stillClock: mutating(account, { variant: 'still-clock' }),
    interpreted: mutating(account, { variant: 'interpreted' }),
  },
  'mutate, 60 classes': {
    byHand: mutating(byHand, many),
    assign: mutating(account, { ...many, mode: assign }),
    define: mutating(account, { ...many, mode: define }),
    standard: mutating(account, { ...many, mode: standard }),
    interpreted: mutating(account, { ...many, variant: 'interpreted' }),
  },
  'mutate, no event': {
    byHand: mutatingOnly(byHand),
    assign: mutatingOnly(account),
    define: mutatingOnly(account, define),
    standard: mutatingOnly(account, standard),
  },
  'mutate an entity': {
    byHand: mutatingEntity('plain/order'),
    assign: mutatingEntity('domainry/order'),
  },
  toDict: {
    byHand: writing('plain/order'),
    assign: writing('domainry/order'),
    classTransformer: writing('peers/order'),
  },
  'add children': {
    byHand: adding('add10000', 'plain/order'),
    add5000: adding('add5000', 'domainry/order'),
    add10000: adding('add10000', 'domainry/order'),
    add20000: adding('add20000', 'domainry/order'),
  },
  retained: {
    object: retaining('plain/object'),
    byHand: retaining(byHand),
    assign: retaining(account),
    define: retaining(account, define),
    standard: retaining(account, standard),
  },
  dispatch: {
    byHand: dispatching('plain/bank'),
    domainry: dispatching('domainry/bank'),
    nest: dispatching('peers/nest-bank'),
    domainryMany: dispatching('domainry/bank', manyHandlers),
    nestMany: dispatching('peers/nest-bank', manyHandlers),
  },
  'rehydrate 1,000': {
    byHand: rehydrating('rehydrate1000', 'plain/ledger'),
    domainry: rehydrating('rehydrate1000', 'domainry/ledger'),
    decider: rehydrating('rehydrate1000', 'domainry/decider-ledger'),
    emmett: rehydrating('rehydrate1000', 'peers/emmett-ledger'),
    castore: rehydrating('rehydrate1000', 'peers/castore-ledger'),
  },
  'rehydrate 100,000': {
    byHand: rehydrating('rehydrate100000', 'plain/ledger'),
    domainry: rehydrating('rehydrate100000', 'domainry/ledger'),
    decider: rehydrating('rehydrate100000', 'domainry/decider-ledger'),
    emmett: rehydrating('rehydrate100000', 'peers/emmett-ledger'),
    castore: rehydrating('rehydrate100000', 'peers/castore-ledger'),
  },
  'find by index': {
    byHand: finding('plain/customers'),
    domainry: finding('domainry/customers'),
  },
  'append events': {
    array: appending('plain/event-array'),
    memory: appending('domainry/event-store'),
  },
  'SQLite: append 1': eventsOnDisk('appendOne'),
  'SQLite: append 100': eventsOnDisk('appendHundred'),
  'SQLite: read 10,000': eventsOnDisk('readTenThousand'),
  'SQLite: save 10,000 aggregates': ordersOnDisk('saveMany'),
  'SQLite: load 10,000 aggregates': ordersOnDisk('loadMany'),
  'SQLite: change a tenth': ordersOnDisk('changeTenth'),
  'PostgreSQL: append 1': eventsOnServer('appendOne'),
  'PostgreSQL: append 1, 32 at once': eventsOnServer('appendOneOf32'),
  'PostgreSQL: append 100': eventsOnServer('appendHundred'),
  'PostgreSQL: read 10,000': eventsOnServer('readTenThousand'),
  'PostgreSQL: save 10,000 aggregates': ordersOnServer('saveMany', mikro),
  'PostgreSQL: load 10,000 aggregates': ordersOnServer('loadMany', mikro),
  'PostgreSQL: change a tenth': ordersOnServer('changeTenth', mikro),
  'PostgreSQL: change one': ordersOnServer('changeOne'),
  'PostgreSQL: read 1,000,000': eventsOnServer('readMillion'),
  'retained events': {
    json: retainingEvents('plain/event-array', 'jsonBytes'),
    array: retainingEvents('plain/event-array'),
    memory: retainingEvents('domainry/event-store'),
  },
  'start-up': {
    plainClasses: starting('many/plain', ['core']),
    assign: starting('many/decorated', ['core']),
    define: starting('many/decorated', ['core'], define),
    standard: starting('many/decorated', ['core'], standard),
    reflectMetadata: starting('reflect-metadata', []),
    core: starting('core', []),
  },
};
