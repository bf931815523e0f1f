import type { AnyCommand } from '../elements/command.js';
import { modelOfInstance } from '../elements/element.js';
import type { AnyEvent } from '../elements/event.js';
import { setMetadata, setStored } from '../elements/message-metadata.js';
import { storedFormOf } from '../elements/stored-form.js';
import { DomainryError } from '../errors/domainry-error.js';
import { formatPath, type JsonValue } from '../errors/violation.js';
import { checksumOf } from '../messages/checksum.js';
import type { Message, MessageMetadata } from '../messages/message.js';
import { messageUnreadable, readMetadata, writeMetadata } from '../messages/metadata-text.js';
import { CodecChain, type PayloadCodec } from '../messages/payload-codec.js';
import type { AnyClass } from '../metadata.js';
import type { NewEvent, StoredEvent } from '../ports/event-store.js';
import type { Registry } from '../registry/registry.js';
import { MessageForms, type MessageForm } from './message-forms.js';
import { upcast, type MakeUpcaster, type StoredData } from './upcast-chain.js';
import { parseTogether } from './parse-together.js';
import { UnknownMessage } from './unknown-message.js';

/** How messages are stored and read. */
export interface MessageOptions {
  /** What is done to payloads before they are stored, first to last: compress, then encrypt. Nothing when absent. */
  readonly codecs?: readonly PayloadCodec[];
  /** What was done before, to read what is stored so. */
  readonly formerCodecs?: readonly PayloadCodec[];
  /** Keeps a SHA-256 with each event and verifies it at each reading; costs a few microseconds each. */
  readonly checksums?: boolean;
  /** Drops stored keys that no field has, in messages that do not say so themselves; they are refused otherwise. */
  readonly lenient?: boolean;
}

/** What becomes of stored messages whose name is not known: an error, nothing, or an {@link UnknownMessage}. */
export type OnUnknown = 'fail' | 'skip' | 'keep';

/** All messages of a domain and how each is stored: made once, when the model is complete, and used by whatever writes or reads. */
export class MessageCatalog {
  readonly #events: MessageForms;
  readonly #commands: MessageForms;
  readonly #codecs: CodecChain;
  readonly #hasChecksums: boolean;

  /**
   * @param make - makes upcasters; with `new` when absent.
   * @throws DomainryError CONFIGURATION_INVALID when two codecs have one name.
   */
  constructor(
    registry: Registry,
    { codecs = [], formerCodecs = [], checksums = false, lenient = false }: MessageOptions = {},
    make: MakeUpcaster = makeWithNew,
  ) {
    this.#events = new MessageForms(registry, 'event', make, lenient);
    this.#commands = new MessageForms(registry, 'command', make, lenient);
    this.#codecs = new CodecChain(codecs, formerCodecs);
    this.#hasChecksums = checksums;
  }

  /** The form in which an event is appended to its stream. */
  encode(event: AnyEvent, metadata: MessageMetadata, tags: readonly string[] = none): NewEvent {
    const { id, type } = metadata;
    const time = metadata.time.getTime();
    const data = storedFormOf(modelOfInstance(event)).write(event);
    const payload = this.encodePayload(data, aboutOf(metadata));
    const written = writeMetadata(metadata, { codecs: payload.codecs });
    if (this.#hasChecksums) written['checksum'] = eventChecksum({ id, type, time, data, metadata: written });
    return { id, type, time, data: payload.data, metadata: JSON.stringify(written), tags };
  }

  /**
   * The event that was stored, in the form its class has today; `metadataOf` knows all of it.
   *
   * @throws DomainryError MESSAGE_TYPE_UNKNOWN, MESSAGE_VERSION_UNKNOWN, MESSAGE_UNREADABLE, STORED_DATA_UNREADABLE,
   *   UPCAST_FAILED, CHECKSUM_MISMATCH; PAYLOAD_UNREADABLE, CODEC_UNKNOWN, ENCRYPTION_KEY_UNKNOWN.
   */
  decode(stored: StoredEvent): AnyEvent {
    return this.#decodeAs(this.#events.require(stored.type), stored);
  }

  /** {@link MessageCatalog.decode} for many events at once, which costs less than one by one. */
  decodeAll(all: readonly StoredEvent[]): readonly AnyEvent[] {
    // A checksum is about one event by itself.
    if (this.#hasChecksums) return all.map((stored) => this.decode(stored));
    const events: AnyEvent[] = [];
    const unread: number[] = [];
    let type: string | undefined;
    let form: MessageForm | undefined;
    for (let index = 0; index < all.length; index++) {
      const stored = all[index]!;
      // Most events have the type of the one before.
      if (stored.type !== type) form = this.#events.find((type = stored.type));
      const event = form && this.#readText(form, stored);
      if (event === undefined) unread.push(index);
      events.push(event!);
    }
    if (unread.length > 0) this.#decodeUnread(all, unread, events);
    return events;
  }

  /** {@link MessageCatalog.decode} with a policy for names that are not known; undefined for what is skipped. */
  read(stored: StoredEvent, onUnknown: OnUnknown): AnyEvent | UnknownMessage | undefined {
    const form = this.#events.find(stored.type);
    if (form !== undefined) return this.#decodeAs(form, stored);
    if (onUnknown === 'fail') return this.decode(stored);
    return onUnknown === 'skip'
      ? undefined
      : new UnknownMessage(
          stored,
          () => this.#dataOf(stored),
          () => this.metadataOf(stored),
        );
  }

  /** Whether events of a stored name can be read. */
  knows(type: string): boolean {
    return this.#events.find(type) !== undefined;
  }

  /** All names under which events of a class are stored, former ones included; none for what is no event of the domain. */
  typesOf(cls: AnyClass): readonly string[] {
    return this.#events.typesOf(cls);
  }

  /** All that is known of a stored event, without reading its payload. */
  metadataOf(stored: StoredEvent): MessageMetadata {
    return readMetadata(stored, stored.metadata).metadata;
  }

  /** The payload of a command, as it is kept. */
  writeCommand(command: object): Message['data'] {
    return storedFormOf(modelOfInstance(command)).write(command);
  }

  /**
   * The command of a kept message, in the form its class has today; `metadataOf` knows all of it.
   *
   * @throws DomainryError as {@link MessageCatalog.decode} does.
   */
  readCommand({ data, metadata }: Message): AnyCommand {
    const form = this.#commands.require(metadata.type);
    const dropped: string[] = [];
    // Upcasters may change what they are given, and the message is not theirs.
    const own = form.chain.length === 0 ? data : (structuredClone(data) as StoredData);
    const command = instanceOf(form, own, metadata, dropped) as AnyCommand;
    setMetadata(command, dropped.length === 0 ? metadata : Object.freeze({ ...metadata, dropped }));
    return command;
  }

  /** Data as they are kept where codecs apply. For snapshots too. */
  encodePayload(data: Readonly<Record<string, JsonValue>>, about: string): ReturnType<CodecChain['encode']> {
    return this.#codecs.encode(JSON.stringify(data), about);
  }

  /** Undoes {@link MessageCatalog.encodePayload}, whatever the codecs were then. */
  decodePayload(payload: Parameters<CodecChain['decode']>[0], about: string): string {
    return this.#codecs.decode(payload, about);
  }

  /** Parses events that were not read from their text, by their indexes, in their order: the first that is wrong is named. */
  #decodeUnread(all: readonly StoredEvent[], unread: readonly number[], events: AnyEvent[]): void {
    const rest = unread.map((index) => all[index]!);
    const parsed = parseTogether(rest);
    rest.forEach((stored, place) => {
      const form = this.#events.require(stored.type);
      events[unread[place]!] = this.#decodeParsed(form, stored, parsed?.[place] ?? this.#dataOf(stored));
    });
  }

  #decodeAs(form: MessageForm, stored: StoredEvent): AnyEvent {
    // A checksum is about what was parsed.
    const read = this.#hasChecksums ? undefined : this.#readText(form, stored);
    return read ?? this.#decodeParsed(form, stored, this.#dataOf(stored));
  }

  /** Undefined when it has to be parsed. */
  #readText(form: MessageForm, stored: StoredEvent): AnyEvent | undefined {
    const event = form.chain.length === 0 ? form.stored.readText(stored.data) : undefined;
    if (event !== undefined) setStored(event, stored, this.#readMetadata);
    return event as AnyEvent | undefined;
  }

  #decodeParsed(form: MessageForm, stored: StoredEvent, data: StoredData): AnyEvent {
    // Reading thousands of events must not cost more than it has to: what is only for a few is made for those.
    const dropped: string[] | undefined = form.isLenient ? [] : undefined;
    const event = instanceOf(form, data, stored, dropped) as AnyEvent;
    if (dropped === undefined || dropped.length === 0) setStored(event, stored, this.#readMetadata);
    else
      setStored(event, stored, (read) =>
        Object.freeze({ ...this.metadataOf(read), dropped: Object.freeze(dropped) }),
      );
    return event;
  }

  readonly #readMetadata = (stored: StoredEvent): MessageMetadata => this.metadataOf(stored);

  #dataOf(stored: StoredEvent): StoredData {
    // Only what no codec touched is the JSON of an object; nobody has to look at the metadata then.
    const isPlain = stored.data.charCodeAt(0) === openingBrace;
    if (isPlain && !this.#hasChecksums) return parse(stored, stored.data);
    const { codecs = none, checksum } = readMetadata(stored, stored.metadata);
    if (!isPlain && codecs.length === 0) throw messageUnreadable(stored, 'its data are no object');
    const json = isPlain ? stored.data : this.decodePayload({ data: stored.data, codecs }, aboutOf(stored));
    const data = parse(stored, json);
    if (this.#hasChecksums && checksum !== undefined) verify(stored, data, checksum);
    return data;
  }
}

const none: readonly string[] = Object.freeze([]);
const openingBrace = 123;

function makeWithNew(cls: AnyClass): object {
  return new (cls as unknown as new () => object)();
}

/** What payloads are bound to, so that they cannot be exchanged. */
function aboutOf({ type, id }: Pick<MessageMetadata, 'type' | 'id'>): string {
  return `${type} ${id}`;
}

function parse(stored: StoredEvent, json: string): StoredData {
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch (error) {
    throw messageUnreadable(stored, 'its data are no JSON', error);
  }
  if (typeof data === 'object' && data !== null && !Array.isArray(data)) return data as StoredData;
  throw messageUnreadable(stored, 'its data are no object');
}

/** Reads data in the form of today; says of which message, when they cannot be read. */
function instanceOf(
  { element, stored, chain, isLenient }: MessageForm,
  data: StoredData,
  { type, id }: Pick<MessageMetadata, 'type' | 'id'>,
  dropped: string[] | undefined,
): object {
  try {
    const current = chain.length === 0 ? data : upcast(data, chain, type);
    if (!isLenient || dropped === undefined) return stored.read(current);
    return stored.read(current, { lenient: true, onDropped: (path) => dropped.push(formatPath(path)) });
  } catch (error) {
    if (!DomainryError.is(error)) throw error;
    throw new DomainryError(error.code, `${error.message} (${element.name}, stored as ${type} ${id})`, {
      details: { ...error.details, type, id },
      cause: error,
    });
  }
}

interface Checked {
  readonly id: string;
  readonly type: string;
  readonly time: number;
  readonly data: unknown;
  /** Without the checksum itself, and without what is added after it. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

function eventChecksum({ id, type, time, data, metadata }: Checked): string {
  return checksumOf({ id, type, time, data, metadata } as Record<string, JsonValue>);
}

/** Members of the metadata that are put in after the checksum was made. */
const notChecked: ReadonlySet<string> = new Set(['checksum', 'chain']);

function verify(stored: StoredEvent, data: StoredData, checksum: string): void {
  const all = Object.entries(JSON.parse(stored.metadata) as Record<string, unknown>);
  const metadata = Object.fromEntries(all.filter(([name]) => !notChecked.has(name)));
  if (eventChecksum({ ...stored, data, metadata }) === checksum) return;
  throw new DomainryError(
    'CHECKSUM_MISMATCH',
    `${stored.type} ${stored.id} at position ${stored.position} is not what was written: its checksum is another. Restore it from a backup.`,
    { details: { id: stored.id, type: stored.type, position: stored.position } },
  );
}
