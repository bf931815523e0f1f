import { expect, test } from '@jest/globals';
import { isCleanText } from '../../src/fields/clean-text.js';

/** Texts of up to eight characters around a part, which stands at each place once. */
function textsAround(part: string): string[] {
  const texts: string[] = [];
  for (let length = 0; length < 8; length++)
    for (let place = 0; place <= length; place++)
      texts.push('x'.repeat(place) + part + 'é'.repeat(length - place));
  return texts;
}

test('a text without NUL and without halves of surrogate pairs is clean, whatever its length', () => {
  for (const part of ['', '\u0001', '\ud7ff', '\ue000', '\uffff', '😀', '😀😀'])
    for (const text of textsAround(part)) expect([text, isCleanText(text)]).toEqual([text, true]);
});

test('a NUL, or half of a pair, is found at each place of a text of any length', () => {
  for (const part of ['\0', '\ud800', '\udbff', '\udc00', '\udfff', '\udc00\ud800', '😀\0', '😀\ud800'])
    for (const text of textsAround(part)) expect([text, isCleanText(text)]).toEqual([text, false]);
});
