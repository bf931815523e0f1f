import { runInNewContext } from 'node:vm';
import { describe, expect, test } from '@jest/globals';
import { field } from '../../src/fields/field-namespace.js';
import { fieldOf, fromCode, fromJson, problemsOf } from './look.js';

describe('date', () => {
  test.each(['2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31', '2023-12-31'])('%s is a day', (day) => {
    expect(fromCode(field.date(), day).kept).toBe(day);
    expect(fromJson(field.date(), day).json).toBe(day);
  });

  test.each([
    '2023-02-29',
    '1900-02-29',
    '2023-04-31',
    '2023-13-01',
    '2023-00-10',
    '2023-01-00',
    '0000-01-01',
    '2023-1-1',
    '20230101',
    '2023-01-01T00:00:00Z',
    '2023-01-01\n',
    ' 2023-01-01',
    '+002023-01-01',
    '२०२३-०१-०१',
    '',
    20230101,
    null,
  ])('%p is none', (value) => {
    expect(fromCode(field.date(), value).codes).toEqual(['type']);
    expect(fromJson(field.date(), value).codes).toEqual(['type']);
  });

  test('a Date is refused with the reason', () => {
    expect(fromCode(field.date(), new Date(0)).messages).toEqual([
      "Sample.value: expected a calendar date as 'YYYY-MM-DD' (a Date is an instant: read in another time zone it is " +
        'another day), received the Date 1970-01-01T00:00:00.000Z.',
    ]);
  });

  test('bounds are inclusive', () => {
    const bounded = field.date({ min: '2024-01-01', max: '2024-12-31' });

    expect(
      ['2023-12-31', '2024-01-01', '2024-12-31', '2025-01-01'].map((day) => fromCode(bounded, day).messages),
    ).toEqual([
      ['Sample.value: expected 2024-01-01 or later, received "2023-12-31".'],
      [],
      [],
      ['Sample.value: expected 2024-12-31 or earlier, received "2025-01-01".'],
    ]);
  });

  test('bounds that are no days, or leave none, are reported', () => {
    expect(problemsOf(field.date({ min: '2023-02-29', max: new Date() } as never))).toHaveLength(2);
    expect(problemsOf(field.date({ min: '2024-01-02', max: '2024-01-01' }))).toHaveLength(1);
  });

  test('the schema says that it is a date', () => {
    expect(fieldOf(field.date()).rule.schema()).toEqual({ type: 'string', format: 'date' });
  });
});

describe('dateTime', () => {
  const noon = new Date('2024-05-06T12:00:00.123Z');

  test('an instant is kept as epoch milliseconds and shown as a Date', () => {
    const { kept, shown, json } = fromCode(field.dateTime(), noon);

    expect(kept).toBe(noon.getTime());
    expect(shown).toEqual(noon);
    expect(json).toBe('2024-05-06T12:00:00.123Z');
  });

  test('changing the Date given, or the Date shown, changes nothing', () => {
    const given = new Date(noon);
    const { rule } = fieldOf(field.dateTime());
    const { kept } = fromCode(field.dateTime(), given);

    given.setFullYear(1999);
    (rule.show?.(kept) as Date | undefined)?.setFullYear(1999);

    expect(rule.show?.(kept)).toEqual(noon);
  });

  test.each([
    ['an invalid Date', new Date(Number.NaN)],
    ['a number', noon.getTime()],
    ['a text', noon.toISOString()],
    ['an object with the prototype of Date', Object.create(Date.prototype) as unknown],
    ['an object', {}],
    ['null', null],
  ])('code hands in valid Dates only, not %s', (_what, value) => {
    expect(fromCode(field.dateTime(), value).codes).toEqual(['type']);
  });

  test('a Date of another realm, and one whose methods were replaced, is taken by its own time', () => {
    expect(fromCode(field.dateTime(), runInNewContext('new Date(5)')).kept).toBe(5);
    expect(fromCode(field.dateTime(), Object.assign(new Date(5), { getTime: () => 7 })).kept).toBe(5);
  });

  test.each([
    ['2024-05-06T12:00:00Z', '2024-05-06T12:00:00.000Z'],
    ['2024-05-06t12:00:00.5z', '2024-05-06T12:00:00.500Z'],
    ['2024-05-06T12:00:00+02:00', '2024-05-06T10:00:00.000Z'],
    ['2024-05-06T12:00:00.123000-05:30', '2024-05-06T17:30:00.123Z'],
    ['2024-02-29T23:59:59-00:00', '2024-02-29T23:59:59.000Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
    ['0099-06-01T00:00:00Z', '0099-06-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
  ])('JSON has %s', (text, canonical) => {
    expect(fromJson(field.dateTime(), text).json).toBe(canonical);
  });

  test.each([
    '2024-05-06',
    '2024-05-06T12:00',
    '2024-05-06T12:00:00',
    '2024-05-06 12:00:00Z',
    '2023-02-29T00:00:00Z',
    '2024-05-06T24:00:00Z',
    '2016-12-31T23:59:60Z',
    '2024-05-06T12:60:00Z',
    '2024-05-06T12:00:00+24:00',
    '2024-05-06T12:00:00+0200',
    '2024-05-06T12:00:00.Z',
    '0000-01-01T00:00:00Z',
    'Mon, 06 May 2024 12:00:00 GMT',
    '2024-05-06T12:00:00Z\n',
    noon.getTime(),
    noon,
  ])('JSON has nothing else: %p', (value) => {
    expect(fromJson(field.dateTime(), value).codes).toEqual(['type']);
  });

  test('what is finer than a millisecond is refused, not cut', () => {
    expect(fromJson(field.dateTime(), '2024-05-06T12:00:00.1234Z').messages).toEqual([
      'Sample.value: expected an instant no finer than a millisecond, received "2024-05-06T12:00:00.1234Z".',
    ]);
  });

  test('a hostile fraction of a second is refused at once', () => {
    expect(fromJson(field.dateTime(), `2024-05-06T12:00:00.${'0'.repeat(1_000_000)}Z`).codes).toEqual([
      'type',
    ]);
  });

  test('instants outside the years that JSON can write are refused', () => {
    expect(fromCode(field.dateTime(), new Date(8.64e15)).codes).toEqual(['range']);
    expect(fromCode(field.dateTime(), new Date(-8.64e15)).codes).toEqual(['range']);
    expect(fromJson(field.dateTime(), '0001-01-01T00:00:00+01:00').codes).toEqual(['range']);
    expect(fromJson(field.dateTime(), '9999-12-31T23:59:59-01:00').codes).toEqual(['range']);
  });

  test('bounds are inclusive', () => {
    const bounded = field.dateTime({ min: new Date(1000), max: new Date(2000) });

    expect([999, 1000, 2000, 2001].map((epoch) => fromCode(bounded, new Date(epoch)).messages)).toEqual([
      [
        'Sample.value: expected 1970-01-01T00:00:01.000Z or later, received the Date 1970-01-01T00:00:00.999Z.',
      ],
      [],
      [],
      [
        'Sample.value: expected 1970-01-01T00:00:02.000Z or earlier, received the Date 1970-01-01T00:00:02.001Z.',
      ],
    ]);
    expect(fieldOf(bounded).constraints).toEqual({
      min: '1970-01-01T00:00:01.000Z',
      max: '1970-01-01T00:00:02.000Z',
    });
  });

  test('changing a Date given as a bound changes nothing', () => {
    const min = new Date(1000);
    const descriptor = fieldOf(field.dateTime({ min }));

    min.setTime(5000);

    expect(descriptor.constraints['min']).toBe('1970-01-01T00:00:01.000Z');
  });

  test('bounds that are no instants, or leave none, are reported', () => {
    expect(
      problemsOf(field.dateTime({ min: new Date(Number.NaN), max: '2024-01-01' } as never)),
    ).toHaveLength(2);
    expect(problemsOf(field.dateTime({ min: new Date(2), max: new Date(1) }))).toHaveLength(1);
    expect(problemsOf(field.dateTime({ identifier: true, required: true } as never))).toHaveLength(1);
  });

  test('the schema says that it is an instant', () => {
    expect(fieldOf(field.dateTime()).rule.schema()).toEqual({ type: 'string', format: 'date-time' });
  });
});
