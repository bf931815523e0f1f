import type { JsonValue } from '../errors/violation.js';
import { canonicalJson } from './canonical-json.js';
import { sha256 } from './sha256.js';

/**
 * SHA-256 of the canonical form of data, in hexadecimal digits: the same wherever the data were kept in the meantime, and in
 * whatever order their keys came back.
 *
 * @throws DomainryError NOT_JSON for what JSON cannot hold; RUNTIME_UNSUPPORTED outside Node.
 */
export function checksumOf(data: JsonValue): string {
  return sha256(canonicalJson(data));
}
