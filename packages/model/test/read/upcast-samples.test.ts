import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { Aggregate, Domain, Event } from '@domainry/core';
import { parseModel, canonicalModel, readModel } from '@domainry/model';

const root = fileURLToPath(new URL('../', import.meta.url));
const till = new Domain('Till');

@till.aggregate
class Drawer extends Aggregate<Drawer> {}

@till.event(Drawer, { version: 4 })
class Paid extends Event<Paid> {}

/**
 * Cents became euros.
 *
 * @example For people only.
 * @example
 * ```json
 * { cents: 'as they were' }
 * ```
 * @example
 * ```json
 * { "cents": 1250, "by": "card" }
 * ```
 */
@till.upcaster(Paid, { from: 1, to: 2 })
class InCents {
  upcast({ cents, ...rest }: { cents: number }) {
    return { ...rest, euros: cents / 100 };
  }
}

@till.upcaster(Paid, { from: 2, to: 3 })
class WithoutCurrency {
  upcast(data: object) {
    return { ...data, currency: 'EUR' };
  }
}

let turn = 0;

@till.upcaster(Paid, { from: 3, to: 4 })
class Numbered {
  upcast(data: object) {
    return { ...data, number: (turn += 1) };
  }
}

@till.event(Drawer, { version: 2 })
class Closed extends Event<Closed> {}

/**
 * Fails.
 *
 * @example
 * ```json
 * { "at": null }
 * ```
 */
@till.upcaster(Closed, { from: 1, to: 2 })
class Unready {
  upcast(data: { at: { time: string } }) {
    return { time: data.at.time };
  }
}

@till.event(Drawer, { version: 2 })
class Counted extends Event<Counted> {}

/**
 * Gives none of its data.
 *
 * @example
 * ```json
 * { "coins": 3 }
 * ```
 */
@till.upcaster(Counted, { from: 1, to: 2 })
class Listed {
  upcast({ coins }: { coins: number }) {
    return [coins] as object;
  }
}

const model = readModel(till, { root });
const upcastersOf = (name: string) =>
  model.elements.find((element) => element.name === name)!.message!.upcasters;

test('An example of an upcaster is run through it, and what comes of it through the next', () => {
  expect(upcastersOf('Paid').map(({ upcaster, sample }) => [upcaster, sample])).toEqual([
    ['Till.InCents', { before: { cents: 1250, by: 'card' }, after: { by: 'card', euros: 12.5 } }],
    [
      'Till.WithoutCurrency',
      { before: { by: 'card', euros: 12.5 }, after: { by: 'card', currency: 'EUR', euros: 12.5 } },
    ],
    ['Till.Numbered', undefined],
  ]);
  expect(parseModel(canonicalModel(model))).toEqual(model);
});

test('An upcaster that fails, gives no data, or gives something else each time, is a gap', () => {
  expect(upcastersOf('Closed')[0]).not.toHaveProperty('sample');
  expect(upcastersOf('Counted')[0]).not.toHaveProperty('sample');
  expect(model.provenance.gaps).toEqual([
    'Till.Listed: its sample could not be brought to version 2: it gives no data.',
    'Till.Numbered: its sample could not be brought to version 4: it gives something else each time.',
    expect.stringMatching(/^Till\.Unready: its sample could not be brought to version 2: Cannot read/),
  ]);
});

void [InCents, WithoutCurrency, Numbered, Unready, Listed];
