import { DomainryError } from '../errors/domainry-error.js';
import { describeReceived } from '../errors/violation.js';

/**
 * One thing that is done to the payloads of messages before they are stored, and undone when they are read. Synchronous:
 * reading an aggregate may mean to undo it thousands of times.
 */
export interface PayloadCodec {
  /** Kept with each payload, so that it can be read after the chain has changed. Never give one name a second meaning. */
  readonly name: string;
  /**
   * @param about - what the payload belongs to: its stored name and identity. Given again when it is decoded; a codec that
   *   authenticates should cover it, so that payloads cannot be exchanged.
   * @returns what to keep; undefined when it is better left as it is.
   */
  encode(bytes: Uint8Array, about: string): Uint8Array | undefined;
  /** @throws when the bytes are not what this codec made of something. */
  decode(bytes: Uint8Array, about: string): Uint8Array;
}

/** A payload as it is kept. */
export interface EncodedPayload {
  readonly data: string;
  /** Names of the codecs it went through, in this order. Empty: the data are the JSON itself. */
  readonly codecs: readonly string[];
}

/** All that is done to payloads, in order. Former codecs stay readable when they are named as such. */
export class CodecChain {
  readonly #chain: readonly PayloadCodec[];
  readonly #byName = new Map<string, PayloadCodec>();

  /**
   * @param chain - what is done from now on, first to last.
   * @param former - what was done before, to read what is stored so.
   * @throws DomainryError CONFIGURATION_INVALID when two have one name.
   */
  constructor(chain: readonly PayloadCodec[], former: readonly PayloadCodec[] = []) {
    this.#chain = chain;
    for (const codec of [...chain, ...former]) {
      if (this.#byName.has(codec.name)) throw twice(codec.name);
      this.#byName.set(codec.name, codec);
    }
  }

  /** @param json - the JSON of an object. */
  encode(json: string, about: string): EncodedPayload {
    if (this.#chain.length === 0) return { data: json, codecs: none };
    let bytes: Uint8Array = new TextEncoder().encode(json);
    const codecs: string[] = [];
    for (const codec of this.#chain) {
      const encoded = codec.encode(bytes, about);
      if (encoded === undefined) continue;
      bytes = encoded;
      codecs.push(codec.name);
    }
    return codecs.length === 0 ? { data: json, codecs } : { data: toBase64(bytes), codecs };
  }

  /**
   * The JSON that a payload was.
   *
   * @throws DomainryError PAYLOAD_UNREADABLE, ENCRYPTION_KEY_UNKNOWN, CODEC_UNKNOWN.
   */
  decode({ data, codecs }: EncodedPayload, about: string): string {
    if (codecs.length === 0) return data;
    let bytes = fromBase64(data, about);
    for (const name of codecs.toReversed()) {
      const codec = this.#byName.get(name);
      if (codec === undefined) throw unknownCodec(name, [...this.#byName.keys()], about);
      try {
        bytes = codec.decode(bytes, about);
      } catch (error) {
        throw DomainryError.is(error) ? error : payloadUnreadable(about, `${name} cannot be undone`, error);
      }
    }
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch (error) {
      throw payloadUnreadable(about, 'it is no text', error);
    }
  }
}

const none: readonly string[] = Object.freeze([]);

/** What a codec made cannot be read: it was damaged, or changed by somebody. */
export function payloadUnreadable(about: string, why: string, cause?: unknown): DomainryError {
  return new DomainryError(
    'PAYLOAD_UNREADABLE',
    `The payload of ${about} cannot be read: ${why}. It was damaged, or changed by somebody; restore it from a backup.`,
    { details: { about }, ...(cause === undefined ? {} : { cause }) },
  );
}

function toBase64(bytes: Uint8Array): string {
  if (typeof Buffer === 'function')
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

function fromBase64(text: string, about: string): Uint8Array {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0)
    throw payloadUnreadable(about, 'it is no base64');
  return typeof Buffer === 'function'
    ? Buffer.from(text, 'base64')
    : Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

function unknownCodec(name: string, known: readonly string[], about: string): DomainryError {
  const list = known.length === 0 ? 'none' : known.join(', ');
  return new DomainryError(
    'CODEC_UNKNOWN',
    `The payload of ${about} was encoded by ${String(describeReceived(name))}, and the codecs known here are: ${list}. Name it among the former codecs.`,
    { details: { codec: describeReceived(name), about } },
  );
}

function twice(name: string): DomainryError {
  return new DomainryError(
    'CONFIGURATION_INVALID',
    `Two codecs have the name ${name}, so what they made could not be told apart. Give one another name.`,
    { details: { codec: name } },
  );
}
