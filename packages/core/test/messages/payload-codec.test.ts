import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { DomainryError, type ErrorCode } from '@domainry/core';
import { compression } from '../../src/messages/compression.js';
import { encryption } from '../../src/messages/encryption.js';
import { CodecChain, type PayloadCodec } from '../../src/messages/payload-codec.js';
import { thrownBy } from '../elements/compilations.js';

const about = 'Bank.Withdrawn.v1 e1';
const keys = { old: new Uint8Array(randomBytes(32)), now: randomBytes(32).toString('base64') };
const encrypted = encryption({ keys, current: 'now' });
const long = JSON.stringify({ text: 'very repetitive '.repeat(200) });

function refusedWith(code: ErrorCode, act: () => unknown): Error {
  const error = thrownBy(act);
  expect(DomainryError.is(error, code)).toBe(true);
  return error as Error;
}

test.each([
  ['nothing', []],
  ['gzip', [compression({ from: 0 })]],
  ['deflate-raw', [compression({ from: 0, format: 'deflate-raw' })]],
  ['encryption', [encrypted]],
  ['compression, then encryption', [compression({ from: 20 }), encrypted]],
])('what goes through %s comes back as it was', (_name, codecs) => {
  const chain = new CodecChain(codecs);
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.string({ unit: 'grapheme', size: 'large' })), (data) => {
      const json = JSON.stringify(data);

      const payload = chain.encode(json, about);

      expect(chain.decode(payload, about)).toBe(json);
      expect(payload.data.startsWith('{')).toBe(payload.codecs.length === 0);
    }),
    { numRuns: 50 },
  );
});

test('what is stored stays readable when the chain changes', () => {
  const before = new CodecChain([compression(), encryption({ keys: { old: keys.old }, current: 'old' })]);
  const stored = before.encode(long, about);

  expect(stored.codecs).toEqual(['gzip', 'aes-256-gcm']);
  expect(new CodecChain([encrypted], [compression()]).decode(stored, about)).toBe(long);
  const error = refusedWith('CODEC_UNKNOWN', () => new CodecChain([encrypted]).decode(stored, about));
  expect(error.message).toMatch(/was encoded by gzip, and the codecs known here are: aes-256-gcm/);
});

test('two codecs of one name are refused', () => {
  expect(
    refusedWith('CONFIGURATION_INVALID', () => new CodecChain([compression(), compression()])),
  ).toBeDefined();
});

test('what a codec of the user throws is told as damage, with its cause', () => {
  const broken: PayloadCodec = {
    name: 'broken',
    encode: (bytes) => bytes,
    decode: () => {
      throw new Error('no');
    },
  };
  const chain = new CodecChain([broken]);

  const error = refusedWith('PAYLOAD_UNREADABLE', () => chain.decode(chain.encode('{}', about), about));
  expect(error.cause).toMatchObject({ message: 'no' });
});

test.each([['???'], ['abc'], ['====']])('text that is no base64 is refused: %s', (data) => {
  const codecs = ['gzip'];
  expect(
    refusedWith('PAYLOAD_UNREADABLE', () => new CodecChain([compression()]).decode({ data, codecs }, about)),
  ).toBeDefined();
});

test('bytes that are no text are refused', () => {
  const bytes: PayloadCodec = { name: 'same', encode: (given) => given, decode: () => Uint8Array.of(0xff) };
  const payload = { data: 'AAAA', codecs: ['same'] };

  expect(
    refusedWith('PAYLOAD_UNREADABLE', () => new CodecChain([bytes]).decode(payload, about)),
  ).toBeDefined();
});

describe('compression', () => {
  test('leaves alone what is small or would not become smaller', () => {
    expect(new CodecChain([compression()]).encode('{"a":1}', about)).toEqual({ data: '{"a":1}', codecs: [] });
    const random = JSON.stringify({ a: randomBytes(9).toString('base64') });
    expect(new CodecChain([compression({ from: 0 })]).encode(random, about).codecs).toEqual([]);
  });

  test('never unpacks more than it may', () => {
    const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024, 32));
    const payload = { data: bomb.toString('base64'), codecs: ['gzip'] };

    const error = refusedWith('PAYLOAD_UNREADABLE', () =>
      new CodecChain([compression({ atMost: 1024 })]).decode(payload, about),
    );
    expect(error.message).toMatch(/more than 1024 bytes once it is decompressed/);
  });

  test('never packs what it could not unpack', () => {
    expect(
      refusedWith('CONFIGURATION_INVALID', () =>
        new CodecChain([compression({ from: 0, atMost: 10 })]).encode(long, about),
      ),
    ).toBeDefined();
  });

  test.each([['gzip' as const], ['deflate-raw' as const]])('tells damage of %s', (format) => {
    const data = Buffer.from('no such thing').toString('base64');
    expect(
      refusedWith('PAYLOAD_UNREADABLE', () =>
        new CodecChain([compression({ format })]).decode({ data, codecs: [format] }, about),
      ),
    ).toBeDefined();
  });

  test.each([[{ from: -1 }], [{ atMost: 0 }], [{ atMost: 1.5 }], [{ format: 'zip' }]])(
    'refuses options that are none: %p',
    (options) => {
      expect(refusedWith('CONFIGURATION_INVALID', () => compression(options as never))).toBeDefined();
    },
  );
});

describe('encryption', () => {
  const chain = new CodecChain([encrypted]);

  test('shows nothing of what it hides, and never makes the same twice', () => {
    const [one, two] = [chain.encode(long, about), chain.encode(long, about)];

    expect(one.data).not.toBe(two.data);
    expect(Buffer.from(one.data, 'base64').includes('repetitive')).toBe(false);
  });

  test('any change of any byte is noticed', () => {
    const { data, codecs } = chain.encode('{"amount":1}', about);
    const bytes = Buffer.from(data, 'base64');
    for (let index = 0; index < bytes.length; index++) {
      const changed = Buffer.from(bytes);
      changed[index]! ^= 1;
      const error = thrownBy(() => chain.decode({ data: changed.toString('base64'), codecs }, about));
      expect(
        DomainryError.is(error, 'PAYLOAD_UNREADABLE') || DomainryError.is(error, 'ENCRYPTION_KEY_UNKNOWN'),
      ).toBe(true);
    }
  });

  test('any missing end is noticed', () => {
    const { data, codecs } = chain.encode('{"amount":1}', about);
    const bytes = Buffer.from(data, 'base64');
    for (let length = 0; length < bytes.length; length++) {
      const cut = { data: bytes.subarray(0, length).toString('base64'), codecs };
      expect(DomainryError.is(thrownBy(() => chain.decode(cut, about)))).toBe(true);
    }
  });

  test('a payload cannot be put in the place of another', () => {
    const payload = chain.encode('{"amount":1}', about);

    expect(
      refusedWith('PAYLOAD_UNREADABLE', () => chain.decode(payload, 'Bank.Withdrawn.v1 e2')),
    ).toBeDefined();
  });

  test('keys rotate: what former ones encrypted is read as long as they are known', () => {
    const before = new CodecChain([encryption({ keys: { old: keys.old }, current: 'old' })]);
    const stored = before.encode('{"amount":1}', about);

    expect(chain.decode(stored, about)).toBe('{"amount":1}');
    const without = new CodecChain([encryption({ keys: { now: keys.now }, current: 'now' })]);
    const error = refusedWith('ENCRYPTION_KEY_UNKNOWN', () => without.decode(stored, about));
    expect(error.message).toMatch(/was encrypted with the key "old", which is not known here/);
  });

  test('keys that are none are refused, and never shown', () => {
    const error = refusedWith('CONFIGURATION_INVALID', () =>
      encryption({ keys: { a: 'c2VjcmV0' }, current: 'a' }),
    );
    expect(error.message).not.toMatch(/secret|c2VjcmV0/);
    expect(refusedWith('CONFIGURATION_INVALID', () => encryption({ keys, current: 'other' }))).toBeDefined();
    expect(
      refusedWith('CONFIGURATION_INVALID', () => encryption({ keys: { '': keys.old }, current: '' })),
    ).toBeDefined();
  });

  test('changing the key material afterwards changes nothing', () => {
    const key = new Uint8Array(randomBytes(32));
    const own = new CodecChain([encryption({ keys: { own: key }, current: 'own' })]);
    const payload = own.encode('{}', about);
    key.fill(0);

    expect(own.decode(payload, about)).toBe('{}');
  });
});
