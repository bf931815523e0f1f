import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeTenant, encodeTenant } from '../../src/tenants/encode-tenant.js';

test('every name comes back from its encoding', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), (tenant) => {
      expect(decodeTenant(encodeTenant(tenant))).toBe(tenant);
    }),
  );
});

test('an encoding has nothing in it that means something in paths, in names of databases, or by its capitals', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (tenant) => {
      expect(encodeTenant(tenant)).toMatch(/^[a-z0-9_]*$/);
      expect(encodeTenant(tenant)).not.toContain('__');
    }),
  );
});

test('what is no encoding is no name', () => {
  const wrong = ['', '_', '_6', '_61', '_zz', 'A', 'a-b', '_4E', 'a__2d', '_ff', '_c3'];
  expect(wrong.map(decodeTenant)).toEqual(wrong.map(() => undefined));
});
