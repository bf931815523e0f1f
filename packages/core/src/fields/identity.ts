const hexDigits: readonly string[] = '0123456789abcdef'.split('');
const hexCodes = Uint8Array.from(hexDigits, (digit) => digit.charCodeAt(0));
const dash = '-'.charCodeAt(0);

/**
 * Random halves of identities are drawn and written in blocks: one by one, that costs more than everything else here.
 * The blocks grow, so that the first identity of a process does not wait for hundreds.
 */
const largestBlock = 512;
let blockSize = 16;
/** `-8xxx-xxxxxxxxxxxx`: variant and random digits, from the second dash before them to the end. */
const halfLength = 18;
let halves = '';
let nextHalf = 0;

let milliseconds = 0;
/** Up to the version: `xxxxxxxx-xxxx-7`. */
let prefix = '';
/** The prefix and the first two of the three digits of the counter. */
let stem = '';
let counter = 0;
const counters = 0x1000;

/**
 * A new UUIDv7 (RFC 9562, method 1): sorted by time, and within a millisecond by a 12-bit counter, so that the
 * identities one process makes are strictly increasing. A counter that runs over borrows the next millisecond.
 *
 * Written here since the uuid package takes many times as long on Node 20, which is more than everything else in
 * constructing an aggregate.
 *
 * @param now - milliseconds since the epoch.
 */
export function newUuid(now: number): string {
  if (now > milliseconds) beginMillisecond(now);
  else if ((counter & 0xf) === 0) {
    if (counter === counters) beginMillisecond(milliseconds + 1);
    else beginStem();
  }
  if (nextHalf === halves.length) drawHalves();
  const half = halves.slice(nextHalf, (nextHalf += halfLength));
  return stem + hexDigits[counter++ & 0xf]! + half;
}

function beginMillisecond(now: number): void {
  milliseconds = now;
  const time = now.toString(16).padStart(12, '0');
  prefix = `${time.slice(0, 8)}-${time.slice(8)}-7`;
  counter = 0;
  beginStem();
}

function beginStem(): void {
  stem = prefix + (counter >>> 4).toString(16).padStart(2, '0');
}

function drawHalves(): void {
  blockSize = Math.min(2 * blockSize, largestBlock);
  const bytes = crypto.getRandomValues(new Uint8Array(8 * blockSize));
  const text = new Uint8Array(halfLength * blockSize).fill(dash);
  let place = 0;
  for (let first = 0; first < bytes.length; first += 8) {
    // The variant is binary 10.
    bytes[first] = 0x80 | (bytes[first]! & 0x3f);
    place = writeHex(bytes, first, first + 2, text, place + 1);
    place = writeHex(bytes, first + 2, first + 8, text, place + 1);
  }
  halves = new TextDecoder().decode(text);
  nextHalf = 0;
}

/** Writes bytes at a place of a text; gives the place behind them. */
function writeHex(bytes: Uint8Array, from: number, to: number, text: Uint8Array, place: number): number {
  for (let index = from; index < to; index++) {
    const byte = bytes[index]!;
    text[place++] = hexCodes[byte >>> 4]!;
    text[place++] = hexCodes[byte & 0xf]!;
  }
  return place;
}

const integerEpoch = Date.UTC(2024, 0, 1);
let integerTime = 0;
let integerCounter = 0;

/**
 * A new integer identity: 41 bits of milliseconds since 2024 and 12 bits of a counter, so it is safe and increasing in
 * one process. Processes that make identities of one class at the same time need an identity function of their own.
 *
 * @param now - milliseconds since the epoch.
 */
export function newIntegerId(now: number): number {
  const time = Math.max(now - integerEpoch, integerTime);
  integerCounter = time === integerTime ? integerCounter + 1 : 0;
  integerTime = integerCounter > 0xfff ? time + 1 : time;
  if (integerTime !== time) integerCounter = 0;
  return integerTime * 0x1000 + integerCounter;
}
