import { expect, test } from '@jest/globals';
import { findWrongs, type Heard } from '../../src/checks/find-wrongs.js';
import type { Picture } from '../../src/stores/picture.js';

/** A store after two movements: r1 of account a, confirmed; r2 of account b, to be confirmed. */
const sound: Picture = {
  events: [
    { id: 'e1', name: 'Moved', stream: 'Account-a', version: 0, position: 1, data: movement('r1', 0, 10) },
    { id: 'e2', name: 'Moved', stream: 'Account-a', version: 1, position: 2, data: movement('r1', 1, 10) },
    { id: 'e3', name: 'Confirmed', stream: 'Ledger-a', version: 0, position: 3, data: { reference: 'r1' } },
    { id: 'e4', name: 'Moved', stream: 'Account-b', version: 0, position: 4, data: movement('r2', 0, 5) },
  ],
  entries: [
    { account: 'a', reference: 'r1' },
    { account: 'b', reference: 'r2' },
  ],
  balances: new Map([
    ['a', 10],
    ['b', 5],
  ]),
  holders: [],
  waiting: ['r2'],
  keys: new Set(['Bank.Move:r1', 'Bank.Move:r2', 'Bank.Confirm:0190']),
  bookings: [{ event: 'e1', reference: 'r1' }],
  streams: new Map([
    ['Account-a', 1],
    ['Ledger-a', 0],
    ['Account-b', 0],
  ]),
  head: 4,
  damage: [],
};

const heard: Heard = { acknowledged: new Map([['r1', 10]]), refused: new Map(), unequal: [] };

function movement(reference: string, part: number, amount: number): Record<string, unknown> {
  return { reference, part, amount };
}

function partsOf(reference: string): number {
  return reference === 'r1' ? 2 : 1;
}

function kindsIn(picture: Partial<Picture>, changed: Partial<Heard> = {}, isSettled = false): string[] {
  const wrongs = findWrongs({ ...sound, ...picture }, { ...heard, ...changed }, partsOf, isSettled);
  return [...new Set(wrongs.map(({ kind }) => kind))].toSorted();
}

const withoutEvent = (id: string): Partial<Picture> => ({
  events: sound.events.filter((each) => each.id !== id),
});

test('A store that kept its promises has nothing wrong', () => {
  expect(kindsIn({})).toEqual([]);
});

test('A movement that was acknowledged and is not there is lost', () => {
  expect(kindsIn({}, { acknowledged: new Map([['r3', 1]]) })).toEqual(['lost']);
});

test('A movement that was refused and is there is a ghost', () => {
  expect(kindsIn({}, { refused: new Map([['r2', 'VERSION_CONFLICT']]) })).toEqual(['ghost']);
});

test('A command that was answered in two ways is told of', () => {
  expect(kindsIn({}, { unequal: ['r1'] })).toEqual(['unequal']);
});

test.each<readonly [string, Partial<Picture>]>([
  ['children without events', { entries: [...sound.entries, { account: 'b', reference: 'r3' }] }],
  ['events without children', { entries: sound.entries.slice(1) }],
  ['a balance that is not the sum of its events', { balances: new Map([...sound.balances, ['b', 6]]) }],
  ['no record of the key', { keys: new Set(['Bank.Move:r1']) }],
  ['events without what was to be done later', { waiting: [] }],
  ['something to be done later without events', { waiting: ['r2', 'r9'] }],
  ['a booking of no event', { bookings: [{ event: 'e9', reference: 'r1' }] }],
])('A store is torn that has %s', (_title, picture) => {
  expect(kindsIn(picture)).toEqual(['torn']);
});

test('Part of the events of a movement is torn, and leaves a gap', () => {
  expect(kindsIn(withoutEvent('e2'))).toEqual(['gap', 'torn']);
});

test('A movement with more events or children than it has is doubled', () => {
  expect(kindsIn({ entries: [...sound.entries, { account: 'a', reference: 'r1' }] })).toEqual(['doubled']);
});

test('A movement that was confirmed twice is doubled', () => {
  const again = { ...sound.events[2]!, id: 'e5', version: 1, position: 5 };
  const streams = new Map([...sound.streams, ['Ledger-a', 1]]);
  expect(kindsIn({ events: [...sound.events, again], streams, head: 5 })).toEqual(['doubled']);
});

test('What waits when nothing is going on any more is lost', () => {
  expect(kindsIn({}, {}, true)).toEqual(['lost']);
});

test('A hole in the feed, or a last position that is not the last, is a gap', () => {
  const moved = sound.events.map((event) => (event.id === 'e4' ? { ...event, position: 5 } : event));
  expect(kindsIn({ events: moved })).toEqual(['gap']);
  expect(kindsIn({ head: 5 })).toEqual(['gap']);
});

test('An event that has no position yet is no gap', () => {
  const waiting = sound.events.map((event) =>
    event.id === 'e4' ? { ...event, position: undefined } : event,
  );
  expect(kindsIn({ events: waiting, head: 3 })).toEqual([]);
});

test('What the database finds wrong is told', () => {
  expect(kindsIn({ damage: ['integrity: row 1 missing'] })).toEqual(['damage']);
});
