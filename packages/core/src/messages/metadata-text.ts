import { DomainryError } from '../errors/domainry-error.js';
import { describeReceived, type JsonValue } from '../errors/violation.js';
import type { MessageKind, MessageMetadata } from './message.js';
import { mergeExtensions } from './merge-extensions.js';

/** What is kept of a message in places of its own, beside the text of its metadata. */
export interface MessageColumns {
  readonly id: string;
  readonly type: string;
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly stream?: string;
}

/** How the payload of a stored message was made. */
export interface PayloadFacts {
  /** Names of the codecs it went through, in this order. */
  readonly codecs?: readonly string[];
  /** SHA-256 of the canonical form of the message. */
  readonly checksum?: string;
}

/** Everything that the text of metadata says. */
export interface StoredMetadata extends PayloadFacts {
  readonly metadata: MessageMetadata;
}

/**
 * What is known of a message and has no place of its own, as JSON. What follows from elsewhere is left out: a correlation that
 * is the identity, a version that the type tells.
 */
export function writeMetadata(
  metadata: MessageMetadata,
  facts: PayloadFacts = {},
): Record<string, JsonValue> {
  const { id, type, kind, schemaVersion, correlationId, deadline, extensions } = metadata;
  const written: Record<string, JsonValue> = {};
  if (kind !== 'event') written['kind'] = kind;
  if (schemaVersion !== versionIn(type)) written['schemaVersion'] = schemaVersion;
  if (correlationId !== id) written['correlationId'] = correlationId;
  for (const name of plainNames) {
    const value = metadata[name];
    if (value !== undefined) written[name] = value;
  }
  if (deadline !== undefined) written['deadline'] = deadline.toISOString();
  if (Object.keys(extensions).length > 0) written['extensions'] = extensions;
  if (facts.codecs !== undefined && facts.codecs.length > 0) written['codecs'] = facts.codecs;
  if (facts.checksum !== undefined) written['checksum'] = facts.checksum;
  return written;
}

const texts = ['causationId', 'originId', 'originStream', 'idempotencyKey', 'traceparent', 'tenant'] as const;
const numbers = ['sequence', 'expectedVersion', 'priority'] as const;
const plainNames = [...texts, ...numbers];

/** Version that the stored name of a message ends with: 2 for `Banking.Withdraw.v2`; 1 when it says none. */
export function versionIn(type: string): number {
  const version = /\.v([1-9][0-9]{0,8})$/.exec(type)?.[1];
  return version === undefined ? 1 : Number(version);
}

/**
 * Reads what {@link writeMetadata} wrote. Unknown keys, of later versions of this library, are left alone.
 *
 * @throws DomainryError MESSAGE_UNREADABLE when something in it has the wrong form.
 */
export function readMetadata(columns: MessageColumns, text: string): StoredMetadata {
  const { id, type, time, stream } = columns;
  const read = new MetadataReader(columns, text);
  const kind = read.text('kind') ?? 'event';
  if (kind !== 'event' && kind !== 'command' && kind !== 'fact')
    throw read.wrong('kind', 'event, command or fact');
  const metadata: Record<string, unknown> = {
    id,
    type,
    kind,
    time: new Date(time),
    schemaVersion: read.number('schemaVersion') ?? versionIn(type),
    ...(stream === undefined ? {} : { stream }),
    correlationId: read.text('correlationId') ?? id,
  };
  if (Number.isNaN((metadata['time'] as Date).getTime())) throw read.wrong('time', 'an instant', time);
  for (const name of texts) assign(metadata, name, read.text(name));
  for (const name of numbers) assign(metadata, name, read.number(name));
  assign(metadata, 'deadline', read.instant('deadline'));
  metadata['extensions'] = read.extensions();
  return {
    metadata: Object.freeze(metadata) as unknown as MessageMetadata & { readonly kind: MessageKind },
    ...read.facts(),
  };
}

function assign(metadata: Record<string, unknown>, name: string, value: unknown): void {
  if (value !== undefined) metadata[name] = value;
}

class MetadataReader {
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(
    private readonly columns: MessageColumns,
    text: string,
  ) {
    let values: unknown;
    try {
      values = JSON.parse(text);
    } catch (error) {
      throw this.#unreadable('its metadata are no JSON', error);
    }
    if (typeof values !== 'object' || values === null || Array.isArray(values))
      throw this.#unreadable('its metadata are no object');
    this.#values = values as Readonly<Record<string, unknown>>;
  }

  text(name: string): string | undefined {
    const value = this.#own(name);
    if (value === undefined || typeof value === 'string') return value;
    throw this.wrong(name, 'a text');
  }

  number(name: string): number | undefined {
    const value = this.#own(name);
    if (value === undefined || Number.isSafeInteger(value)) return value as number | undefined;
    throw this.wrong(name, 'a whole number');
  }

  instant(name: string): Date | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const instant = new Date(value);
    if (Number.isNaN(instant.getTime())) throw this.wrong(name, 'an instant');
    return instant;
  }

  extensions(): MessageMetadata['extensions'] {
    const value = this.#own('extensions');
    if (value === undefined) return none;
    try {
      return mergeExtensions([value]);
    } catch (error) {
      throw this.#unreadable('its extensions cannot be read', error);
    }
  }

  facts(): PayloadFacts {
    const codecs = this.#own('codecs');
    const isList = Array.isArray(codecs) && codecs.every((name) => typeof name === 'string');
    if (codecs !== undefined && !isList) throw this.wrong('codecs', 'names of codecs');
    const checksum = this.text('checksum');
    return {
      ...(codecs === undefined ? {} : { codecs: codecs as readonly string[] }),
      ...(checksum === undefined ? {} : { checksum }),
    };
  }

  wrong(name: string, expected: string, received: unknown = this.#own(name)): DomainryError {
    return this.#unreadable(
      `of its metadata, ${name} is ${String(describeReceived(received))} instead of ${expected}`,
    );
  }

  #own(name: string): unknown {
    return Object.hasOwn(this.#values, name) ? this.#values[name] : undefined;
  }

  #unreadable(why: string, cause?: unknown): DomainryError {
    return messageUnreadable(this.columns, why, cause);
  }
}

const none: MessageMetadata['extensions'] = Object.freeze({});

/** A stored message is damaged, or was not written by this library. */
export function messageUnreadable(
  { id, type }: Pick<MessageColumns, 'id' | 'type'>,
  why: string,
  cause?: unknown,
): DomainryError {
  return new DomainryError(
    'MESSAGE_UNREADABLE',
    `${String(describeReceived(type))} ${String(describeReceived(id))} cannot be read: ${why}. Look at what is stored; it was damaged, or written by something else.`,
    {
      details: { id: describeReceived(id), type: describeReceived(type) },
      ...(cause === undefined ? {} : { cause }),
    },
  );
}
