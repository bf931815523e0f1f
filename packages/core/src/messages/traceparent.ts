/** Where a message stands in a trace: the parts of a `traceparent`. */
export interface TraceParent {
  /** 32 hexadecimal digits, the same for the whole trace. */
  readonly traceId: string;
  /** 16 hexadecimal digits: the span that the message comes from. */
  readonly parentId: string;
  /** Whether whoever began the trace records it. */
  readonly isSampled: boolean;
}

const shape = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/**
 * Reads a `traceparent` of W3C Trace Context. Undefined when it is none: the specification has it ignored then. Versions
 * that are yet to come are read as far as version 00 goes.
 */
export function parseTraceparent(text: unknown): TraceParent | undefined {
  if (typeof text !== 'string' || text.length > 512) return undefined;
  const [, version, traceId = '', parentId = '', flags = '', rest] = shape.exec(text) ?? [];
  if (version === undefined || version === 'ff' || (version === '00' && rest !== undefined)) return undefined;
  if (/^0+$/.test(traceId) || /^0+$/.test(parentId)) return undefined;
  return { traceId, parentId, isSampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

/** Writes a `traceparent`, version 00. */
export function formatTraceparent({ traceId, parentId, isSampled }: TraceParent): string {
  return `00-${traceId}-${parentId}-${isSampled ? '01' : '00'}`;
}

/**
 * The `traceparent` of what a new span sends out; a new trace when there is none to continue. Only who records spans makes
 * them: what merely passes a message on leaves its `traceparent` alone.
 */
export function childTraceparent(parent?: string): string {
  const { traceId, isSampled } = parseTraceparent(parent) ?? { traceId: randomDigits(16), isSampled: true };
  return formatTraceparent({ traceId, parentId: randomDigits(8), isSampled });
}

function randomDigits(bytes: number): string {
  const random = crypto.getRandomValues(new Uint8Array(bytes));
  // All zeros are no identity.
  random[0] ||= 1;
  return Array.from(random, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
