import { describe, expect, it } from '@jest/globals';
import { readArguments, settleFlags } from '../src/run/read-flags.js';
import { suggest } from '../src/run/suggest.js';
import type { Flags, FlagValues } from '../src/run/flag.js';

const flags = {
  failOn: { type: 'text', what: '', choices: ['error', 'warning'], default: 'error', config: 'check.failOn' },
  domain: { type: 'list', what: '' },
  timeout: { type: 'number', what: '', default: 60 },
  json: { type: 'boolean', what: '' },
  color: { type: 'boolean', what: '' },
  quiet: { type: 'boolean', what: '', short: 'q' },
} as const satisfies Flags;

const settled = (argv: readonly string[], env: Record<string, string> = {}, config?: unknown) =>
  settleFlags(flags, readArguments(argv, flags, 'domainry check'), env, () => config) as FlagValues<
    typeof flags
  >;

describe('a flag', () => {
  it('wins over its variable, that over the configuration, that over what it says itself', () => {
    expect(settled([]).failOn).toBe('error');
    expect(settled([], {}, 'warning').failOn).toBe('warning');
    expect(settled([], { DOMAINRY_FAIL_ON: 'error' }, 'warning').failOn).toBe('error');
    expect(settled(['--fail-on', 'warning'], { DOMAINRY_FAIL_ON: 'error' }).failOn).toBe('warning');
  });

  it('may be written with an equals sign, shortly, repeatedly, and denied', () => {
    expect(settled(['--fail-on=warning']).failOn).toBe('warning');
    expect(settled(['-q']).quiet).toBe(true);
    expect(settled(['--domain', 'a', '--domain', 'b']).domain).toEqual(['a', 'b']);
    expect(settled(['--no-color']).color).toBe(false);
    expect(settled([]).color).toBeUndefined();
    expect(settled([], { DOMAINRY_DOMAIN: 'a, b', DOMAINRY_JSON: '1' })).toMatchObject({
      domain: ['a', 'b'],
      json: true,
    });
  });

  it.each([
    ['--fail-on', 'eror', 'did you mean error?'],
    ['--timeout', 'soon', 'is a number'],
  ])('refuses %s %s', (flag, value, message) => {
    const refused = (): unknown => settled([flag, value]);
    expect(refused).toThrow(expect.objectContaining({ code: 'FLAG_VALUE' }));
    expect(() => {
      try {
        refused();
      } catch (error) {
        throw new Error(JSON.stringify((error as { diagnostics: unknown }).diagnostics));
      }
    }).toThrow(message);
  });

  it('that is unknown is refused with the one that was probably meant', () => {
    expect(() => settled(['--fial-on', 'error'])).toThrow(
      expect.objectContaining({ code: 'FLAG_UNKNOWN', options: { fix: 'Did you mean --fail-on?' } }),
    );
  });

  it('that lacks its value is refused', () => {
    expect(() => settled(['--fail-on'])).toThrow(expect.objectContaining({ code: 'FLAG_VALUE' }));
  });

  it('that is a switch takes no words for a value', () => {
    expect(() => settled(['--json=maybe'])).toThrow(expect.objectContaining({ code: 'FLAG_VALUE' }));
  });

  it('ends where -- stands', () => {
    expect(readArguments(['a', '--', '--json'], flags, 'domainry').positionals).toEqual(['a', '--json']);
  });
});

it('suggests what differs by a letter or two, and nothing else', () => {
  expect(suggest('chekc', ['check', 'describe'])).toBe('check');
  expect(suggest('Withdrw', ['Withdraw', 'Withdrawn'])).toBe('Withdraw');
  expect(suggest('zzz', ['check', 'describe'])).toBeUndefined();
});
