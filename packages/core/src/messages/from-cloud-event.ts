import { describeReceived, type JsonValue } from '../errors/violation.js';
import { parseInstant } from '../fields/instant.js';
import { hostileKeys } from '../fields/plain-object.js';
import {
  attributeValue,
  checkText,
  cloudEventInvalid,
  coreAttributes,
  isAttributeName,
  metadataAttributes,
} from './cloud-event-attributes.js';
import type { Message, MessageMetadata } from './message.js';
import { versionIn } from './metadata-text.js';

/** A message that came as a CloudEvent. */
export interface ReceivedCloudEvent extends Message {
  /** Where it comes from; with the identity, unique. */
  readonly source: string;
}

/**
 * The message that a CloudEvent is, in the JSON format or as an SDK has it. Attributes that are not known here become
 * extensions of the message.
 *
 * @param now - gives the time for one that has none.
 * @throws DomainryError CLOUD_EVENT_INVALID when it breaks the specification, or its data are no JSON object.
 */
export function fromCloudEvent(event: unknown, now: () => Date = () => new Date()): ReceivedCloudEvent {
  const attributes = attributesOf(event);
  if (attributes['specversion'] !== '1.0')
    throw cloudEventInvalid('specversion', attributes['specversion'], '1.0');
  const id = checkText('id', attributes['id']);
  const type = checkText('type', attributes['type']);
  const time = instantIn(attributes, 'time') ?? now();
  const subject = textIn(attributes, 'subject');
  const known: Record<string, unknown> = {};
  for (const [property, name] of Object.entries(metadataAttributes)) {
    const value = readKnown(attributes, property, name);
    if (value !== undefined) known[property] = value;
  }
  const metadata = {
    schemaVersion: versionIn(type),
    kind: 'event',
    correlationId: id,
    ...known,
    id,
    type,
    time,
    ...(subject === undefined ? {} : { stream: subject }),
    extensions: extensionsIn(attributes),
  };
  return Object.freeze({
    source: checkText('source', attributes['source']),
    data: dataIn(attributes),
    metadata: Object.freeze(metadata) as MessageMetadata,
  });
}

type Attributes = Readonly<Record<string, unknown>>;

function attributesOf(event: unknown): Attributes {
  const { toJSON } = (typeof event === 'object' && event !== null ? event : {}) as { toJSON?: unknown };
  // Objects of SDKs write themselves.
  const plain: unknown = typeof toJSON === 'function' ? toJSON.call(event) : event;
  if (typeof plain !== 'object' || plain === null || Array.isArray(plain))
    throw cloudEventInvalid('(all)', plain, 'an object with the attributes');
  return Object.assign(Object.create(null) as object, plain) as Attributes;
}

function textIn(attributes: Attributes, name: string): string | undefined {
  const value = attributes[name];
  return value === undefined || value === null ? undefined : checkText(name, value);
}

function instantIn(attributes: Attributes, name: string): Date | undefined {
  const value = attributes[name];
  const text =
    value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : textIn(attributes, name);
  if (text === undefined) return undefined;
  // Others write finer fractions than a Date can hold.
  const epoch = parseInstant(text.replace(/(\.[0-9]{3})[0-9]+/, '$1'));
  if (typeof epoch === 'number') return new Date(epoch);
  throw cloudEventInvalid(name, value, 'an instant after RFC 3339');
}

function readKnown(attributes: Attributes, property: string, name: string): unknown {
  const value = attributes[name];
  if (value === undefined || value === null) return undefined;
  switch (property) {
    case 'deadline':
      return instantIn(attributes, name);
    case 'kind':
      if (value === 'event' || value === 'command' || value === 'fact') return value;
      throw cloudEventInvalid(name, value, 'event, command or fact');
    case 'schemaVersion':
    case 'sequence':
    case 'expectedVersion':
    case 'priority':
      if (Number.isSafeInteger(value)) return value;
      // Headers have texts only.
      if (typeof value === 'string' && /^-?[0-9]{1,10}$/.test(value)) return Number(value);
      throw cloudEventInvalid(name, value, 'an integer');
    default:
      return checkText(name, value);
  }
}

const known: ReadonlySet<string> = new Set<string>([...coreAttributes, ...Object.values(metadataAttributes)]);

function extensionsIn(attributes: Attributes): MessageMetadata['extensions'] {
  const extensions: Record<string, JsonValue> = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (known.has(name) || value === undefined || value === null) continue;
    if (!isAttributeName(name) || hostileKeys.has(name))
      throw cloudEventInvalid(
        String(describeReceived(name)),
        name,
        'a name of lower-case letters and digits',
      );
    extensions[name] = attributeValue(name, value);
  }
  return Object.freeze(extensions);
}

function dataIn(attributes: Attributes): Message['data'] {
  const type = attributes['datacontenttype'] ?? 'application/json';
  if (typeof type !== 'string' || !/^\s*[^;\s]+\/(?:[^;\s]+\+)?json\s*(?:;|$)/i.test(type))
    throw cloudEventInvalid('datacontenttype', type, 'JSON');
  const encoded = attributes['data_base64'];
  const data = encoded === undefined ? (attributes['data'] ?? {}) : parse(encoded);
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    throw cloudEventInvalid('data', data, 'a JSON object');
  return plainCopy(data, 0) as Message['data'];
}

function parse(encoded: unknown): unknown {
  try {
    const bytes = Uint8Array.from(atob(encoded as string), (character) => character.charCodeAt(0));
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw cloudEventInvalid('data_base64', encoded, 'JSON in base64');
  }
}

const deepest = 100;

/** A copy that nobody else can change, of nothing but plain data. */
function plainCopy(value: unknown, depth: number): JsonValue {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (typeof value !== 'object') throw cloudEventInvalid('data', value, 'data that JSON can hold');
  if (depth > deepest) throw cloudEventInvalid('data', value, `at most ${deepest} levels of nesting`);
  if (Array.isArray(value)) return value.map((each) => plainCopy(each, depth + 1));
  const copy: Record<string, JsonValue> = {};
  for (const [key, each] of Object.entries(value)) {
    if (hostileKeys.has(key)) throw cloudEventInvalid('data', key, 'keys that do not reach into prototypes');
    if (each !== undefined) copy[key] = plainCopy(each, depth + 1);
  }
  return copy;
}
