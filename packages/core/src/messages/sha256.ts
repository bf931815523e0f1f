import { nodeBuiltin } from './node-builtin.js';

/**
 * SHA-256 of a text, in hexadecimal digits.
 *
 * @throws DomainryError RUNTIME_UNSUPPORTED outside Node.
 */
export function sha256(text: string): string {
  return nodeBuiltin('node:crypto', 'SHA-256').createHash('sha256').update(text).digest('hex');
}
