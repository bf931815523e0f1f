import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { readModel } from '@domainry/model';
// @ts-expect-error It is written in JavaScript, and nothing tells its types.
import { tills } from '../fixtures/plain/till.js';

test('what is written in JavaScript is read like anything else', () => {
  const model = readModel(tills, { root: fileURLToPath(new URL('../fixtures/plain', import.meta.url)) });

  expect(model.provenance.gaps).toEqual([]);
  expect(model.context.description).toBe('What is done at the till.');
  expect(model.elements.map(({ id, description }) => `${id}: ${description}`)).toEqual([
    'Tills.Paid: Money came in.',
    'Tills.Till: Where money is taken.',
  ]);
  expect(model.elements[1]?.methods).toEqual([
    {
      name: 'take',
      parameters: ['amount'],
      documentation: { summary: 'Takes money.' },
      source: { file: 'till.js', line: 14 },
      raises: ['Tills.Paid'],
      throws: [{ error: 'NothingToTake', message: 'Nothing to take' }],
      changes: [],
    },
  ]);
});
