import { DomainryError } from '../errors/domainry-error.js';
import type { JsonValue } from '../errors/violation.js';

/**
 * Signs the places at which pages end, so that who holds a cursor can go on from there and do nothing else: one that
 * was changed, or that belongs to another query, is refused (HMAC with SHA-256, RFC 2104). Cursors are opaque, not
 * secret: the values that a page is ordered by can be read from them.
 */
export class CursorSigner {
  readonly #given: Uint8Array<ArrayBuffer> | undefined;
  /** Made when it is first needed: loading what the runtime has for it takes longer than starting a small domain. */
  #made: Key | undefined;

  /**
   * @param key - 32 bytes or more are best. The same in all processes, and after a restart, that take each other's cursors. When
   *   absent, one that nobody else has.
   */
  constructor(key?: string | Uint8Array) {
    this.#given = typeof key === 'string' ? encoder.encode(key) : key && new Uint8Array(key);
  }

  /**
   * The cursor of a place.
   *
   * @param query - everything that makes the query what it is, as text.
   */
  async sign(query: string, place: readonly JsonValue[]): Promise<string> {
    const text = JSON.stringify(place);
    const mac = await globalThis.crypto.subtle.sign('HMAC', await this.#key(), signed(query, text));
    return `${toBase64Url(encoder.encode(text))}.${toBase64Url(new Uint8Array(mac))}`;
  }

  /**
   * The place that a cursor names.
   *
   * @throws DomainryError CURSOR_INVALID.
   */
  async read(query: string, cursor: string): Promise<readonly JsonValue[]> {
    const [place, mac] = typeof cursor === 'string' ? cursor.split('.').map(fromBase64Url) : [];
    if (place !== undefined && mac !== undefined) {
      const text = new TextDecoder().decode(place);
      if (await globalThis.crypto.subtle.verify('HMAC', await this.#key(), mac, signed(query, text))) {
        return JSON.parse(text) as readonly JsonValue[];
      }
    }
    throw new DomainryError(
      'CURSOR_INVALID',
      'The cursor was changed, or belongs to another query. Ask for the first page, or give the cursor as it was received, with the same conditions and order.',
    );
  }

  #key(): Key {
    const { crypto } = globalThis;
    return (this.#made ??= crypto.subtle.importKey(
      'raw',
      this.#given ?? crypto.getRandomValues(new Uint8Array(32)),
      algorithm,
      false,
      ['sign', 'verify'],
    ));
  }
}

type Key = ReturnType<typeof globalThis.crypto.subtle.importKey>;

const algorithm = { name: 'HMAC', hash: 'SHA-256' };
const encoder = new TextEncoder();

/** JSON has no control characters outside its strings, and none unescaped in them: the parts cannot run together. */
function signed(query: string, place: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(`${query}\n${place}`);
}

function toBase64Url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[A-Za-z0-9_-]+$/.test(text)) return undefined;
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}
