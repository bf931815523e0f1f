import { compareVersions, landscapeOf } from '@domainry/model';
import { expect, test } from '@jest/globals';
import { contextOf, element, field } from '../documents.js';

const first = element('event', 'Placed.v1', {
  fields: [field('total', 'integer', { presence: 'required' })],
});
const upcasters = [{ from: 1, to: 2, upcaster: 'Ordering.PlacedFrom1' }];
const second = element('event', 'Placed', {
  message: { version: 2, upcasters },
  fields: [field('total', 'float', { presence: 'required' }), field('channel')],
});

test('Two versions of a message that stand side by side are compared field by field', () => {
  const landscape = landscapeOf([contextOf('Ordering', [first, second])]);

  expect(compareVersions(landscape, first, second)).toEqual({
    compatibility: 'backward',
    changes: [
      {
        code: 'FIELD_ADDED',
        field: 'channel',
        kind: 'added',
        compatibility: 'backward',
        why: 'It may be absent.',
        after: 'string, optional',
      },
      {
        code: 'FIELD_TYPE_CHANGED',
        field: 'total',
        kind: 'changed',
        compatibility: 'backward',
        why: 'All former values are values of the new type, and not the reverse.',
        before: 'integer',
        after: 'float (number)',
      },
    ],
    upcasters: ['Ordering.PlacedFrom1'],
  });
});

test('What is the same, or has no fields, is fully compatible', () => {
  const handler = element('eventHandler', 'Mailer');
  const landscape = landscapeOf([contextOf('Ordering', [second, handler])]);

  expect(compareVersions(landscape, second, second)).toEqual({ compatibility: 'full', changes: [] });
  expect(compareVersions(landscape, handler, handler)).toEqual({ compatibility: 'full', changes: [] });
});
