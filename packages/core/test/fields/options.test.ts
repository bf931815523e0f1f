import { describe, expect, test } from '@jest/globals';
import { describeField } from '../../src/fields/describe-field.js';
import { field } from '../../src/fields/field-namespace.js';
import { noteOfDecorator } from '../../src/fields/field.js';
import { fieldOf, fromCode, fromJson, look, problemsOf } from './look.js';

describe('presence', () => {
  test.each([
    [{}, 'optional'],
    [{ required: true }, 'required'],
    [{ required: false }, 'optional'],
    [{ default: 'a' }, 'defaulted'],
    [{ default: () => 'a' }, 'defaulted'],
    [{ nullable: true }, 'nullable'],
    [{ identifier: true, required: true }, 'required'],
    [{ identifier: true, default: () => 'a' }, 'defaulted'],
  ])('%p make a field %s', (options, presence) => {
    expect(fieldOf(field.string(options as never)).presence).toBe(presence);
  });

  test.each([
    [{ required: true, default: 'a' }, 'default: the field is required and has a default'],
    [{ required: true, nullable: true }, 'nullable: the field is required and nullable'],
    [{ nullable: true, default: 'a' }, 'nullable: the field has a default and is nullable'],
    [{ default: undefined }, 'default: the default is undefined'],
    [{ default: 5 }, 'default: default is no value of the field: expected a string, received 5'],
    [{ default: null }, 'default: default is no value of the field: expected a value, received null'],
    [{ identifier: true }, 'identifier: an identifier of kind string is not generated'],
    [{ identifier: true, required: true, nullable: true }, 'nullable: the field is required and nullable'],
    [{ identifier: true, nullable: true, default: 'a' }, 'nullable: an identifier is never null'],
  ])('%p contradict each other', (options, problem) => {
    expect(problemsOf(field.string(options as never))).toEqual([expect.stringContaining(problem)]);
  });

  test('the default is in the descriptor as it was given', () => {
    const generate = () => 'a';

    expect(fieldOf(field.string({ default: 'a' })).default).toBe('a');
    expect(fieldOf(field.string({ default: generate })).default).toBe(generate);
    expect('default' in fieldOf(field.string())).toBe(false);
  });
});

describe('marks', () => {
  test('unique, readOnly and identifier are in the descriptor; an identity is all three', () => {
    expect(fieldOf(field.string())).toMatchObject({ unique: false, readOnly: false, identifier: false });
    expect(fieldOf(field.string({ unique: true }))).toMatchObject({ unique: true, readOnly: false });
    expect(fieldOf(field.string({ readOnly: true }))).toMatchObject({ unique: false, readOnly: true });
    expect(fieldOf(field.string({ identifier: true, required: true }))).toMatchObject({
      unique: true,
      readOnly: true,
      identifier: true,
    });
  });

  test.each(['required', 'nullable', 'unique', 'identifier', 'readOnly'])('%s is true or false', (flag) => {
    expect(problemsOf(field.string({ [flag]: 'yes' } as never))).toEqual([
      `${flag}: ${flag} is string. Give ${flag} true or false.`,
    ]);
  });
});

describe('validators', () => {
  test('they refuse by false, by a sentence or by an error; all of them are asked', () => {
    function isEven(value: number) {
      return value % 2 === 0;
    }
    const checked = field.integer({
      validators: [
        isEven,
        (value) => value < 10 || 'a number below 10',
        (value) => {
          if (value === 13) throw new Error('a number that brings luck');
        },
        () => undefined,
        () => true,
      ],
    });

    expect(fromCode(checked, 4).codes).toEqual([]);
    expect(fromCode(checked, 13).violations).toMatchObject([
      { code: 'validator', message: 'Sample.value: expected a value that isEven accepts, received 13.' },
      { code: 'validator', message: 'Sample.value: expected a number below 10, received 13.' },
      { code: 'validator', message: 'Sample.value: expected a number that brings luck, received 13.' },
    ]);
    expect(fromJson(checked, 5).codes).toEqual(['validator']);
    expect(fromCode(field.integer({ validators: [() => false] }), 1).messages).toEqual([
      'Sample.value: expected a value that its validator accepts, received 1.',
    ]);
  });

  test('they see values that have passed all other checks, as a reader sees them', () => {
    const seen: unknown[] = [];
    const see = (value: unknown) => void seen.push(value);

    fromCode(field.dateTime({ validators: [see] }), new Date(5));
    fromCode(field.integer({ min: 3, validators: [see] }), 1);
    fromCode(field.integer({ choices: [1], validators: [see] }), 2);

    expect(seen).toEqual([new Date(5)]);
  });

  test('an error that is no Error is said as text', () => {
    const thrower = field.string({
      validators: [
        () => {
          // oxlint-disable-next-line no-throw-literal, typescript/only-throw-error -- users may
          throw 'a text';
        },
      ],
    });

    expect(fromCode(thrower, 'a').messages).toEqual(['Sample.value: expected a text, received "a".']);
  });

  test('one that answers with a promise refuses, and its failure goes nowhere', async () => {
    const late = field.string({ validators: [(() => Promise.reject(new Error('late'))) as never] });

    expect(fromCode(late, 'a').messages).toEqual([
      'Sample.value: expected an answer of its validator at once, not a promise, received "a".',
    ]);
    await new Promise((resolve) => setTimeout(resolve, 1));
  });

  test('what is no function, or asynchronous, is reported', () => {
    expect(problemsOf(field.string({ validators: 'isEven' } as never))).toEqual([
      'validators: validators is no array. Give validators an array.',
    ]);
    expect(problemsOf(field.string({ validators: ['isEven', async () => true] } as never))).toEqual([
      'validators: a validator is no function. Give functions only.',
      'validators: a validator is asynchronous. Check asynchronously in a handler or service instead.',
    ]);
  });
});

describe('choices', () => {
  test('the values allowed are in the descriptor, copied and frozen', () => {
    const choices = ['a', 'b'];
    const descriptor = fieldOf(field.string({ choices }));

    choices.push('c');

    expect(descriptor.constraints['choices']).toEqual(['a', 'b']);
    expect(Object.isFrozen(descriptor.constraints['choices'])).toBe(true);
    expect(look(descriptor, 'c', 'code').codes).toEqual(['choice']);
  });

  test('a kind without choices does not take them', () => {
    expect(problemsOf(field.boolean({ choices: [true] } as never))).toEqual([
      expect.stringContaining('choices: the option choices is unknown'),
    ]);
  });
});

describe('documentation', () => {
  test('description, examples, storedAs, renamedFrom, deprecated and personal are in the descriptor', () => {
    const descriptor = fieldOf(
      field.string({
        description: 'Where letters go',
        examples: ['Main Street 1'],
        storedAs: 'street_address',
        renamedFrom: 'street',
        deprecated: { since: '2.0', removal: '3.0', use: 'address' },
        personal: 'contact',
      }),
    );

    expect(descriptor).toMatchObject({
      description: 'Where letters go',
      examples: ['Main Street 1'],
      storedAs: 'street_address',
      renamedFrom: ['street'],
      deprecated: { since: '2.0', removal: '3.0', use: 'address' },
      personal: 'contact',
    });
  });

  test('short forms mean the long ones', () => {
    expect(fieldOf(field.string({ deprecated: '2.0' })).deprecated).toEqual({ since: '2.0' });
    expect(fieldOf(field.string({ personal: true })).personal).toBe('personal');
    expect(fieldOf(field.string({ renamedFrom: ['a', 'b'] })).renamedFrom).toEqual(['a', 'b']);
    expect(fieldOf(field.string())).toMatchObject({
      storedAs: 'value',
      renamedFrom: [],
      examples: [],
      validators: [],
    });
  });

  test.each([
    [{ description: '' }, 'description: description is no text'],
    [{ storedAs: 5 }, 'storedAs: storedAs is no text'],
    [{ examples: 'a' }, 'examples: examples is no array'],
    [{ examples: ['a', 5] }, 'examples: examples is no value of the field: expected a string, received 5'],
    [{ renamedFrom: [''] }, 'renamedFrom: renamedFrom is no name'],
    [{ renamedFrom: 'value' }, 'renamedFrom: renamedFrom names the field itself'],
    [{ deprecated: true }, 'deprecated: deprecated does not say since when'],
    [{ deprecated: { since: '2', until: '3' } }, 'deprecated: deprecated has an unknown key until'],
    [{ personal: 5 }, 'personal: personal names no class of data'],
    [{ maxLenght: 5 }, 'maxLenght: the option maxLenght is unknown. Did you mean maxLength?'],
    [{ xyz: 5 }, 'xyz: the option xyz is unknown. Options of string: required, default'],
  ])('%p is reported', (options, problem) => {
    expect(problemsOf(field.string(options as never))).toEqual([expect.stringContaining(problem)]);
  });
});

describe('a descriptor', () => {
  test('is frozen, with its lists', () => {
    const descriptor = fieldOf(field.string({ examples: ['a'], renamedFrom: 'b', deprecated: '1' }));
    const { examples, renamedFrom, validators, constraints, deprecated } = descriptor;

    for (const part of [descriptor, examples, renamedFrom, validators, constraints, deprecated]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
  });

  test('can be made even where everything is wrong, so that all problems are found at once', () => {
    const note = noteOfDecorator(field.list(undefined as never, { minLength: -1, foo: 1 } as never));
    const problems: string[] = [];

    const descriptor = describeField('broken', note!, (option) => problems.push(option));

    expect(problems).toEqual(['foo', 'of', 'minLength']);
    expect(look(descriptor, ['a'], 'code').codes).toEqual(['type']);
    expect(look(descriptor, [], 'code').codes).toEqual([]);
  });
});
