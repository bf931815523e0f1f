/** @needs-code-generation texts are read by code of their own */
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { Decimal, Event, field, type Defaulted } from '@domainry/core';
import type { ElementModel } from '../../src/elements/element-model.js';
import { modelOf } from '../../src/elements/element.js';
import { storedFormOf } from '../../src/elements/stored-form.js';
import { endOfValue, longestText, numberAt, textAt, truthAt } from '../../src/elements/stored-text.js';
import { compilations } from './compilations.js';

function formOf(cls: unknown): ReturnType<typeof storedFormOf> {
  return storedFormOf(modelOf(cls) as ElementModel);
}

/** What a function gives; undefined when it throws. */
function outcomeOf(act: () => unknown): unknown {
  try {
    return act();
  } catch {
    return undefined;
  }
}

describe.each(compilations)('events are read from the text they were written as, %s', (name, newDomain) => {
  const domain = newDomain();
  const isGenerated = name === 'generated';

  @domain.event('Shop')
  class Sold extends Event<Sold> {
    @field.string() readonly buyer?: string;
    @field.float({ required: true }) readonly amount!: number;
    @field.boolean({ default: false }) readonly gift!: Defaulted<boolean>;
    @field.decimal() readonly rate?: Decimal;
    @field.dateTime({ nullable: true }) readonly due!: Date | null;
    @field.enum(['low', 'high', 3], { storedAs: 'how urgent' }) readonly urgency?: 'low' | 'high' | 3;
  }

  @domain.event('Shop')
  class Opened extends Event<Opened> {
    @field.string() readonly by?: string;
    @field.integer() readonly chairs?: number;
  }

  @domain.event('Shop')
  class Renamed extends Event<Renamed> {
    @field.string({ required: true, renamedFrom: 'title' }) readonly name!: string;
    @field.list(field.string(), { default: [] }) readonly tags!: Defaulted<readonly string[]>;
  }

  const sold = fc.record(
    {
      buyer: fc.string({ unit: 'grapheme', maxLength: 12 }),
      amount: fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })),
      gift: fc.boolean(),
      rate: fc.integer().map((cents) => new Decimal(cents).div(100)),
      due: fc.option(
        fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
      ),
      urgency: fc.constantFrom('low' as const, 'high' as const, 3 as const),
    },
    { requiredKeys: ['amount', 'due'] },
  );

  test('what is read from text is what is read from the parsed text', () => {
    fc.assert(
      fc.property(sold, (values) => {
        const form = formOf(Sold);
        const text = JSON.stringify(form.write(new Sold(values as never)));

        const read = form.readText(text) ?? form.read(JSON.parse(text));

        expect(read).toBeInstanceOf(Sold);
        expect(read).toEqual(form.read(JSON.parse(text)));
        expect(JSON.stringify(form.write(read))).toBe(text);
      }),
    );
  });

  test('text that is no JSON, or is no form of the event, is left to the parser, whatever was done to it', () => {
    const form = formOf(Sold);
    const damage = fc.tuple(sold, fc.nat(), fc.nat({ max: 3 }), fc.string({ unit: 'binary', maxLength: 3 }));

    fc.assert(
      fc.property(damage, ([values, place, cut, put]) => {
        const text = JSON.stringify(form.write(new Sold(values as never)));
        const at = place % (text.length + 1);
        const damaged = text.slice(0, at) + put + text.slice(at + cut);

        const parsed = outcomeOf(() => form.read(JSON.parse(damaged)));

        expect(form.readText(damaged) ?? parsed).toEqual(parsed);
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    [Opened, '{}'],
    [Opened, '{"by":"Ann"}'],
    [Opened, '{"chairs":12}'],
    [Opened, '{"by":"","chairs":0}'],
    [Sold, '{"amount":-1.25,"gift":true,"due":"2024-02-29T00:00:00.000Z"}'],
    [Sold, '{"buyer":"Zoë","amount":0,"gift":false,"due":"2024-02-29T00:00:00.000Z","how urgent":3}'],
  ])('%p is made of %s without the parser, where code is generated', (cls, text) => {
    const parsed = formOf(cls).read(JSON.parse(text));

    expect(formOf(cls).readText(text)).toEqual(isGenerated ? parsed : undefined);
  });

  test.each([
    [Opened, ' {}'],
    [Opened, '{} '],
    [Opened, ''],
    [Opened, '{"chairs":1,"by":"Ann"}'],
    [Opened, '{"by":"Ann","by":"Bo"}'],
    [Opened, '{,"chairs":1}'],
    [Opened, '{"by":"Ann",}'],
    [Opened, '{"by":"a\\nb"}'],
    [Opened, '{"by":"a\nb"}'],
    [Opened, '{"by":"Ann","age":5}'],
    [Opened, '{"by":null}'],
    [Opened, '{"chairs":"1"}'],
    [Opened, `{"by":"${'a'.repeat(longestText)}"}`],
    [Sold, '{"amount":1,"gift":false}'],
    [Sold, '{"amount":1,"gift":false,"due":"tomorrow"}'],
    [Sold, '{"gift":false,"due":"2024-02-29T00:00:00.000Z"}'],
    [Renamed, '{"title":"x"}'],
    [Renamed, '{"name":"x","tags":[]}'],
  ])('%p is not made of %s', (cls, text) => {
    expect(formOf(cls).readText(text)).toBeUndefined();
  });
});

test('a number is read as the parser reads it, or not at all', () => {
  const number = fc.oneof(
    fc.double().map(String),
    fc.integer().map(String),
    fc.tuple(fc.integer(), fc.nat()).map(([whole, decimals]) => `${whole}.${decimals}`),
    fc.string({ unit: fc.constantFrom(...Array.from('00123456789..-+eE ')), maxLength: 20 }),
  );
  fc.assert(
    fc.property(number, (text) => {
      const value = numberAt(`:${text},`, 1);

      const isRead = !Number.isNaN(value) && endOfValue() === text.length + 1;
      expect(!isRead || Object.is(value, JSON.parse(text))).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test.each(['0', '-0', '7', '-12', '0.5', '123456789012345', '1234567.12345678', '-0.00000000000001'])(
  'the number %s is read without the parser',
  (text) => {
    expect(numberAt(text, 0)).toBe(Number(text));
    expect(endOfValue()).toBe(text.length);
  },
);

test('texts and truth are read as the parser reads them, or not at all', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'binary' }).map((value) => JSON.stringify(value)),
    fc.constantFrom('true', 'false', 'truth', '"', '""', '"a'),
  );
  fc.assert(
    fc.property(text, (json) => {
      const read = textAt(json, 0) ?? truthAt(json, 0);

      expect(read === undefined || read === JSON.parse(json.slice(0, endOfValue()))).toBe(true);
    }),
    { numRuns: 500 },
  );
});
