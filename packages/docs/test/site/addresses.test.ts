import { describe, expect, test } from '@jest/globals';
import { landscapeOf } from '@domainry/model';
import { addressesOf, relativeAddress } from '../../src/site/addresses.js';
import { writeModel } from '../bookshop/write-model.js';

const addresses = addressesOf(
  landscapeOf([
    writeModel({
      context: { name: 'Sales' },
      elements: ['Order', 'order', 'x'.repeat(300), `${'x'.repeat(299)}y`, '../../etc', 'Größe', 'CON.'].map(
        (name) => ({
          kind: 'aggregate',
          name,
        }),
      ),
    }),
  ]),
);
const addressOf = (name: string): string => addresses.element(`Sales.${name}`)!;

describe('Addresses', () => {
  test('are the names, where a file system can hold them', () => {
    expect(addressOf('Order')).toBe('contexts/Sales/aggregates/Order/index.html');
  });

  test('differ by more than case', () => {
    expect(addressOf('order')).toMatch(/^contexts\/Sales\/aggregates\/order-[0-9a-f]{8}\/index\.html$/);
  });

  test('are short, whatever the names, and stay apart', () => {
    const [one, other] = [addressOf('x'.repeat(300)), addressOf(`${'x'.repeat(299)}y`)];

    expect(one.length).toBeLessThan(120);
    expect(one).not.toBe(other);
  });

  test('stay in their folder, with characters every file system has', () => {
    for (const name of ['../../etc', 'Größe', 'CON.']) {
      expect(addressOf(name)).toMatch(/^contexts\/Sales\/aggregates\/[\w-]+-[0-9a-f]{8}\/index\.html$/);
    }
  });

  test('of what is unknown are none', () => {
    expect(addresses.element('Sales.Nothing')).toBeUndefined();
    expect(addresses.context('Nowhere')).toBeUndefined();
  });

  test('are told relative to the page', () => {
    expect(relativeAddress('index.html', 'map/index.html')).toBe('map/index.html');
    expect(relativeAddress('a/b/index.html', 'a/c/index.html#d')).toBe('../c/index.html#d');
    expect(relativeAddress('a/index.html', 'a/index.html#d')).toBe('#d');
    expect(relativeAddress('a/b/index.html', 'index.html')).toBe('../../index.html');
    expect(relativeAddress('a/b/index.html', 'a/b/index.html')).toBe('index.html');
  });
});
