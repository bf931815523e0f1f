/** How often an open-ended repetition is written out. */
const usualRepetition = 1;
/** Longest text that is made; a pattern that asks for more has no example. */
const longest = 1000;

/**
 * A text that matches a regular expression, the plainest there is: the first alternative, the first character of each class,
 * as few repetitions as are allowed, one where none would do. Lookarounds, references back and what else makes texts depend
 * on each other are not followed, so that the caller has to check what he gets.
 */
export function textOfPattern(pattern: string, atLeast = 0): string | undefined {
  const reader = { pattern, at: 0, wanted: atLeast };
  try {
    const text = alternatives(reader);
    return reader.at === pattern.length && text.length <= longest ? text : undefined;
  } catch {
    return undefined;
  }
}

interface Reader {
  readonly pattern: string;
  at: number;
  /** Characters that are still to be made, where a repetition may have more. */
  wanted: number;
}

function alternatives(reader: Reader): string {
  let first: string | undefined;
  for (;;) {
    const text = sequence(reader);
    first ??= text;
    if (reader.pattern[reader.at] !== '|') return first;
    reader.at++;
  }
}

function sequence(reader: Reader): string {
  let text = '';
  while (reader.at < reader.pattern.length && !'|)'.includes(reader.pattern[reader.at]!)) {
    const atom = readAtom(reader);
    const times = repetition(reader, atom);
    if (atom.length * times > longest) throw new RangeError('too long');
    reader.wanted -= atom.length * times;
    text += atom.repeat(times);
  }
  return text;
}

function readAtom(reader: Reader): string {
  const sign = reader.pattern[reader.at++]!;
  switch (sign) {
    case '^':
    case '$':
      return '';
    case '.':
      return 'a';
    case '(':
      return group(reader);
    case '[':
      return characterClass(reader);
    case '\\':
      return escape(reader, false);
    default:
      return sign;
  }
}

function group(reader: Reader): string {
  const opening = /^\?(?::|<[^=!>][^>]*>|([=!]|<[=!]))/.exec(reader.pattern.slice(reader.at));
  if (opening !== null) reader.at += opening[0].length;
  const text = alternatives(reader);
  if (reader.pattern[reader.at++] !== ')') throw new SyntaxError('unclosed group');
  return opening?.[1] === undefined ? text : '';
}

const classes: Readonly<Record<string, string>> = {
  d: '0',
  w: 'a',
  s: ' ',
  D: 'a',
  W: '-',
  S: 'a',
  t: '\t',
  n: '\n',
  r: '\r',
};

/** One character that an escape stands for; none for those that stand for a place. */
function escape(reader: Reader, isInClass: boolean): string {
  const sign = reader.pattern[reader.at++]!;
  if (sign === 'b' || sign === 'B') return isInClass ? '\b' : '';
  if (sign === 'p' || sign === 'P') {
    const name = /^\{([^}]*)\}/.exec(reader.pattern.slice(reader.at));
    if (name === null) throw new SyntaxError('property without a name');
    reader.at += name[0].length;
    const candidates = ['A', 'a', '1', '-', ' ', '$', 'é', '東'];
    const isOne = new RegExp(`^\\${sign}{${name[1]!}}$`, 'u');
    const found = candidates.find((candidate) => isOne.test(candidate));
    if (found === undefined) throw new RangeError('no plain character');
    return found;
  }
  const code = /^(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|u\{([\da-fA-F]+)\})/.exec(
    `${sign}${reader.pattern.slice(reader.at)}`,
  );
  if (code !== null) {
    reader.at += code[0].length - 1;
    return String.fromCodePoint(parseInt(code[1] ?? code[2] ?? code[3]!, 16));
  }
  return classes[sign] ?? sign;
}

function characterClass(reader: Reader): string {
  const isNegated = reader.pattern[reader.at] === '^';
  const start = reader.at - 1;
  if (isNegated) reader.at++;
  const members: string[] = [];
  while (reader.pattern[reader.at] !== ']') {
    const sign = reader.pattern[reader.at++];
    if (sign === undefined) throw new SyntaxError('unclosed class');
    members.push(sign === '\\' ? escape(reader, true) : sign);
  }
  reader.at++;
  if (!isNegated) return members[0] ?? '';
  const isMember = new RegExp(reader.pattern.slice(start, reader.at), 'u');
  const found = ['a', 'A', '0', ' ', '-', '_', '.'].find((candidate) => isMember.test(candidate));
  if (found === undefined) throw new RangeError('no plain character');
  return found;
}

/** How often what was read is repeated. */
function repetition(reader: Reader, atom: string): number {
  const suffix = /^(?:([*+?])|\{(\d+)(,(\d*))?\})\??/.exec(reader.pattern.slice(reader.at));
  if (suffix === null) return 1;
  reader.at += suffix[0].length;
  const [, sign, least, range, most] = suffix;
  const fewest = sign === undefined ? Number(least) : sign === '+' ? 1 : 0;
  const greatest =
    sign === '?'
      ? 1
      : sign !== undefined || most === ''
        ? Infinity
        : range === undefined
          ? fewest
          : Number(most);
  const wanted = atom.length === 0 ? 0 : Math.ceil(reader.wanted / atom.length);
  return Math.min(Math.max(fewest, wanted, Math.min(usualRepetition, greatest)), greatest);
}
