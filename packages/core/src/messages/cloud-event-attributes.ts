import { DomainryError } from '../errors/domainry-error.js';
import { describeReceived, type JsonValue } from '../errors/violation.js';
import type { MessageMetadata } from './message.js';
import { versionIn } from './metadata-text.js';

/** Gives the name of an attribute; undefined leaves it out. */
export type ExtensionName = (name: string) => string | undefined;

/** Which extension attribute holds what is known of a message. Names of CloudEvents' own extensions have its meaning. */
export const metadataAttributes = {
  kind: 'messagekind',
  schemaVersion: 'schemaversion',
  correlationId: 'correlationid',
  causationId: 'causationid',
  originId: 'originid',
  originStream: 'originstream',
  sequence: 'eventsequence',
  expectedVersion: 'expectedversion',
  priority: 'priority',
  deadline: 'deadline',
  idempotencyKey: 'idempotencykey',
  traceparent: 'traceparent',
  tenant: 'tenant',
} as const satisfies Partial<Record<keyof MessageMetadata, string>>;

/** Attributes that CloudEvents itself defines. */
export const coreAttributes: ReadonlySet<string> = new Set([
  'specversion',
  'id',
  'source',
  'type',
  'time',
  'subject',
  'datacontenttype',
  'dataschema',
  'data',
  'data_base64',
]);

const taken: ReadonlySet<string> = new Set([...coreAttributes, ...Object.values(metadataAttributes)]);

/** What is known of a message, as extension attributes. What the type or the identity tells is left out. */
export function attributesOfMetadata(metadata: MessageMetadata): Record<string, JsonValue> {
  const attributes: Record<string, JsonValue> = {};
  for (const [property, name] of Object.entries(metadataAttributes)) {
    const value = metadata[property as keyof typeof metadataAttributes];
    if (value === undefined || isTold(property, value, metadata)) continue;
    attributes[name] = attributeValue(name, value instanceof Date ? value.toISOString() : value);
  }
  return attributes;
}

function isTold(property: string, value: unknown, { id, type }: MessageMetadata): boolean {
  if (property === 'kind') return value === 'event';
  if (property === 'schemaVersion') return value === versionIn(type);
  return property === 'correlationId' && value === id;
}

/** What enrichers added, as extension attributes. */
export function extensionAttributes(
  extensions: MessageMetadata['extensions'],
  nameOf: ExtensionName = (name) => name,
): Record<string, JsonValue> {
  const attributes: Record<string, JsonValue> = {};
  for (const [extension, value] of Object.entries(extensions)) {
    const name = nameOf(extension);
    if (name === undefined) continue;
    if (typeof name !== 'string' || !isAttributeName(name))
      throw cloudEventInvalid(`extensions.${extension}`, name, 'a name of lower-case letters and digits');
    if (taken.has(name) || Object.hasOwn(attributes, name))
      throw cloudEventInvalid(`extensions.${extension}`, name, 'a name that no other attribute has');
    attributes[name] = attributeValue(`extensions.${extension}`, value);
  }
  return attributes;
}

/** Whether CloudEvents allows a name for an attribute. */
export function isAttributeName(name: string): boolean {
  return /^[a-z0-9]+$/.test(name);
}

/** CloudEvents allows texts, booleans and integers of 32 bits. */
export function attributeValue(name: string, value: unknown): JsonValue {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') return value === '' ? value : checkText(name, value);
  if (typeof value === 'number' && value === (value | 0)) return value;
  throw cloudEventInvalid(name, value, 'a text, a boolean or an integer of 32 bits');
}

/** A text that CloudEvents allows: not empty, without control characters, halves of surrogate pairs, noncharacters. */
export function checkText(name: string, value: unknown): string {
  if (typeof value === 'string' && value !== '' && !forbidden.test(value)) return value;
  throw cloudEventInvalid(name, value, 'a text that is not empty, without control characters');
}

// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const forbidden = /[\u0000-\u001f\u007f-\u009f]|\p{Surrogate}|\p{Noncharacter_Code_Point}/u;

/** Something is no CloudEvent, or no message can be made of it. */
export function cloudEventInvalid(attribute: string, received: unknown, expected: string): DomainryError {
  return new DomainryError(
    'CLOUD_EVENT_INVALID',
    `The attribute ${attribute} of a CloudEvent: expected ${expected}, received ${String(describeReceived(received))}.`,
    { details: { attribute, expected, received: describeReceived(received) } },
  );
}
