/**
 * The name of a tenant in small letters, digits and `_` only, so that it is safe as a part of a path or of a name in a database:
 * letters a to z and digits stand for themselves, every other byte of UTF-8 is `_` with two hexadecimal digits. No two names
 * have the same encoding, also where capital letters are not told from small ones.
 *
 * @example
 * ```ts
 * import { encodeTenant } from '@domainry/core/ports';
 *
 * encodeTenant('acme-eu'); // acme_2deu
 * ```
 */
export function encodeTenant(tenant: string): string {
  let encoded = '';
  for (const byte of new TextEncoder().encode(tenant)) {
    const isPlain = (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x30 && byte <= 0x39);
    encoded += isPlain ? String.fromCharCode(byte) : `_${byte.toString(16).padStart(2, '0')}`;
  }
  return encoded;
}

/** The name that was encoded; undefined when that is no encoding of one. */
export function decodeTenant(encoded: string): string | undefined {
  if (!/^(?:[a-z0-9]|_[0-9a-f]{2})+$/.test(encoded)) return undefined;
  const bytes = Array.from(encoded.matchAll(/_([0-9a-f]{2})|[a-z0-9]/g), ([found, code]) =>
    code === undefined ? found.charCodeAt(0) : Number.parseInt(code, 16),
  );
  try {
    const tenant = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes));
    return encodeTenant(tenant) === encoded ? tenant : undefined;
  } catch {
    return undefined;
  }
}
