import { describe, expect, test } from '@jest/globals';
import { StatesWalk } from '../../../src/adapters/memory/states-walk.js';
import type { StateQuery } from '../../../src/queries/predicate.js';
import { account, accounts } from './bank.js';

/** States that tell how often somebody looked through all of them. */
function newStates() {
  const records = ['d', 'b', 'a', 'e', 'c'].map((id) => account(id));
  const states = {
    shape: accounts,
    revision: 0,
    looks: 0,
    get: () => undefined,
    candidates: () => {
      states.looks += 1;
      return { records, areMatches: true };
    },
  };
  return states;
}

const query: StateQuery = { where: { kind: 'everything' }, orderBy: [], limit: 2 };

describe('a walk through the states of a class', () => {
  test('looks through them once, however many pages it has', () => {
    const states = newStates();
    const walk = new StatesWalk(states);
    const pageAfter = (id: string) => walk.page({ ...query, after: [id] })?.map((record) => record.id);

    expect(walk.page(query)).toBeUndefined();
    expect(pageAfter('b')).toEqual(['c', 'd']);
    expect(pageAfter('a')).toEqual(['b', 'c']);
    expect(pageAfter('d')).toEqual(['e']);
    expect(states.looks).toBe(1);
  });

  test('begins anew when something changed, or something else is asked for', () => {
    const states = newStates();
    const walk = new StatesWalk(states);
    walk.page(query);

    states.revision += 1;
    expect(walk.page({ ...query, after: ['b'] })).toBeUndefined();
    expect(walk.page({ ...query, after: ['b'] })).toHaveLength(2);
    expect(walk.page({ ...query, where: { kind: 'everything' }, after: ['b'] })).toBeUndefined();
    expect(states.looks).toBe(1);
  });

  test('keeps nothing when it has come to its end', () => {
    const states = newStates();
    const walk = new StatesWalk(states);
    walk.page(query);
    walk.page({ ...query, after: ['d'] });

    expect(walk.page({ ...query, after: ['b'] })).toBeUndefined();
  });
});
