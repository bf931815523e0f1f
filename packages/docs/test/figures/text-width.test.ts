import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ellipsis, textWidth, wrap } from '../../src/figures/text-width.js';
import '../same-cases-in-ci.js';

describe('Texts of figures', () => {
  test('that fit stay as they are', () => {
    expect(ellipsis('Order', 100, 14)).toBe('Order');
  });

  test('that do not fit are cut, and say so', () => {
    const cut = ellipsis('Very'.repeat(75), 200, 14, true);

    expect(cut).toMatch(/^Very.*…$/);
    expect(textWidth(cut, 14, true)).toBeLessThanOrEqual(200);
  });

  test('are broken at spaces into lines that fit, and into no more lines than are allowed', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        const lines = wrap(text, 120, 12, 3);

        expect(lines.length).toBeLessThanOrEqual(3);
        for (const line of lines) expect(textWidth(line, 12)).toBeLessThanOrEqual(120);
      }),
    );
    expect(wrap('markPaid() → OrderPaid', 80, 12, 3)).toEqual(['markPaid() →', 'OrderPaid']);
  });

  test('are cut between characters, never within one', () => {
    expect(ellipsis('👩🏽‍🚀'.repeat(40), 120, 14)).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
  });
});
