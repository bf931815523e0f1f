import type { FormatFiles } from '../format.js';
import { compare } from '../../compare.js';
import { writeJson } from '../text/write-json.js';

/** Path of the file that remembers the numbers. */
export const lockPath = 'protobuf.lock.json';

/** What a number was given to: a field under all names it has had, as long as its type is the same. */
interface Holder {
  readonly names: string[];
  readonly type: string;
}

/** A field, or a value of an enumeration, that needs a number. */
export interface Numbered {
  readonly name: string;
  readonly formerNames?: readonly string[];
  /** What it looks like on the wire: another type is another number. */
  readonly type: string;
}

/** The numbers of one message or enumeration, and what is left over of others. */
export interface Numbering {
  /** In the order of what was asked for. */
  readonly numbers: readonly number[];
  /** Numbers that were given to something else, ascending; nobody may have them again. */
  readonly reservedNumbers: readonly number[];
  /** Names that went with them. */
  readonly reservedNames: readonly string[];
}

/** Protobuf keeps these for itself. */
const kept = { from: 19_000, to: 19_999 };

/**
 * Numbers of fields that never change: each is given once, and remembered in a file beside the schemas, which has to be
 * committed with them. What goes away leaves its number behind, reserved.
 */
export class FieldNumbers {
  readonly #subjects = new Map<string, Map<number, Holder>>();

  /**
   * @param files - what the folder holds: the numbers of the last time.
   * @throws RangeError when the file of the numbers can not be read: giving new ones would break every reader.
   */
  constructor(files: FormatFiles = new Map()) {
    const text = files.get(lockPath);
    if (text === undefined) return;
    for (const [subject, holders] of Object.entries(readLock(text))) {
      this.#subjects.set(
        subject,
        new Map(
          Object.entries(holders).map(([number, { names, type }]) => [
            Number(number),
            { names: [...names], type },
          ]),
        ),
      );
    }
  }

  /**
   * Gives each of several fields its number: the one it has had, under this name or a former one, or else the next.
   *
   * @param subject - what the numbers are within: a message in all its versions, or an enumeration.
   * @param formerSubjects - what that was called before.
   */
  number(subject: string, wanted: readonly Numbered[], formerSubjects: readonly string[] = []): Numbering {
    const holders = this.#holdersOf(subject, formerSubjects);
    const numbers: number[] = [];
    for (const each of wanted) numbers.push(find(holders, each, numbers) ?? give(holders, each));
    const left = [...holders].filter(([number]) => !numbers.includes(number));
    const present = new Set(wanted.map(({ name }) => name));
    const names = [...holders.values()].flatMap((holder) => holder.names);
    return {
      numbers,
      reservedNumbers: left.map(([number]) => number).sort((one, other) => one - other),
      reservedNames: [...new Set(names)].filter((name) => !present.has(name)).sort(compare),
    };
  }

  /** The file that remembers the numbers. */
  write(): string {
    const subjects = [...this.#subjects].sort(([one], [other]) => compare(one, other));
    const messages = subjects.map(([subject, holders]) => [
      subject,
      Object.fromEntries(
        [...holders].map(([number, { names, type }]) => [number, { names: [...names], type }]),
      ),
    ]);
    return writeJson({ version: 1, numbers: Object.fromEntries(messages) as never });
  }

  #holdersOf(subject: string, formerSubjects: readonly string[]): Map<number, Holder> {
    let holders = this.#subjects.get(subject);
    if (holders === undefined) {
      const former = formerSubjects.flatMap((name) => this.#subjects.get(name) ?? [])[0] ?? [];
      holders = new Map(
        Array.from(former, ([number, { names, type }]) => [number, { names: [...names], type }]),
      );
      this.#subjects.set(subject, holders);
    }
    return holders;
  }
}

function find(
  holders: ReadonlyMap<number, Holder>,
  { name, formerNames = [], type }: Numbered,
  taken: readonly number[],
): number | undefined {
  for (const candidate of [name, ...formerNames]) {
    for (const [number, holder] of holders) {
      if (taken.includes(number) || holder.type !== type || !holder.names.includes(candidate)) continue;
      if (!holder.names.includes(name)) holder.names.push(name);
      return number;
    }
  }
  return undefined;
}

function give(holders: Map<number, Holder>, { name, type }: Numbered): number {
  let number = Math.max(0, ...holders.keys()) + 1;
  if (number >= kept.from && number <= kept.to) number = kept.to + 1;
  holders.set(number, { names: [name], type });
  return number;
}

type Lock = Readonly<Record<string, Readonly<Record<string, Holder>>>>;

function readLock(text: string): Lock {
  const lock = parse(text) as { readonly version?: unknown; readonly numbers?: unknown } | undefined;
  if (lock?.version === 1 && isRecord(lock.numbers)) {
    const isLock = Object.values(lock.numbers).every(
      (holders) =>
        isRecord(holders) && Object.entries(holders).every(([number, holder]) => isHolder(number, holder)),
    );
    if (isLock) return lock.numbers as Lock;
  }
  throw new RangeError(
    `${lockPath} is no list of field numbers of version 1. It was edited or merged by hand: restore the last one that was written, for new numbers would break everybody who reads the old ones.`,
  );
}

function isHolder(number: string, holder: unknown): boolean {
  return (
    /^[1-9]\d*$/.test(number) &&
    isRecord(holder) &&
    typeof holder['type'] === 'string' &&
    Array.isArray(holder['names']) &&
    holder['names'].every((name) => typeof name === 'string')
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
