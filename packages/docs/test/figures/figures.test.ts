/** @needs-code-generation jsdom compiles selectors */
import { readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { JSDOM } from 'jsdom';
import { landscapeOf } from '@domainry/model';
import { clusterFigure } from '../../src/figures/cluster-figure.js';
import { contextMapFigure } from '../../src/figures/context-map-figure.js';
import type { Figure } from '../../src/figures/figure.js';
import { bookshop, emptyModel, hostileBookshop } from '../bookshop.js';
import { figuresOf } from './bookshop-figures.js';

const { window } = new JSDOM('');

/** Reads a picture as XML, as strictly as XML is read. */
function parseSvg(svg: string): Element {
  return new window.DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
}

let figures: ReadonlyMap<string, Figure>;
let hostile: ReadonlyMap<string, Figure>;

beforeAll(async () => {
  figures = await figuresOf(bookshop);
  hostile = await figuresOf(hostileBookshop);
});

describe('Figures', () => {
  test('of all kinds are drawn of the bookshop', () => {
    expect([...figures.keys()]).toEqual(
      expect.arrayContaining([
        'context map',
        'event model',
        'cluster of Ordering.Order',
        'entities of Ordering',
        'flow of Ordering.OrderPlaced',
        'states of Ordering.Order.status',
        'sequence of Ordering.Fulfilment',
      ]),
    );
  });

  test.each([
    'context map',
    'cluster of Billing.Invoice',
    'states of Billing.Invoice.status',
    'sequence of Ordering.Fulfilment',
    'flow of Billing.Withdraw',
  ])('keep their bytes: %s', (name) => {
    const file = new URL(`./golden/${name.replaceAll(/[ .]/g, '-').toLowerCase()}.svg`, import.meta.url);
    const svg = `${figures.get(name)!.svg.replaceAll('><', '>\n<')}\n`;
    if (process.env['UPDATE_GOLDEN'] !== undefined) writeFileSync(file, svg);

    expect(svg).toBe(readFileSync(file, 'utf8'));
  });

  test('are the same bytes in another time zone, whatever the order of the documents', async () => {
    const zone = process.env['TZ'];
    process.env['TZ'] = 'Pacific/Chatham';

    const again = await figuresOf([...bookshop].reverse());

    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
    expect(JSON.stringify([...again])).toBe(JSON.stringify([...figures]));
  });

  test('are of nothing when there is nothing', async () => {
    const landscape = landscapeOf([emptyModel]);

    const found = await figuresOf([emptyModel]);

    expect([...found.keys()]).toEqual(['context map']);
    expect(await contextMapFigure(landscapeOf([]))).toBeUndefined();
    expect(landscape.elements).toEqual([]);
  });

  test('say in a table what the picture shows: a row for each shape, and for each line', () => {
    for (const [name, figure] of figures) {
      const svg = parseSvg(figure.svg);
      const lines = svg.querySelectorAll('.figure-edge').length;

      expect([name, svg.querySelectorAll('.figure-node').length]).toEqual([name, figure.nodes.length]);
      expect([name, lines]).toEqual([name, figure.edges.length]);
    }
  });

  test('have lines between nodes they have', () => {
    for (const { nodes, edges } of figures.values()) {
      const ids = nodes.map(({ id }) => id);
      expect(ids).toHaveLength(new Set(ids).size);
      expect(edges.filter(({ from, to }) => !ids.includes(from) || !ids.includes(to))).toEqual([]);
    }
  });

  test('name themselves, and each of their nodes in full', () => {
    for (const figure of figures.values()) {
      const svg = parseSvg(figure.svg);
      expect(svg.getAttribute('role')).toBe('group');
      expect(svg.getAttribute('aria-label')).toBe(figure.title);
      expect(svg.querySelector('desc')?.textContent).toBe(figure.description);
      for (const node of svg.querySelectorAll('.figure-node')) {
        expect(node.querySelector('title')?.textContent).toMatch(/\S/);
      }
    }
  });

  test('link each element to its page, and to nothing without pages', async () => {
    const figure = figures.get('cluster of Ordering.Order')!;
    const links = [...parseSvg(figure.svg).querySelectorAll('a')].map((link) => link.getAttribute('href'));

    const without = await clusterFigure(landscapeOf(bookshop), landscapeOf(bookshop).find('Ordering.Order')!);

    expect(new Set(links)).toEqual(
      new Set(['#Ordering.Customer', '#Ordering.Money', '#Ordering.Order', '#Ordering.OrderLine']),
    );
    expect(parseSvg(without!.svg).querySelector('a')).toBeNull();
  });

  test('tell kinds apart by letters and shapes, not by colour alone', () => {
    const svg = parseSvg(figures.get('flow of Ordering.PlaceOrder')!.svg);
    const badges = [...svg.querySelectorAll('.figure-badge-text')].map(({ textContent }) => textContent);

    expect(new Set(badges)).toEqual(new Set(['Co', 'CH', 'Ag', 'Ev', 'Pr', 'RM', 'EH', 'PM']));
  });

  test('hold no ids, styles or scripts, so that any number of them may stand on one page', () => {
    for (const { svg } of [...figures.values(), ...hostile.values()]) {
      const elements = [...parseSvg(svg).querySelectorAll('*')];
      const names = new Set(elements.map(({ localName }) => localName));
      const attributes = new Set(elements.flatMap((element) => element.getAttributeNames()));

      expect([...names].filter((name) => !drawn.has(name))).toEqual([]);
      expect([...attributes].filter((name) => !described.has(name))).toEqual([]);
    }
  });

  test('show hostile texts as texts', () => {
    expect(hostile.size).toBeGreaterThanOrEqual(figures.size);
    for (const [name, figure] of hostile) {
      const svg = parseSvg(figure.svg);
      expect([name, svg.localName, svg.querySelector('parsererror')]).toEqual([name, 'svg', null]);
    }
    const map = parseSvg(hostile.get('context map')!.svg);
    expect(map.textContent).toContain('customer-supplier');
    expect(hostile.get('context map')!.edges.some(({ label }) => label.includes('<img src=x'))).toBe(true);
  });
});

/** What pictures are made of, and what may be said of it: nothing that could run, load or style. */
const drawn = new Set(['svg', 'desc', 'title', 'g', 'a', 'rect', 'circle', 'path', 'text']);
const described = new Set(
  'class href d x y width height rx r cx cy aria-hidden aria-label role viewBox xmlns'.split(' '),
);
