import { DomainryError } from '../errors/domainry-error.js';
import { nodeBuiltin } from './node-builtin.js';
import { payloadUnreadable, type PayloadCodec } from './payload-codec.js';

/** Which keys payloads are encrypted with. */
export interface EncryptionOptions {
  /**
   * Keys of 32 random bytes, as bytes or base64, by a name that is kept with what they encrypt. Keep former keys as long as
   * something that they encrypted has to be read.
   */
  readonly keys: Readonly<Record<string, Uint8Array | string>>;
  /** Name of the key that is used from now on. */
  readonly current: string;
}

const algorithm = 'aes-256-gcm';
const nonceLength = 12;
const tagLength = 16;
/** First byte of what is kept, for formats to come. */
const format = 1;

/**
 * A codec that encrypts payloads with AES-256-GCM (NIST SP 800-38D): nobody reads them without the key, and any change is
 * noticed, also when a payload is put in the place of another. To rotate keys, add one and make it the current.
 *
 * Nonces are random, which is safe for 2^32 payloads of one key; rotate before.
 *
 * @param options - the keys by their names, 32 bytes each, and the name of the one that encrypts.
 * @throws DomainryError CONFIGURATION_INVALID when a key is none.
 * @example
 * ```ts
 * import { randomBytes } from 'node:crypto';
 * import { Domain, encryption } from '@domainry/core';
 *
 * const keys = { 'key-2025': randomBytes(32) };
 * await new Domain('Banking').init({ messages: { codecs: [encryption({ keys, current: 'key-2025' })] } });
 * ```
 */
export function encryption({ keys, current }: EncryptionOptions): PayloadCodec {
  const known = new Map(Object.entries(keys).map(([name, key]) => [name, keyBytes(name, key)]));
  if (!known.has(current))
    throw invalid(`the current key ${String(current)} is none of the keys. Add it to them.`);
  const crypto = (): ReturnType<typeof nodeBuiltin<'node:crypto'>> =>
    nodeBuiltin('node:crypto', 'Encryption');
  const name = new TextEncoder().encode(current);
  const head = Uint8Array.of(format, name.length, ...name);
  return Object.freeze<PayloadCodec>({
    name: algorithm,
    encode: (bytes, about) => {
      const nonce = crypto().randomBytes(nonceLength);
      const cipher = crypto().createCipheriv(algorithm, known.get(current)!, nonce);
      cipher.setAAD(authenticated(head, about));
      const encrypted = [cipher.update(bytes), cipher.final()];
      return Buffer.concat([head, nonce, cipher.getAuthTag(), ...encrypted]);
    },
    decode: (bytes, about) => {
      const { header, keyName, nonce, tag, encrypted } = take(bytes, about);
      const key = known.get(keyName);
      if (key === undefined) throw unknownKey(keyName, about);
      const decipher = crypto().createDecipheriv(algorithm, key, nonce, { authTagLength: tagLength });
      decipher.setAAD(authenticated(header, about));
      decipher.setAuthTag(tag);
      try {
        return Buffer.concat([decipher.update(encrypted), decipher.final()]);
      } catch (error) {
        throw payloadUnreadable(
          about,
          'it is not what was encrypted for this message, or the key is another',
          error,
        );
      }
    },
  });
}

interface Parts {
  readonly header: Uint8Array;
  readonly keyName: string;
  readonly nonce: Uint8Array;
  readonly tag: Uint8Array;
  readonly encrypted: Uint8Array;
}

/** Format, length and name of the key; nonce; tag; the rest. */
function take(bytes: Uint8Array, about: string): Parts {
  const headLength = 2 + (bytes[1] ?? 0);
  if (bytes[0] !== format || bytes.length < headLength + nonceLength + tagLength)
    throw payloadUnreadable(about, 'it is nothing that was encrypted');
  const afterNonce = headLength + nonceLength;
  return {
    header: bytes.subarray(0, headLength),
    keyName: new TextDecoder().decode(bytes.subarray(2, headLength)),
    nonce: bytes.subarray(headLength, afterNonce),
    tag: bytes.subarray(afterNonce, afterNonce + tagLength),
    encrypted: bytes.subarray(afterNonce + tagLength),
  };
}

/** What cannot be changed unnoticed although it is not encrypted. */
function authenticated(header: Uint8Array, about: string): Uint8Array {
  return Buffer.concat([header, Buffer.from(about)]);
}

function keyBytes(name: string, key: unknown): Uint8Array {
  if (name === '' || new TextEncoder().encode(name).length > 255)
    throw invalid('the name of a key is empty or has more than 255 bytes. Give it a short name.');
  const bytes = typeof key === 'string' ? Buffer.from(key, 'base64') : key;
  // The key itself never gets into a message.
  if (!(bytes instanceof Uint8Array) || bytes.length !== 32)
    throw invalid(`the key ${name} is not 32 bytes long. Make one with crypto.randomBytes(32).`);
  return Uint8Array.from(bytes);
}

function unknownKey(name: string, about: string): DomainryError {
  return new DomainryError(
    'ENCRYPTION_KEY_UNKNOWN',
    `The payload of ${about} was encrypted with the key ${JSON.stringify(name.slice(0, 100))}, which is not known here. Add it to the keys; it need not be the current one.`,
    { details: { key: name.slice(0, 100), about } },
  );
}

function invalid(what: string): DomainryError {
  return new DomainryError('CONFIGURATION_INVALID', `Encryption: ${what}`);
}
