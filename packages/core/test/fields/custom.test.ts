import { describe, expect, test } from '@jest/globals';
import type { FieldCodec } from '../../src/fields/codec-rule.js';
import { field } from '../../src/fields/field-namespace.js';
import { fieldOf, fromCode, fromJson, problemsOf } from './look.js';

class Colour {
  constructor(readonly hex: string) {}
}

const colour: FieldCodec<Colour> = {
  name: 'colour',
  accept: (value) => {
    if (value instanceof Colour) return value;
    throw new Error('a Colour');
  },
  toJson: ({ hex }) => hex,
  fromJson: (json) => {
    if (typeof json !== 'string' || !/^#[0-9a-f]{6}$/.test(json))
      throw new Error("a colour such as '#ff0000'");
    return new Colour(json);
  },
  equals: (one, other) => one.hex === other.hex,
  schema: () => ({ type: 'string', pattern: '^#[0-9a-f]{6}$' }),
};

interface Point {
  readonly at: readonly [number, number];
}

const point: FieldCodec<Point> = {
  name: 'point',
  accept: (value) => value as Point,
  toJson: ({ at }) => [...at],
  fromJson: (json) => ({ at: json as unknown as [number, number] }),
};

describe('custom', () => {
  test('the codec says what is a value, and how JSON has it', () => {
    const red = new Colour('#ff0000');

    expect(fromCode(field.custom(colour), red).kept).toBe(red);
    expect(fromJson(field.custom(colour), '#00ff00').kept).toEqual(new Colour('#00ff00'));
    expect(fromCode(field.custom(colour), red).json).toBe('#ff0000');
    expect(fieldOf(field.custom(colour)).constraints).toEqual({ codec: 'colour' });
  });

  test('what the codec throws completes the sentence', () => {
    expect(fromCode(field.custom(colour), 'red').violations).toEqual([
      {
        path: ['value'],
        code: 'type',
        expected: 'colour',
        received: 'red',
        message: 'Sample.value: expected a Colour, received "red".',
      },
    ]);
    expect(fromJson(field.custom(colour), 'red').messages).toEqual([
      'Sample.value: expected a colour such as \'#ff0000\', received "red".',
    ]);
  });

  test('what is read from JSON passes through accept too', () => {
    const even: FieldCodec<number> = {
      name: 'even',
      accept: (value) => {
        if (typeof value === 'number' && value % 2 === 0) return value;
        throw new Error('an even number');
      },
      toJson: (value) => value,
      fromJson: (json) => Number(json),
    };

    expect(fromJson(field.custom(even), '3').messages).toEqual([
      'Sample.value: expected an even number, received 3.',
    ]);
  });

  test('plain objects and arrays are kept as frozen copies', () => {
    const given = { at: [1, 2] as [number, number] };
    const kept = fromCode(field.custom(point), given).kept as Point;

    given.at[0] = 5;

    expect(kept).toEqual({ at: [1, 2] });
    expect([Object.isFrozen(kept), Object.isFrozen(kept.at), Object.isFrozen(given)]).toEqual([
      true,
      true,
      false,
    ]);
  });

  test('what cannot be copied is refused', () => {
    const loop: Record<string, unknown> = {};
    loop['self'] = loop;

    expect(fromCode(field.custom(point), loop).codes).toEqual(['cyclic']);
    expect(fromCode(field.custom(point), JSON.parse('{"__proto__": 1}')).codes).toEqual(['key']);
  });

  test('a codec that gives nothing, or a promise, refuses', () => {
    for (const accept of [() => undefined, () => null, async () => 1]) {
      expect(fromCode(field.custom({ ...point, accept } as never), 1).codes).toEqual(['type']);
    }
  });

  test('values are equal as the codec says, or else when their JSON is', () => {
    const colours = fieldOf(field.custom(colour)).rule;
    const points = fieldOf(field.custom(point)).rule;

    expect(colours.equals?.(new Colour('#1'), new Colour('#1'))).toBe(true);
    expect(colours.equals?.(new Colour('#1'), new Colour('#2'))).toBe(false);
    expect(points.equals?.({ at: [1, 2] }, { at: [1, 2] })).toBe(true);
    expect(points.equals?.({ at: [1, 2] }, { at: [2, 1] })).toBe(false);
  });

  test('choices are compared as the codec says', () => {
    const flags = field.custom(colour, { choices: [new Colour('#ff0000')] });

    expect(fromJson(flags, '#ff0000').codes).toEqual([]);
    expect(fromJson(flags, '#00ff00').codes).toEqual(['choice']);
  });

  test('the schema is that of the codec, or allows anything', () => {
    expect(fieldOf(field.custom(colour)).rule.schema()).toEqual({
      type: 'string',
      pattern: '^#[0-9a-f]{6}$',
    });
    expect(fieldOf(field.custom(point)).rule.schema()).toEqual({});
  });

  test('a codec with missing parts is reported', () => {
    expect(problemsOf(field.custom({ name: '', equals: 1, schema: {} } as never))).toEqual([
      'codec: the codec has no name. Give it a name for messages and documentation.',
      'codec: accept of the codec is no function. Write accept.',
      'codec: toJson of the codec is no function. Write toJson.',
      'codec: fromJson of the codec is no function. Write fromJson.',
      'codec: equals of the codec is no function. Write equals as a function, or leave it out.',
      'codec: schema of the codec is no function. Write schema as a function, or leave it out.',
    ]);
    expect(problemsOf(field.custom(undefined as never))).toHaveLength(4);
  });
});
