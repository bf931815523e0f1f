/** @needs-code-generation jsdom compiles selectors */
import { describe, expect, test } from '@jest/globals';
import { landscapeOf, type ElementDocument } from '@domainry/model';
import { addressesOf } from '../../src/site/addresses.js';
import { bookshop } from '../bookshop.js';
import { bookshopSite, pageOf } from './bookshop-site.js';

/** A fact as a page tells it, and what the model says of it. */
interface Told {
  readonly about: string;
  readonly told: unknown;
  readonly meant: unknown;
}

const landscape = landscapeOf(bookshop);
const addresses = addressesOf(landscape);

/** Numbers that look random and are always the same. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state >>> 8;
  };
}

describe('What pages tell', () => {
  test('is what the model says: thirty facts at random', async () => {
    const files = await bookshopSite();
    const next = random(7);
    const anyOf = <Item>(items: readonly Item[]): Item => items[next() % items.length]!;
    const elements = Array.from({ length: 15 }, () => anyOf(landscape.elements));

    const sample = elements.flatMap((element) => {
      const facts = factsOf(element, pageOf(files, addresses.element(element.id)!));
      return [anyOf(facts), anyOf(facts)];
    });

    expect(sample).toHaveLength(30);
    expect(sample.map(({ about, told }) => [about, told])).toEqual(
      sample.map(({ about, meant }) => [about, meant]),
    );
  });
});

/** What the page of an element tells in its tables, read from the page, next to the model. */
function factsOf(element: ElementDocument, page: Document): readonly Told[] {
  const { id, name, description, fields, invariants, methods } = element;
  return [
    { about: `${id}: heading`, told: page.querySelector('h1')!.textContent, meant: name },
    { about: `${id}: lead`, told: page.querySelector('.lead')?.textContent, meant: description },
    ...fields.flatMap((field): Told[] => {
      const row = page.getElementById(`field-${field.name}`);
      return [
        {
          about: `${id}.${field.name}: required`,
          told: row?.querySelector('.required') instanceof page.defaultView!.HTMLElement,
          meant: field.presence === 'required',
        },
        {
          about: `${id}.${field.name}: type`,
          told: row?.querySelector('.type .name, .type code')?.textContent,
          meant: field.target === undefined ? field.kind : landscape.find(field.target)!.name,
        },
      ];
    }),
    {
      about: `${id}: rules`,
      told: [...page.querySelectorAll('.rules > li')]
        .filter((rule) => rule.querySelector(':scope > .element') === null)
        .map((rule) => rule.querySelector('.rule-text')!.lastChild!.textContent),
      meant: ['command', 'event', 'query', 'projection'].includes(element.kind)
        ? []
        : invariants.map(({ message }) => message),
    },
    ...methods.flatMap((method): Told[] => {
      const row = page.getElementById(`method-${method.name}`);
      return row === null
        ? []
        : [
            {
              about: `${id}.${method.name}: raises`,
              told: [...row.querySelectorAll('.name')].map((raised) => raised.textContent),
              meant: method.raises.map((event) => landscape.find(event)!.name),
            },
          ];
    }),
  ];
}
