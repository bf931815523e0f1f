import { describe, expect, test } from '@jest/globals';
import {
  DomainryError,
  ModelError,
  ValidationError,
  errorCodes,
  formatPath,
  formatProblem,
  retiredCodes,
  type Problem,
} from '@domainry/core';

describe('errors', () => {
  test('an error carries a code of the table, plain details, its cause and what to do', () => {
    const cause = new RangeError('below');
    const error = new DomainryError('IMMUTABLE', 'It never changes.', { details: { field: 'a' }, cause });

    expect([error.name, error.code, error.message, error.details, error.cause]).toEqual([
      'DomainryError',
      'IMMUTABLE',
      'It never changes.',
      { field: 'a' },
      cause,
    ]);
    expect(error.remedy).toBe(errorCodes.IMMUTABLE.remedy);
    expect(error).toBeInstanceOf(Error);
    expect('cause' in new DomainryError('IMMUTABLE', 'x')).toBe(false);
  });

  test('its JSON holds neither stack nor cause', () => {
    const error = new DomainryError('IMMUTABLE', 'x', {
      details: { field: 'a' },
      cause: new Error('secret'),
    });

    expect(JSON.parse(JSON.stringify(error))).toEqual({
      name: 'DomainryError',
      code: 'IMMUTABLE',
      message: 'x',
      details: { field: 'a' },
    });
  });

  test('it is recognised by what it is, not by the copy of the class', () => {
    class FromAnotherCopy extends Error {
      readonly code = 'IMMUTABLE';
      get [Symbol.for('domainry.error')]() {
        return true;
      }
    }

    expect(DomainryError.is(new FromAnotherCopy())).toBe(true);
    expect(DomainryError.is(new FromAnotherCopy(), 'IMMUTABLE')).toBe(true);
    expect(DomainryError.is(new FromAnotherCopy(), 'CHILD_OWNED')).toBe(false);
    for (const other of [new Error(), { code: 'IMMUTABLE' }, null, undefined, 'IMMUTABLE'])
      expect(DomainryError.is(other)).toBe(false);
  });

  test('no code is in use and retired at once, and each says what it means and what to do', () => {
    for (const [code, { sentence, remedy }] of Object.entries(errorCodes)) {
      expect(retiredCodes[code]).toBeUndefined();
      expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
      expect([sentence, remedy].every((text) => text.endsWith('.') && text.length > 10)).toBe(true);
    }
  });

  test('a validation error takes messages by field, the short form for invariants', () => {
    const error = new ValidationError({
      'price.amount': ['must be there', 'must be positive'],
      '': 'is odd',
    });

    expect(error.violations.map(({ path, code, message }) => [path, code, message])).toEqual([
      [['price', 'amount'], 'invariant', 'must be there'],
      [['price', 'amount'], 'invariant', 'must be positive'],
      [[], 'invariant', 'is odd'],
    ]);
    expect({ ...error.messages }).toEqual({
      'price.amount': ['must be there', 'must be positive'],
      '': ['is odd'],
    });
    expect(Object.isFrozen(error.violations)).toBe(true);
  });

  test('one violation is the message; several are listed under a head', () => {
    const one = new ValidationError({ a: 'A is wrong.' }, 'Thing');
    const two = new ValidationError({ a: 'A is wrong.', b: 'B is wrong.' }, 'Thing');

    expect(String(one)).toBe('ValidationError: A is wrong.');
    expect(two.message).toBe('Thing: 2 problems.\n  A is wrong.\n  B is wrong.');
    expect(JSON.parse(JSON.stringify(two))).toMatchObject({
      code: 'VALIDATION_FAILED',
      violations: [{ path: ['a'] }, { path: ['b'] }],
    });
  });

  test('messages by field are safe for fields named after members of Object.prototype', () => {
    const given = JSON.parse('{"__proto__":"no","constructor":"no","toString":"no"}') as Record<
      string,
      string
    >;

    const { messages } = new ValidationError(given);

    expect(Object.getPrototypeOf(messages)).toBeNull();
    expect(messages['constructor']).toEqual(['no']);
    expect(Reflect.get({}, 'no')).toBeUndefined();
  });

  test('a path reads as it would be written in code', () => {
    expect(formatPath(['lines', 2, 'price', 'amount'])).toBe('lines[2].price.amount');
    expect(formatPath(['scores', 'a b', '__proto__'])).toBe('scores["a b"].__proto__');
    expect(formatPath([0])).toBe('[0]');
    expect(formatPath([])).toBe('');
    expect(formatPath(['x'.repeat(1000)]).length).toBeLessThan(200);
  });

  test('a model error lists all problems, each with place, cause and fix', () => {
    const problem: Problem = {
      code: 'FIELD_OPTION',
      element: 'Account.balance',
      place: { file: 'src/account.ts', line: 12, column: 3 },
      cause: 'min is above max',
      fix: 'Make min at most max.',
    };
    const error = new ModelError('Banking', [
      problem,
      { code: 'TWO_DOMAINS', element: 'A', cause: 'c', fix: 'F.' },
    ]);

    expect(formatProblem(problem)).toBe(
      'Account.balance (src/account.ts:12): min is above max. Make min at most max. [FIELD_OPTION]',
    );
    expect(error.message.split('\n')).toHaveLength(3);
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({
      code: 'MODEL_INVALID',
      problems: [problem, { element: 'A' }],
    });
    expect(new ModelError('Banking', [problem]).message).toContain('one problem');
  });
});
