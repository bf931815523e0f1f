import type { StoredEvent } from '@domainry/core/ports';

/** The first line of an export. */
export interface ExportHeader {
  readonly format: 'domainry-events';
  readonly version: 1;
  readonly domain: string;
  /** Whether personal data were left out: then it can be looked at, but not imported. */
  readonly isMasked: boolean;
}

/** The last line of an export: without it, the file was cut off. */
export interface ExportTrailer {
  readonly events: number;
  /** SHA-256 of all lines before, hexadecimal. */
  readonly sha256: string;
}

/** One event in an export: everything that is stored of it, as it is stored. */
export type ExportedEvent = Pick<
  StoredEvent,
  'position' | 'stream' | 'version' | 'id' | 'type' | 'time' | 'data' | 'metadata' | 'tags'
>;

const members: Readonly<Record<keyof ExportedEvent, (value: unknown) => boolean>> = {
  position: isCount,
  stream: isText,
  version: isCount,
  id: isText,
  type: isText,
  time: (value) => Number.isFinite(value),
  data: (value) => typeof value === 'string',
  metadata: isText,
  tags: (value) => Array.isArray(value) && value.every(isText),
};

/** The event of a line; a text that says what is wrong when it holds none. Members that are none of an event are dropped. */
export function readExportedEvent(line: string): ExportedEvent | string {
  const value = readObject(line);
  if (value === undefined) return 'it is no JSON object';
  for (const [name, holds] of Object.entries(members))
    if (!Object.hasOwn(value, name) || !holds(value[name])) return `${name} is missing or wrong`;
  return Object.fromEntries(
    Object.keys(members).map((name) => [name, value[name]]),
  ) as unknown as ExportedEvent;
}

export function isHeader(line: string): ExportHeader | undefined {
  const value = readObject(line);
  const isOurs = value?.['format'] === 'domainry-events' && typeof value['domain'] === 'string';
  return isOurs ? (value as unknown as ExportHeader) : undefined;
}

export function isTrailer(line: string): ExportTrailer | undefined {
  const value = readObject(line);
  return value !== undefined && isCount(value['events']) && typeof value['sha256'] === 'string'
    ? (value as unknown as ExportTrailer)
    : undefined;
}

function readObject(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
