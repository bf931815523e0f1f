import { DomainryError } from '../errors/domainry-error.js';
import { nodeBuiltin } from './node-builtin.js';
import { payloadUnreadable, type PayloadCodec } from './payload-codec.js';

/** How payloads are compressed. */
export interface CompressionOptions {
  /** `gzip` (the default, with a checksum) or `deflate-raw` (18 bytes less). */
  readonly format?: 'gzip' | 'deflate-raw';
  /** Payloads of fewer bytes are left as they are; 512 when absent. */
  readonly from?: number;
  /** Bytes that a payload may have once it is decompressed; 16 MiB when absent. Small data can hide huge ones. */
  readonly atMost?: number;
}

/**
 * A codec that compresses payloads. It leaves alone what is small, or would not become smaller. Compress before you encrypt:
 * what is encrypted cannot be compressed.
 *
 * @param options - the format, from which size on, and up to which size it unpacks.
 * @throws DomainryError CONFIGURATION_INVALID for a limit that is none.
 * @example
 * ```ts fragment
 * await banking.init({ messages: { codecs: [compression({ from: 1024 })] } });
 * ```
 */
export function compression({
  format = 'gzip',
  from = 512,
  atMost = 16 * 1024 * 1024,
}: CompressionOptions = {}): PayloadCodec {
  requireBytes('from', from, 0);
  requireBytes('atMost', atMost, 1);
  if (format !== 'gzip' && format !== 'deflate-raw')
    throw invalid(`format is ${String(format)}. Give 'gzip' or 'deflate-raw'.`);
  const zlib = (): ReturnType<typeof nodeBuiltin<'node:zlib'>> => nodeBuiltin('node:zlib', 'Compression');
  return Object.freeze<PayloadCodec>({
    name: format,
    encode: (bytes, about) => {
      if (bytes.length < from) return undefined;
      // What could not be read back must not be written.
      if (bytes.length > atMost)
        throw invalid(`${about} has ${bytes.length} bytes, and at most ${atMost} are read. Raise atMost.`);
      const compressed = format === 'gzip' ? zlib().gzipSync(bytes) : zlib().deflateRawSync(bytes);
      return compressed.length < bytes.length ? compressed : undefined;
    },
    decode: (bytes, about) => {
      const limit = { maxOutputLength: atMost };
      try {
        return format === 'gzip' ? zlib().gunzipSync(bytes, limit) : zlib().inflateRawSync(bytes, limit);
      } catch (error) {
        const isTooLarge = (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE';
        throw payloadUnreadable(
          about,
          isTooLarge ? `it has more than ${atMost} bytes once it is decompressed` : `it is no ${format}`,
          error,
        );
      }
    },
  });
}

function requireBytes(option: string, value: unknown, least: number): void {
  if (Number.isSafeInteger(value) && (value as number) >= least) return;
  throw invalid(`${option} is ${String(value)}. Give a whole number of bytes, at least ${least}.`);
}

function invalid(what: string): DomainryError {
  return new DomainryError('CONFIGURATION_INVALID', `Compression: ${what}`);
}
