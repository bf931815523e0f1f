import type { Database, StateRecord, StateShape } from '@domainry/core/ports';
import { insert, record } from './state-records.js';

/** Puts five states into a database that differ in what the checks are about; `e` has nothing. */
export function fill(database: Database, specimen: StateShape): Promise<void> {
  return insert(database, specimen, ...states);
}

const states: readonly StateRecord[] = [
  record('e'),
  record('a', {
    title: 'Apple',
    count: 1,
    limit: 2,
    big: '10000000000000000000',
    ratio: 0.5,
    amount: '1.50',
    flag: true,
    day: '2030-01-02',
    moment: '2030-01-02T00:00:00.000Z',
    choice: 'red',
    state: 'draft',
    code: 'X',
    serial: 5,
    owner: 'b',
    document: { a: null, b: [1] },
    tags: ['x', 'y'],
    scores: [1, 2],
    table: { x: 1, y: 2 },
    price: { amount: '9', currency: 'EUR' },
    prices: [
      { amount: '1', currency: 'EUR' },
      { amount: '20', currency: 'USD' },
    ],
    label: { id: 'l', text: 'fragile' },
    lines: [
      { id: '1', sku: 's1', quantity: 1 },
      { id: '2', sku: 's2', quantity: 2 },
      { id: '3', sku: 's3' },
    ],
    colour: { hex: '#fff' },
  }),
  record('b', {
    title: 'Pear',
    nickname: '',
    count: 2,
    limit: 2,
    big: '2',
    ratio: -0.5,
    amount: '2',
    flag: false,
    day: '2029-12-31',
    moment: '2030-01-01T23:59:59.999Z',
    choice: 'blue',
    state: 'placed',
    tags: [],
    scores: [],
    price: { amount: '10.0', currency: 'USD' },
    prices: [],
    lines: [{ id: '4', sku: 's1', quantity: 3 }],
  }),
  record('c', {
    title: 'éclair 100%_',
    count: 3,
    limit: 1,
    big: '20000000000000000000',
    amount: '10',
    choice: 'red',
  }),
  record('d', { title: "\u{1f600}'\\", count: -5, lines: [] }),
];
