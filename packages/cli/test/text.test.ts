import { describe, expect, it } from '@jest/globals';
import { Page } from '../src/text/page.js';
import { printable } from '../src/text/printable.js';
import { styleFor } from '../src/text/style.js';
import { textWidth } from '../src/text/text-width.js';

const stream = (isTTY: boolean, columns?: number) => ({ write: () => true, isTTY, columns });

describe('what a terminal is shown', () => {
  it.each([
    ['escape sequences', '\u001B[31mred\u001B[0m', 'red'],
    ['titles of windows', '\u001B]0;owned\u0007text', 'text'],
    ['links that say something else', '\u001B]8;;http://evil.example\u001B\\bank\u001B]8;;\u001B\\', 'bank'],
    ['backspaces and bells', 'pass\u0008word\u0007', 'password'],
    ['carriage returns that overwrite', 'good\rbad', 'good\nbad'],
    ['marks that turn the direction', 'a\u202Etxt.exe', 'atxt.exe'],
    ['C1 controls', '\u009B31mred', 'red'],
  ])('is no %s', (_what, hostile, harmless) => {
    expect(printable(hostile)).toBe(harmless);
  });

  it('holds for every way of writing to a page', () => {
    const hostile = '\u001B[2Jgone';
    const page = new Page(styleFor(stream(false), {}));

    page.heading(hostile).text(hostile).item(hostile).code(hostile);
    page.table([hostile], [[hostile]]).entries([[hostile, hostile]]);

    // oxlint-disable-next-line no-control-regex -- it is what is looked for
    expect(page.toString()).not.toMatch(/[\u0000-\u0009\u000B-\u001F]/);
  });
});

describe('a style', () => {
  it.each([
    ['a terminal has colours', stream(true, 80), {}, undefined, true],
    ['a file has none', stream(false), {}, undefined, false],
    ['NO_COLOR wins over the terminal', stream(true, 80), { NO_COLOR: '1' }, undefined, false],
    ['an empty NO_COLOR says nothing', stream(true, 80), { NO_COLOR: '' }, undefined, true],
    ['FORCE_COLOR wins over the file', stream(false), { FORCE_COLOR: '1' }, undefined, true],
    ['FORCE_COLOR=0 is none', stream(true, 80), { FORCE_COLOR: '0' }, undefined, false],
    ['a dumb terminal has none', stream(true, 80), { TERM: 'dumb' }, undefined, false],
    ['the flag wins over all', stream(false), { NO_COLOR: '1' }, true, true],
  ])('%s', (_what, to, env, color, expected) => {
    expect(styleFor(to, env, color).hasColour).toBe(expected);
  });

  it('takes the width from COLUMNS, then from the terminal, and none elsewhere', () => {
    expect(styleFor(stream(true, 80), { COLUMNS: '40' }).width).toBe(40);
    expect(styleFor(stream(true, 120), {}).width).toBe(120);
    expect(styleFor(stream(true, 0), {}).width).toBe(80);
    expect(styleFor(stream(false), {}).width).toBe(Infinity);
  });

  it('draws with ASCII where letters are no UTF-8', () => {
    const page = new Page(styleFor(stream(false), { LANG: 'C' }));

    page.item('one').table(['a'], [['b']]);

    expect(page.toString()).toBe('  - one\na\n-\nb\n');
  });
});

describe('a page', () => {
  const narrow = () => new Page(styleFor(stream(false), { COLUMNS: '30' }));

  it('wraps between words, and breaks what is longer than a line', () => {
    expect(narrow().text('one two three four five six seven').toString()).toBe(
      'one two three four five six\nseven\n',
    );
    expect(narrow().text('x'.repeat(35)).toString()).toBe(`${'x'.repeat(30)}\n${'x'.repeat(5)}\n`);
  });

  it('aligns columns of letters that are wide', () => {
    const page = new Page(styleFor(stream(false), {}));

    page.table(
      ['name', 'says'],
      [
        ['口座', 'a'],
        ['account', 'b'],
      ],
    );

    expect(page.toString()).toBe('name     says\n───────  ────\n口座     a\naccount  b\n');
    expect(textWidth('口座')).toBe(4);
  });

  it('tells rows below each other where columns have no room', () => {
    const page = narrow().table(
      ['Element', 'Description'],
      [
        ['Banking.AccountCommands', 'Understands'],
        ['B', ''],
      ],
    );

    expect(page.toString()).toBe(
      'Element:\nBanking.AccountCommands\nDescription: Understands\n\nElement: B\n',
    );
  });
});
