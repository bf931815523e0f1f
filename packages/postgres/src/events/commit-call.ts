import { endless, type SqlSession, type SqlValue } from '@domainry/sql';
import { categoryOf } from '@domainry/core/ports';
import { bigintArray, booleanArray, integerArray, textArray } from './binary-arrays.js';
import { EventLists } from './event-lists.js';
import type { CommitWork, Lock, Refusal, WrittenWork } from './staged-work.js';

/**
 * What became of a transaction: written, refused, not written since it would have had to wait for others, or since something
 * stood against another one of the call.
 */
export type CommitAnswer =
  WrittenWork | Refusal | { readonly refused: 'busy' } | { readonly refused: 'not done' };

/** How `domainry_commit` is called. */
export interface CommitManner {
  /** Whether to wait for others who hold a lock; else those that would have to wait are told so. */
  readonly isPatient: boolean;
  /** Whether the call is a transaction of its own; else a refusal is an error, which ends the greater one. */
  readonly isAlone: boolean;
  /** Whether the transaction ends with the call, or right behind it: then events get their positions. */
  readonly isPlacing: boolean;
}

/**
 * Calls `domainry_commit`, see `schema/commit-function.ts`.
 *
 * @param works - what transactions have put off; none of them may touch what another one looks at.
 * @returns what became of each, in the same order.
 */
export async function callCommit(
  session: SqlSession,
  works: readonly CommitWork[],
  manner: CommitManner,
): Promise<readonly CommitAnswer[]> {
  const call = new CommitCall(works);
  const rows = await session
    .all(statement, call.parameters(manner))
    .catch((error: unknown) => [{ answer: refusedIn(error) }]);
  return call.answers(JSON.parse(rows[0]!['answer'] as string) as ServerAnswer);
}

/** Locks, streams, events, what else there is, and how it is called. */
const statement = `SELECT domainry_commit($1::text[], $2::boolean[],
  $3::text[], $4::text[], $5::integer[], $6::bigint[], $7::bigint[], $8::boolean[],
  $9::integer[], $10::integer[], $11::text[], $12::text[], $13::bigint[], $14::text[], $15::text[], $16::text[],
  $17::json, $18::boolean, $19::boolean, $20::boolean) AS answer`;

type ServerAnswer =
  | { /** Keys of locks that others hold. */ readonly busy: readonly string[] }
  | {
      readonly busy?: undefined;
      readonly refused?: true;
      /** Of each stream before the commit; −3 less the version where it is archived. Null without streams. */
      readonly versions: readonly number[] | null;
      /** Conditions that do not hold, and the position of an event that is against them. */
      readonly matches?: readonly (readonly [number, number])[];
      /** Last position before; null when no positions were given. */
      readonly head?: number | null;
    };

/** A refusal inside of a greater transaction is an error; gives the answer that it stands for. */
function refusedIn(error: unknown): string {
  const { code, detail } = error as { readonly code?: unknown; readonly detail?: unknown };
  if (code !== 'DR001') throw error;
  return String(detail);
}

/** A stream as the works of one call use it. */
interface StreamUse {
  /** Its place among those of the call, from 1. */
  readonly at: number;
  readonly stream: string;
  readonly category: string;
  /** How many events are added. */
  count: number;
  /** Versions that it may have. */
  least: number;
  most: number;
  /** Whether it is brought back by the same call, so that it may be written to. */
  restored?: true;
}

/** What several transactions ask for by one call, and what its answer means for each. */
class CommitCall {
  readonly #streams = new Map<string, StreamUse>();
  readonly #events = new EventLists();
  /** For each transaction, how many events there are up to its last one, and how many each of its streams has by then. */
  readonly #ends: { readonly events: number; readonly counts: ReadonlyMap<string, number> }[] = [];

  constructor(private readonly works: readonly CommitWork[]) {
    for (const work of works) {
      for (const { stream, least, most } of work.streams) {
        const use = this.#use(stream);
        use.least = Math.max(use.least, least);
        use.most = Math.min(use.most, most);
      }
      const written = new Set<StreamUse>();
      let use: StreamUse | undefined;
      for (const { stream, event } of work.events) {
        if (use?.stream !== stream) written.add((use = this.#use(stream)));
        this.#events.add(use.at, ++use.count, event);
      }
      for (const { stream, restore } of work.changes)
        if (restore === true && this.#streams.has(stream)) this.#use(stream).restored = true;
      const counts = new Map<string, number>();
      for (const { stream, count } of written) counts.set(stream, count);
      this.#ends.push({ events: this.#events.count, counts });
    }
  }

  parameters({ isPatient, isAlone, isPlacing }: CommitManner): SqlValue[] {
    const conditions = this.works
      .flatMap((work) => work.conditions)
      .map((one, place) => Object.assign({}, one, { place }));
    const changes = this.works.flatMap((work) => work.changes);
    const outbox = this.works.flatMap((work) => work.outbox);
    const records = this.works.flatMap((work) => work.records);
    const isMore = conditions.length + changes.length + outbox.length + records.length > 0;
    const locks = locksOf(this.works);
    const streams = [...this.#streams.values()];
    return [
      textArray(locks.map(({ key }) => key)),
      booleanArray(locks.map(({ exclusive }) => exclusive)),
      textArray(streams.map(({ stream }) => stream)),
      textArray(streams.map(({ category }) => category)),
      integerArray(streams.map(({ count }) => count)),
      bigintArray(streams.map(({ least }) => least)),
      bigintArray(streams.map(({ most }) => most)),
      booleanArray(streams.map(({ restored = false }) => restored)),
      ...this.#events.parameters(),
      isMore ? JSON.stringify({ conditions, changes, outbox, records }) : null,
      isPatient,
      isAlone,
      isPlacing,
    ];
  }

  answers(answer: ServerAnswer): readonly CommitAnswer[] {
    if (answer.busy !== undefined) {
      const busy = new Set(answer.busy);
      return this.works.map(({ locks }) => (locks.some(({ key }) => busy.has(key)) ? isBusy : isNotDone));
    }
    if (answer.refused !== true)
      return this.works.map((_, transaction) => this.#written(transaction, answer));
    const matches = new Map(answer.matches);
    let before = 0;
    return this.works.map((work) => {
      const refusal = this.#refusal(work, answer) ?? boundaryOf(work, before, matches);
      before += work.conditions.length;
      return refusal ?? isNotDone;
    });
  }

  #use(stream: string): StreamUse {
    let use = this.#streams.get(stream);
    if (use === undefined) {
      const at = this.#streams.size + 1;
      use = { at, stream, category: categoryOf(stream), count: 0, least: -1, most: endless };
      this.#streams.set(stream, use);
    }
    return use;
  }

  #refusal(work: CommitWork, answer: Looked): Refusal | undefined {
    const seen = (stream: string): number => answer.versions![this.#streams.get(stream)!.at - 1]!;
    for (const { stream, place, least, most } of work.streams) {
      const version = seen(stream) < -1 ? -3 - seen(stream) : seen(stream);
      if (version < least || version > most) return { refused: 'version', place, version };
    }
    const archived = work.events.find(({ stream }) => seen(stream) < -1);
    return archived === undefined ? undefined : { refused: 'archived', stream: archived.stream };
  }

  #written(transaction: number, { versions, head }: Looked): WrittenWork {
    const { events, counts } = this.#ends[transaction]!;
    if (counts.size === 0) return { position: undefined, versions: new Map() };
    return {
      position: head === null || head === undefined ? undefined : head + events,
      versions: new Map(
        Array.from(counts, ([stream, count]) => [
          stream,
          versions![this.#streams.get(stream)!.at - 1]! + count,
        ]),
      ),
    };
  }
}

type Looked = Exclude<ServerAnswer, { readonly busy: readonly string[] }>;

/** @param before - how many conditions transactions before it have. */
function boundaryOf(
  { conditions }: CommitWork,
  before: number,
  matches: ReadonlyMap<number, number>,
): Refusal | undefined {
  for (let at = 0; at < conditions.length; at++) {
    const position = matches.get(before + at);
    if (position !== undefined) return { refused: 'boundary', place: conditions[at]!.place, position };
  }
  return undefined;
}

const isBusy = { refused: 'busy' } as const;
const isNotDone = { refused: 'not done' } as const;

function locksOf(works: readonly CommitWork[]): readonly Lock[] {
  if (works.length === 1) return works[0]!.locks;
  const byKey = new Map<string, Lock>();
  for (const { locks } of works)
    for (const lock of locks) if (!byKey.has(lock.key)) byKey.set(lock.key, lock);
  return [...byKey.values()];
}
