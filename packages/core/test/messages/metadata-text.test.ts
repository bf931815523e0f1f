import { expect, test } from '@jest/globals';
import { DomainryError } from '@domainry/core';
import { mergeExtensions } from '../../src/messages/merge-extensions.js';
import { readMetadata, writeMetadata } from '../../src/messages/metadata-text.js';
import { thrownBy } from '../elements/compilations.js';

const columns = { id: 'e1', type: 'Bank.Withdrawn.v2', time: 5, stream: 'Account-1' };

test('what follows from elsewhere is not stored twice', () => {
  const { metadata } = readMetadata(columns, '{}');

  expect(metadata).toEqual({
    ...columns,
    kind: 'event',
    time: new Date(5),
    schemaVersion: 2,
    correlationId: 'e1',
    extensions: {},
  });
  expect(writeMetadata(metadata)).toEqual({});
  expect(Object.isFrozen(metadata)).toBe(true);
});

test('keys of later versions of the library are left alone', () => {
  expect(readMetadata(columns, '{"somethingNew":1}').metadata).not.toHaveProperty('somethingNew');
});

test.each([
  ['', /its metadata are no JSON/],
  ['{', /its metadata are no JSON/],
  ['[]', /its metadata are no object/],
  ['null', /its metadata are no object/],
  ['{"kind":"query"}', /kind is query instead of event, command or fact/],
  ['{"correlationId":5}', /correlationId is 5 instead of a text/],
  ['{"deadline":"soon"}', /deadline is soon instead of an instant/],
  ['{"deadline":5}', /deadline is 5 instead of a text/],
  ['{"sequence":"1"}', /sequence is 1 instead of a whole number/],
  ['{"priority":1e400}', /priority is Infinity instead of a whole number/],
  ['{"codecs":"gzip"}', /codecs is gzip instead of names/],
  ['{"codecs":[1]}', /codecs is an array of 1 instead of names/],
  ['{"extensions":[]}', /its extensions cannot be read/],
  ['{"extensions":{"__proto__":{"polluted":1}}}', /its extensions cannot be read/],
  ['{"extensions":{"a":{"constructor":1}}}', /its extensions cannot be read/],
  [`{"extensions":{"a":${'['.repeat(5000)}${']'.repeat(5000)}}}`, /its extensions cannot be read/],
])('damaged or hostile metadata are refused, and pollute nothing: %.60s', (text, why) => {
  const error = thrownBy(() => readMetadata(columns, text)) as Error;

  expect(DomainryError.is(error, 'MESSAGE_UNREADABLE')).toBe(true);
  expect(error.message).toMatch(why);
  expect(error.message).toMatch(/^Bank.Withdrawn.v2 e1 cannot be read/);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

test('a time that is none is refused', () => {
  expect(() => readMetadata({ ...columns, time: Number.NaN }, '{}')).toThrow(
    /time is NaN instead of an instant/,
  );
});

test('__proto__ among the metadata says nothing', () => {
  const { metadata } = readMetadata(columns, '{"__proto__":{"tenant":"evil"}}');

  expect(metadata.tenant).toBeUndefined();
});

test('what enrichers give is merged in order, copied and frozen', () => {
  const given = { user: { roles: ['a'] }, ip: '::1' };

  const merged = mergeExtensions([given, undefined, null, { ip: '127.0.0.1' }]);

  given.user.roles.push('b');
  expect(merged).toEqual({ user: { roles: ['a'] }, ip: '127.0.0.1' });
  expect([merged, merged['user'], (merged['user'] as { roles: object }).roles].every(Object.isFrozen)).toBe(
    true,
  );
});

test.each([
  [5, /expected a plain object, or nothing, received 5/],
  [[], /expected a plain object/],
  [{ _id: 1 }, /The extension _id .* does not begin with _/],
  [{ '': 1 }, /does not begin with _/],
  [{ a: undefined }, /The extension a cannot be part of a message: expected a value that JSON can hold/],
  [{ a: Number.NaN }, /JSON can hold, received NaN/],
  [{ a: 1n }, /JSON can hold/],
  [{ a: new Date(0) }, /JSON can hold, received the Date/],
  [{ a: [() => 1] }, /The extension a\[0\]/],
  [{ a: new Array(2) }, /The extension a\[0\]/],
  [JSON.parse('{"a":{"__proto__":1}}'), /prototypes/],
])('what cannot be part of a message is refused by name: %p', (given, why) => {
  const error = thrownBy(() => mergeExtensions([given])) as Error;

  expect(DomainryError.is(error, 'EXTENSION_REFUSED')).toBe(true);
  expect(error.message).toMatch(why);
});

test('extensions that hold themselves are refused', () => {
  const cyclic: Record<string, unknown> = {};
  cyclic['self'] = cyclic;

  expect(() => mergeExtensions([cyclic])).toThrow(/at most 20 levels/);
});
