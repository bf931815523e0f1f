import { describe, expect, test } from '@jest/globals';
import { parseTogether } from '../../src/event-store/parse-together.js';
import fc from 'fast-check';
import type { StoredEvent } from '../../src/for-adapters.js';

const storedWith = (data: string) => ({ data }) as StoredEvent;

test('payloads that are parsed together are what each is by itself', () => {
  fc.assert(
    fc.property(fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { maxLength: 200 }), (payloads) => {
      const texts = payloads.map((payload) => JSON.stringify(payload));

      expect(parseTogether(texts.map(storedWith))).toEqual(texts.map((text) => JSON.parse(text)));
    }),
  );
});

describe('each is to be looked at by itself', () => {
  test.each([
    ['one is no JSON', ['{"a":1}', '{"a":}']],
    ['one was encoded', ['{"a":1}', 'H4sIAAAA']],
    ['one is empty', ['', '{"a":1}']],
    ['one is a list', ['[{"a":1}]']],
    ['one holds two', ['{"a":1},{"a":2}']],
    ['two hold one', ['{"a":[{}', '{}]}']],
  ])('when %s', (_what, texts) => {
    expect(parseTogether(texts.map(storedWith))).toBeUndefined();
  });
});
