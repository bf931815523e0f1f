import { expect, test } from '@jest/globals';
import { checkOptions, oneOf, someText, wholeNumber } from '../src/index.js';

const checks = {
  host: someText,
  mode: oneOf(['fast', 'safe']),
  poolSize: wholeNumber(1, 'a whole number from 1 to 9', 9),
};

test('Options that are allowed pass, and so do those that are undefined', () => {
  expect(() => checkOptions('store', checks, { host: 'a', mode: 'safe', poolSize: 9 })).not.toThrow();
  expect(() => checkOptions('store', checks, { host: undefined })).not.toThrow();
});

test.each([
  [{ host: '' }, 'The option host of store takes a text.'],
  [{ mode: 'slow' }, "The option mode of store takes 'fast' or 'safe'."],
  [{ mode: ['fast'] }, "The option mode of store takes 'fast' or 'safe'."],
  [{ poolSize: 0 }, 'The option poolSize of store takes a whole number from 1 to 9.'],
  [{ poolSize: 10 }, 'The option poolSize of store takes a whole number from 1 to 9.'],
  [{ poolSize: 1.5 }, 'The option poolSize of store takes a whole number from 1 to 9.'],
  [{ poolsize: 1 }, 'store has no option poolsize. Did you mean poolSize?'],
  [{ colour: 1 }, 'store has no option colour. Options: host, mode, poolSize.'],
  [{ toString: 1 }, 'store has no option toString. Options: host, mode, poolSize.'],
])('%j is refused, and the message says what is taken', (options, message) => {
  expect(() => checkOptions('store', checks, options)).toThrow(
    expect.objectContaining({ code: 'DATABASE_OPTION', message }) as never,
  );
});
