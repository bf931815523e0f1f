import { describe, expect, test } from '@jest/globals';
import {
  baselineOf,
  checkModels,
  examineModels,
  landscapeOf,
  type CheckOptions,
  type SuppressionDocument,
} from '@domainry/model';
import { contextOf, edge, element } from '../documents.js';

const plain = [element('command', 'CancelOrder'), element('command', 'PlaceOrder')];

/** Two commands that nobody handles; the first one with suppressions in its comment. */
function commands(...suppressions: readonly SuppressionDocument[]) {
  return landscapeOf([contextOf('Ordering', [{ ...plain[0]!, suppressions }, plain[1]!])]);
}

function codes(landscape: ReturnType<typeof commands>, options: CheckOptions = {}): readonly string[] {
  return checkModels(landscape, options).map(({ code, element: id, context }) => `${code} ${id ?? context}`);
}

const bothUnhandled = ['UNHANDLED_COMMAND Ordering.CancelOrder', 'UNHANDLED_COMMAND Ordering.PlaceOrder'];

describe('A finding is not reported', () => {
  test('when the comment of its element says so', () => {
    const landscape = commands({ code: 'UNHANDLED_COMMAND', reason: 'comes with the returns desk' });

    expect(codes(landscape)).toEqual(['UNHANDLED_COMMAND Ordering.PlaceOrder']);
    expect(examineModels(landscape).suppressed).toMatchObject([
      { element: 'Ordering.CancelOrder', by: 'comment', reason: 'comes with the returns desk' },
    ]);
  });

  test('in as many methods as say so', () => {
    const handles = (method: string) => ({
      method,
      by: 'handle',
      message: `Ordering.${method}`,
      options: {},
    });
    const reason = 'they share one database';
    const mover = element('processManager', 'Mover', {
      handlers: [handles('one'), handles('two')],
      suppressions: ['PROCESS_WITHOUT_END', 'EMPTY_HANDLER', 'PROCESS_WITHOUT_END'].map((code) => ({
        code,
        reason,
      })),
    });

    expect(codes(landscapeOf([contextOf('Ordering', [mover])]))).toEqual([
      'SUPPRESSION_UNUSED Ordering.Mover',
      'SUPPRESSION_UNUSED Ordering.Mover',
    ]);
  });

  test('in the one method whose comment says so', () => {
    const handles = (method: string) => ({
      method,
      by: 'handle',
      message: `Ordering.${method}`,
      options: {},
    });
    const changing = (name: string) =>
      element('aggregate', name, {
        aggregate: `Ordering.${name}`,
        methods: [{ name: 'change', parameters: [], raises: [], throws: [], changes: ['status'] }],
      });
    const commands_ = element('commandHandler', 'Commands', {
      handlers: [handles('place'), handles('cancel')],
      suppressions: [{ code: 'TWO_AGGREGATES_IN_ONE_UNIT', reason: 'they are one row', member: 'cancel' }],
    });
    const edges = ['place', 'cancel'].flatMap((method) =>
      ['Order', 'Stock'].map((name) =>
        edge('Ordering.Commands', 'invokes', `Ordering.${name}`, { method, via: 'change' }),
      ),
    );
    const landscape = landscapeOf([
      contextOf('Ordering', [changing('Order'), changing('Stock'), commands_], { edges }),
    ]);
    const only = ['TWO_AGGREGATES_IN_ONE_UNIT', 'SUPPRESSION_UNUSED'];

    expect(checkModels(landscape, { only })).toMatchObject([
      { code: 'TWO_AGGREGATES_IN_ONE_UNIT', method: 'place' },
    ]);
    expect(examineModels(landscape, { only }).suppressed).toMatchObject([{ method: 'cancel' }]);
  });

  test('in a method, and then what is found elsewhere in the class is', () => {
    const landscape = commands({ code: 'UNHANDLED_COMMAND', reason: 'later', member: 'total' });

    expect(checkModels(landscape)).toMatchObject([
      { code: 'UNHANDLED_COMMAND', element: 'Ordering.CancelOrder' },
      {
        code: 'SUPPRESSION_UNUSED',
        method: 'total',
        message: 'CancelOrder.total suppresses UNHANDLED_COMMAND, which was not found.',
      },
      { code: 'UNHANDLED_COMMAND', element: 'Ordering.PlaceOrder' },
    ]);
  });

  test('when the options say so, for one element, for a context or for all', () => {
    const suppress = (place: object): CheckOptions => ({
      suppressions: [{ code: 'UNHANDLED_COMMAND', reason: 'not yet', ...place }],
    });

    expect(codes(commands(), suppress({ element: 'Ordering.PlaceOrder' }))).toEqual([bothUnhandled[0]]);
    expect(codes(commands(), suppress({}))).toEqual([]);
  });

  test('when it was there before, as the baseline has it', () => {
    const baseline = baselineOf(checkModels(landscapeOf([contextOf('Ordering', [plain[0]!])])));

    expect(baseline).toEqual(['UNHANDLED_COMMAND Ordering.CancelOrder']);
    expect(codes(commands(), { baseline })).toEqual(['UNHANDLED_COMMAND Ordering.PlaceOrder']);
    expect(examineModels(commands(), { baseline }).suppressed).toMatchObject([{ by: 'baseline' }]);
  });
});

describe('A suppression', () => {
  test('that suppresses nothing is found', () => {
    expect(codes(commands({ code: 'EVENT_WITHOUT_DATA', reason: 'why not' }))).toEqual(
      ['SUPPRESSION_UNUSED Ordering.CancelOrder', ...bothUnhandled].sort((one, other) =>
        one.slice(one.indexOf(' ')) < other.slice(other.indexOf(' ')) ? -1 : 1,
      ),
    );
    expect(
      codes(commands(), {
        suppressions: [{ code: 'EVENT_WITHOUT_DATA', element: 'Ordering.PlaceOrder', reason: 'x' }],
      }),
    ).toContain('SUPPRESSION_UNUSED Ordering.PlaceOrder');
  });

  test('of what was not looked for is not missed', () => {
    const landscape = commands({ code: 'EVENT_WITHOUT_DATA', reason: 'why not' });

    expect(codes(landscape, { only: ['UNHANDLED_COMMAND', 'SUPPRESSION_UNUSED'] })).toEqual(bothUnhandled);
  });

  test('without a reason works, and is found', () => {
    expect(codes(commands({ code: 'UNHANDLED_COMMAND' }))).toEqual([
      'SUPPRESSION_WITHOUT_REASON Ordering.CancelOrder',
      'UNHANDLED_COMMAND Ordering.PlaceOrder',
    ]);
  });

  test('in a baseline that is gone is found', () => {
    const baseline = ['UNHANDLED_COMMAND Ordering.ShipOrder'];

    const [finding] = checkModels(commands(), { baseline });

    expect(finding).toMatchObject({
      code: 'BASELINE_OUTDATED',
      context: 'Ordering',
      message: 'The baseline names what is gone: UNHANDLED_COMMAND Ordering.ShipOrder.',
    });
  });
});

describe('What is looked for', () => {
  test('can be chosen, and have another level or none', () => {
    const [finding] = checkModels(commands(), { levels: { UNHANDLED_COMMAND: 'error' } });

    expect(finding!.level).toBe('error');
    expect(codes(commands(), { levels: { UNHANDLED_COMMAND: 'off' } })).toEqual([]);
    expect(codes(commands(), { only: ['EVENT_WITHOUT_DATA'] })).toEqual([]);
  });

  test('has to exist', () => {
    expect(() => checkModels(commands(), { only: ['UNHANDELED'] })).toThrow('There is no check UNHANDELED.');
    expect(() => checkModels(commands(), { levels: { NO: 'off' } })).toThrow(RangeError);
  });

  test('has to exist beside rules of your own, too', () => {
    const rules = [() => []];

    expect(() => checkModels(commands(), { rules, only: ['MINE'] })).toThrow(
      'There is no check MINE. The codes of all checks are in checkRules; rules of your own look whatever `only` says.',
    );
    expect(() => checkModels(commands(), { rules, levels: { UNHANDELED_COMAND: 'off' } })).toThrow(
      'There is no check UNHANDELED_COMAND. Did you mean UNHANDLED_COMMAND?',
    );
    expect(codes(commands(), { rules, levels: { MINE: 'error' } })).toEqual(bothUnhandled);
  });

  test('by a rule of your own can have another level or none', () => {
    const rules = [() => [{ code: 'MINE', context: 'Ordering', message: 'so it is' }]];

    expect(checkModels(commands(), { only: [], rules, levels: { MINE: 'error' } })).toMatchObject([
      { code: 'MINE', level: 'error' },
    ]);
    expect(checkModels(commands(), { only: [], rules, levels: { MINE: 'off' } })).toEqual([]);
  });

  test('may be a rule of your own', () => {
    const findings = checkModels(commands(), {
      rules: [
        (landscape) =>
          landscape
            .ofKind('command')
            .filter(({ owners }) => owners === undefined)
            .map(({ id, name }) => ({
              code: 'NO_OWNER',
              element: id,
              message: `${name} has no owner.`,
              level: 'info',
            })),
      ],
    });

    expect(findings.filter(({ category }) => category === 'own')).toMatchObject([
      {
        code: 'NO_OWNER',
        level: 'info',
        element: 'Ordering.CancelOrder',
        fingerprint: 'NO_OWNER Ordering.CancelOrder',
      },
      { code: 'NO_OWNER', element: 'Ordering.PlaceOrder' },
    ]);
  });

  test.each([
    [
      'an element that does not exist',
      { code: 'MINE', element: 'Ordering.Nothing', message: '' },
      'which no model has',
    ],
    ['a code that is taken', { code: 'HOMONYM', context: 'Ordering', message: '' }, 'which is taken'],
    ['a code in another form', { code: 'my-rule', context: 'Ordering', message: '' }, 'in capitals'],
  ])('is refused when a rule of your own names %s', (_, own, message) => {
    expect(() => checkModels(commands(), { rules: [() => [own]] })).toThrow(message);
  });
});

test('Findings of several contexts come in the order of their elements, the same every time', () => {
  const billing = contextOf('Billing', [element('command', 'Billing.PayInvoice')]);
  const ordering = contextOf('Ordering', plain);

  const there = checkModels(landscapeOf([ordering, billing]));
  const back = checkModels(landscapeOf([billing, ordering]));

  expect(there).toEqual(back);
  expect(there.map(({ element: id }) => id)).toEqual([
    'Billing.PayInvoice',
    'Ordering.CancelOrder',
    'Ordering.PlaceOrder',
  ]);
});
