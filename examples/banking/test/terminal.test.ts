import { describe, expect, test } from '@jest/globals';
import { UsageError, readArguments } from '../src/read-arguments.js';
import { readCells } from '../src/read-csv.js';
import { table } from '../src/table.js';
import { wantsColour } from '../src/terminal.js';

test.each([
  ['on a terminal', true, {}, true],
  ['not in a pipe', false, {}, false],
  ['not where NO_COLOR is set', true, { NO_COLOR: '1' }, false],
  ['on a terminal where NO_COLOR is empty', true, { NO_COLOR: '' }, true],
  ['not in CI', true, { CI: 'true' }, false],
  ['in a pipe where FORCE_COLOR is set', false, { FORCE_COLOR: '1', CI: 'true' }, true],
  ['not where FORCE_COLOR is 0', true, { FORCE_COLOR: '0' }, false],
  ['not on a dumb terminal', true, { TERM: 'dumb' }, false],
])('The output is coloured %s', (_, isTTY, env, expected) => {
  expect(wantsColour({ isTTY }, env)).toBe(expected);
});

describe('The command line', () => {
  test('is everything, for people, when nothing is said', () => {
    const plain = { limit: Infinity, json: false, help: false, memory: false, crash: false, fresh: false };

    expect(readArguments([])).toEqual(plain);
    expect(readArguments(['--limit', '10', '--json'])).toEqual({ ...plain, limit: 10, json: true });
    expect(readArguments(['--sqlite', 'b.db', '--crash'])).toEqual({ ...plain, sqlite: 'b.db', crash: true });
  });

  test.each([
    [['--fast']],
    [['--limit']],
    [['--limit', '0']],
    [['--limit', 'ten']],
    [['more']],
    [['--json=yes']],
    [['--memory', '--crash']],
    [['--memory', '--sqlite', 'bank.db']],
    [['--sqlite=']],
    [['--postgres', 'localhost']],
  ])('is refused as %j', (given) => {
    expect(() => readArguments(given)).toThrow(UsageError);
  });
});

test('A line of CSV may hold commas and quotes in quoted cells, and empty cells', () => {
  expect(readCells('a,"b, ""c""",,d')).toEqual(['a', 'b, "c"', '', 'd']);
  expect(readCells(',"",')).toEqual(['', '', '']);
  expect(readCells('a,b')).toEqual(['a', 'b']);
});

test('A table aligns its columns, and leaves no blanks at the end of a line', () => {
  expect(
    table(
      [
        ['one', '1', 'x'],
        ['eleven', '11', ''],
      ],
      ['left', 'right'],
    ),
  ).toEqual(['  one      1  x', '  eleven  11']);
});
