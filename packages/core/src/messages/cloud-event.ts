import type { JsonValue } from '../errors/violation.js';
import {
  attributesOfMetadata,
  checkText,
  cloudEventInvalid,
  extensionAttributes,
  type ExtensionName,
} from './cloud-event-attributes.js';
import type { Message } from './message.js';

/** An event in the JSON format of CloudEvents 1.0 (cloudevents.io). Extensions are attributes like others. */
export interface CloudEvent {
  readonly specversion: '1.0';
  readonly id: string;
  /** URI reference of the context it comes from. */
  readonly source: string;
  readonly type: string;
  /** RFC 3339. */
  readonly time?: string;
  /** What it is about: the stream. */
  readonly subject?: string;
  readonly datacontenttype?: string;
  readonly dataschema?: string;
  readonly data?: JsonValue;
  readonly [extension: string]: JsonValue | undefined;
}

/** How a message is made into a CloudEvent. */
export interface CloudEventOptions {
  /** URI reference of the context it comes from; `/Banking` for `Banking.Deposited.v1` when absent. */
  readonly source?: string;
  /** URI of the schema of the data. */
  readonly dataschema?: string;
  /**
   * Gives the name of the attribute for a name among the extensions; undefined leaves it out. CloudEvents has lower-case
   * letters and digits only, so other names are refused without it.
   */
  readonly extensionName?: ExtensionName;
}

/**
 * A message as a CloudEvent, structured, for whoever else may read it. What the framework knows of it goes along in extension
 * attributes, so that {@link fromCloudEvent} gives the same message again.
 *
 * @example
 * ```ts
 * import { toCloudEvent, type Message } from '@domainry/core';
 *
 * declare const message: Message;
 * const body = JSON.stringify(toCloudEvent(message, { source: 'https://bank.example/accounts' }));
 * ```
 * @throws DomainryError CLOUD_EVENT_INVALID when something in it is no attribute that CloudEvents allows.
 */
export function toCloudEvent({ data, metadata }: Message, options: CloudEventOptions = {}): CloudEvent {
  const { id, type, time, stream, extensions } = metadata;
  const source = options.source ?? `/${encodeURIComponent(type.split('.')[0]!)}`;
  const { dataschema } = options;
  if (dataschema !== undefined && !/^[A-Za-z][A-Za-z0-9+.-]*:[^\s]+$/.test(dataschema))
    throw cloudEventInvalid('dataschema', dataschema, 'an absolute URI');
  if (/\s/.test(source)) throw cloudEventInvalid('source', source, 'a URI reference');
  return Object.freeze({
    specversion: '1.0',
    id: checkText('id', id),
    source: checkText('source', source),
    type: checkText('type', type),
    time: time.toISOString(),
    ...(stream === undefined ? {} : { subject: checkText('subject', stream) }),
    datacontenttype: 'application/json',
    ...(dataschema === undefined ? {} : { dataschema }),
    ...attributesOfMetadata(metadata),
    ...extensionAttributes(extensions, options.extensionName),
    data,
  });
}
