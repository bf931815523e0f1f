import { describe, expect, test } from '@jest/globals';
import { compareModels, type FieldDocument, type ModelChange } from '@domainry/model';
import { contextOf, element, field } from '../documents.js';

type Kind = Parameters<typeof element>[0];

/** What is told when the fields of one element are others than before. */
function changesOf(
  kind: Kind,
  before: readonly FieldDocument[],
  after: readonly FieldDocument[],
  parts: Parameters<typeof element>[2] = {},
): readonly ModelChange[] {
  const was = contextOf('Ordering', [element(kind, 'Subject', { ...parts, fields: before })]);
  const is = contextOf('Ordering', [element(kind, 'Subject', { ...parts, fields: after })]);
  return compareModels(was, is).changes;
}

function summary(changes: readonly ModelChange[]): readonly string[] {
  return changes.map(({ code, compatibility, impact }) => `${code} ${compatibility} ${impact}`);
}

const required = { presence: 'required' };
const defaulted = { presence: 'defaulted', default: 'EUR' };

describe('A field of an event', () => {
  const cases: readonly [string, readonly FieldDocument[], readonly FieldDocument[], readonly string[]][] = [
    ['that is added as optional', [], [field('note')], ['FIELD_ADDED backward safe']],
    [
      'that is added with a default',
      [],
      [field('currency', 'string', defaulted)],
      ['FIELD_ADDED backward safe'],
    ],
    ['that is added as required', [], [field('note', 'string', required)], ['FIELD_ADDED none breaking']],
    ['that is removed and was optional', [field('note')], [], ['FIELD_REMOVED forward breaking']],
    [
      'that is removed and was required',
      [field('note', 'string', required)],
      [],
      ['FIELD_REMOVED none breaking'],
    ],
    [
      'that becomes required',
      [field('note')],
      [field('note', 'string', required)],
      ['FIELD_REQUIRED forward breaking'],
    ],
    [
      'that becomes optional',
      [field('note', 'string', required)],
      [field('note')],
      ['FIELD_OPTIONAL backward safe'],
    ],
    [
      'whose default goes and that is required then',
      [field('currency', 'string', defaulted)],
      [field('currency', 'string', required)],
      ['FIELD_DEFAULT_REMOVED full safe', 'FIELD_REQUIRED forward breaking'],
    ],
    [
      'whose default is another',
      [field('currency', 'string', defaulted)],
      [field('currency', 'string', { presence: 'defaulted', default: 'USD' })],
      ['FIELD_DEFAULT_CHANGED full safe'],
    ],
    [
      'that may be shorter than before',
      [field('code', 'string', { constraints: { minLength: 3 } })],
      [field('code', 'string', { constraints: { minLength: 2 } })],
      ['FIELD_WIDENED backward safe'],
    ],
    [
      'that has to be longer than before',
      [field('code', 'string', { constraints: { minLength: 2 } })],
      [field('code', 'string', { constraints: { minLength: 3 } })],
      ['FIELD_NARROWED forward breaking'],
    ],
    [
      'that may be longer than before',
      [field('code')],
      [field('code', 'string', { constraints: { maxLength: 300 } })],
      ['FIELD_WIDENED backward safe'],
    ],
    [
      'that has to be shorter than before',
      [field('code')],
      [field('code', 'string', { constraints: { maxLength: 50 } })],
      ['FIELD_NARROWED forward breaking'],
    ],
    [
      'whose least value is higher',
      [field('total', 'float', { constraints: { min: 0 } })],
      [field('total', 'float', { constraints: { min: 1 } })],
      ['FIELD_NARROWED forward breaking'],
    ],
    [
      'whose greatest value is higher',
      [field('total', 'float', { constraints: { max: 10 } })],
      [field('total', 'float', { constraints: { max: 11 } })],
      ['FIELD_WIDENED backward safe'],
    ],
    [
      'that is held to a pattern from now on',
      [field('code')],
      [field('code', 'string', { constraints: { pattern: '^a' } })],
      ['FIELD_NARROWED forward breaking'],
    ],
    [
      'that is held to another pattern',
      [field('code', 'string', { constraints: { pattern: '^a' } })],
      [field('code', 'string', { constraints: { pattern: '^b' } })],
      ['FIELD_RULE_CHANGED none breaking'],
    ],
    [
      'with one choice more',
      [field('size', 'enum', { constraints: { choices: ['S', 'M'] } })],
      [field('size', 'enum', { constraints: { choices: ['S', 'M', 'L'] } })],
      ['FIELD_WIDENED backward safe'],
    ],
    [
      'with one choice less',
      [field('size', 'enum', { constraints: { choices: ['S', 'M'] } })],
      [field('size', 'enum', { constraints: { choices: ['S'] } })],
      ['FIELD_NARROWED forward breaking'],
    ],
    [
      'with other digits',
      [field('price', 'decimal', { constraints: { precision: 10, scale: 2 } })],
      [field('price', 'decimal', { constraints: { precision: 10, scale: 3 } })],
      ['FIELD_RULE_CHANGED none breaking'],
    ],
    [
      'with more digits before and after the point',
      [field('price', 'decimal', { constraints: { precision: 10, scale: 2 } })],
      [field('price', 'decimal', { constraints: { precision: 12, scale: 3 } })],
      ['FIELD_WIDENED backward safe'],
    ],
    [
      'whose integers become numbers',
      [field('count', 'integer')],
      [field('count', 'float')],
      ['FIELD_TYPE_CHANGED backward safe'],
    ],
    [
      'whose numbers become integers',
      [field('count', 'float')],
      [field('count', 'integer')],
      ['FIELD_TYPE_CHANGED forward breaking'],
    ],
    [
      'whose numbers become texts',
      [field('count', 'float')],
      [field('count', 'text')],
      ['FIELD_TYPE_CHANGED none breaking'],
    ],
    [
      'whose members of an enum become any text',
      [field('size', 'enum', { constraints: { choices: ['S', 'M'] } })],
      [field('size')],
      ['FIELD_TYPE_CHANGED backward safe'],
    ],
    [
      'that is renamed, and says so',
      [field('customer', 'string', required)],
      [field('buyer', 'string', { ...required, renamedFrom: ['customer'] })],
      ['FIELD_RENAMED backward safe'],
    ],
    [
      'that is renamed, and does not say so',
      [field('customer', 'string', required)],
      [field('buyer', 'string', required)],
      ['FIELD_ADDED none breaking', 'FIELD_REMOVED none breaking'],
    ],
    [
      'that keeps its stored name when its property is renamed',
      [field('customer')],
      [field('buyer', 'string', { storedAs: 'customer' })],
      ['FIELD_RENAMED full safe'],
    ],
    [
      'that loses its stored name',
      [field('customer', 'string', { storedAs: 'cust' })],
      [field('customer')],
      ['FIELD_STORED_AS_CHANGED forward breaking'],
    ],
    [
      'that lists items which are longer now',
      [field('tags', 'list', { items: field('item', 'string', { constraints: { maxLength: 10 } }) })],
      [field('tags', 'list', { items: field('item', 'string', { constraints: { maxLength: 20 } }) })],
      ['FIELD_WIDENED backward safe'],
    ],
    [
      'that may no longer list an item twice',
      [field('tags', 'list', { items: field('item') })],
      [field('tags', 'list', { items: field('item'), constraints: { distinct: true } })],
      ['FIELD_NARROWED forward breaking'],
    ],
    [
      'that points to another aggregate',
      [field('customerId', 'reference', { target: 'Ordering.Customer' })],
      [field('customerId', 'reference', { target: 'Ordering.Guest' })],
      ['FIELD_TARGET_CHANGED none breaking'],
    ],
    [
      'that is told in other words',
      [field('note', 'string', { description: 'A note' })],
      [field('note', 'string', { description: 'What the customer wrote' })],
      ['FIELD_DESCRIBED full informational'],
    ],
    [
      'that becomes personal',
      [field('note')],
      [field('note', 'string', { personal: 'contact' })],
      ['FIELD_PERSONAL_CHANGED full informational'],
    ],
  ];

  test.each(cases)('%s', (_, before, after, expected) => {
    expect(summary(changesOf('event', before, after))).toEqual(expected);
  });

  test('is named by its path, and what a list holds by brackets', () => {
    const [change] = changesOf(
      'event',
      [field('tags', 'list', { items: field('item') })],
      [field('tags', 'list', { items: field('item', 'string', { constraints: { maxLength: 300 } }) })],
    );

    expect(change).toMatchObject({
      path: 'Ordering.Subject.tags[]',
      before: 255,
      after: 300,
      kind: 'changed',
    });
  });
});

describe('Who is concerned decides how grave a change is', () => {
  test('a command may lose a promise to its readers, and none of its senders', () => {
    const [looser] = changesOf('command', [field('note', 'string', required)], [field('note')]);
    const [stricter] = changesOf('command', [field('note')], [field('note', 'string', required)]);

    expect(looser).toMatchObject({ impact: 'safe', compatibility: 'backward' });
    expect(stricter).toMatchObject({ impact: 'breaking', compatibility: 'forward' });
  });

  test('a published event keeps its promises to readers in other contexts, an internal one need not', () => {
    const parts = { message: { published: true as const } };
    const loosen = (given: typeof parts | object) =>
      changesOf('event', [field('note', 'string', required)], [field('note')], given)[0];

    expect(loosen({})).toMatchObject({ impact: 'safe' });
    expect(loosen(parts)).toMatchObject({ impact: 'breaking' });
    expect(changesOf('event', [], [field('note')], parts)[0]).toMatchObject({ impact: 'safe' });
  });

  test('a projection keeps what its readers rely on, and can be rebuilt', () => {
    const [gone] = changesOf('projection', [field('total', 'float', required)], []);

    expect(gone).toMatchObject({ impact: 'breaking', fix: 'Rebuild the projection with this code.' });
  });

  test('rows of an aggregate have to be readable, states that follow from events are not stored', () => {
    const require = (parts: object) =>
      changesOf('aggregate', [], [field('note', 'string', required)], parts)[0];

    expect(require({})).toMatchObject({ impact: 'breaking', compatibility: 'none' });
    expect(require({ storage: { eventSourced: true } })).toMatchObject({ impact: 'safe' });
  });

  test('a lenient event may lose a field', () => {
    const [change] = changesOf('event', [field('note')], [], { message: { lenient: true } });

    expect(change).toMatchObject({ impact: 'safe', compatibility: 'full' });
  });

  test('a generated identity may be left out by senders, and never in what is stored', () => {
    const added = [field('id', 'identifier', { identifier: true, presence: 'defaulted' })];

    expect(changesOf('command', [], added)[0]).toMatchObject({ impact: 'safe' });
    expect(changesOf('event', [], added)[0]).toMatchObject({ impact: 'breaking' });
  });

  test('nothing that is stored has to be read before the first release', () => {
    const was = contextOf('Ordering', [element('event', 'Placed')]);
    const is = contextOf('Ordering', [
      element('event', 'Placed', { fields: [field('note', 'string', required)] }),
    ]);

    expect(compareModels(was, is).impact).toBe('breaking');
    expect(compareModels(was, is, { allowUnversioned: true }).impact).toBe('informational');
  });
});

describe('What a field holds', () => {
  const money = (...fields: FieldDocument[]) => element('valueObject', 'Money', { fields });
  const placed = (id = 'Placed') =>
    element('event', id, {
      fields: [field('total', 'valueObject', { target: 'Ordering.Money', presence: 'required' })],
    });

  test('changes every message it is part of', () => {
    const was = contextOf('Ordering', [money(field('amount', 'float')), placed()]);
    const is = contextOf('Ordering', [
      money(field('amount', 'float'), field('currency', 'string', required)),
      placed(),
    ]);

    const { changes, contracts } = compareModels(was, is);

    expect(changes.map(({ path, code, impact }) => `${path} ${code} ${impact}`)).toEqual([
      'Ordering.Money.currency FIELD_ADDED breaking',
      'Ordering.Placed.total FIELD_CONTENT_CHANGED breaking',
    ]);
    expect(contracts).toEqual([
      { element: 'Ordering.Money', compatibility: 'none', impact: 'breaking' },
      { element: 'Ordering.Placed', compatibility: 'none', impact: 'breaking', versions: [1, 1] },
    ]);
  });

  test('matters to nobody when nothing holds it', () => {
    const was = contextOf('Ordering', [money(field('amount', 'float'))]);
    const is = contextOf('Ordering', [money()]);

    expect(compareModels(was, is).changes).toMatchObject([{ code: 'FIELD_REMOVED', impact: 'safe' }]);
  });

  test('may be itself without end', () => {
    const part = (...fields: FieldDocument[]) =>
      element('valueObject', 'Part', {
        fields: [
          field('parts', 'list', { items: field('item', 'valueObject', { target: 'Ordering.Part' }) }),
          ...fields,
        ],
      });

    const { changes } = compareModels(
      contextOf('Ordering', [part()]),
      contextOf('Ordering', [part(field('note'))]),
    );

    expect(changes.map(({ path }) => path)).toEqual(['Ordering.Part.note', 'Ordering.Part.parts[]']);
  });

  test('is compared by its form when another element describes it', () => {
    const amount = element('valueObject', 'Amount', { fields: [field('amount', 'float')] });
    const elements = [money(field('amount', 'float')), amount];
    const other = element('event', 'Placed', {
      fields: [field('total', 'valueObject', { target: 'Ordering.Amount', presence: 'required' })],
    });

    const { changes } = compareModels(
      contextOf('Ordering', [...elements, placed()]),
      contextOf('Ordering', [...elements, other]),
    );

    expect(changes).toMatchObject([{ code: 'FIELD_TARGET_CHANGED', compatibility: 'full', impact: 'safe' }]);
  });
});
