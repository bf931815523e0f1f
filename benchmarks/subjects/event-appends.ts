/** What a store of events is given, and an array of texts as well. */
export interface StreamAppendLike {
  readonly stream: string;
  readonly expected: 'any';
  readonly events: readonly {
    readonly id: string;
    readonly type: string;
    readonly time: number;
    readonly data: string;
    readonly metadata: string;
    readonly tags: readonly string[];
  }[];
}

/** A store of events as every subject offers it. */
export interface EventStoreLike {
  append(appends: readonly StreamAppendLike[]): Promise<void> | void;
}

const streams = 10_000;

/**
 * A thousand events for ten of ten thousand streams, as a bank writes them; others for each number.
 *
 * @param each - how many of a stream, where a hundred are not needed.
 */
export function appendsOf(number: number, each = 100): readonly StreamAppendLike[] {
  return Array.from({ length: 10 }, (_, index) => {
    const account = (number * 10 + index) % streams;
    return {
      stream: `Account-${idOf(account, 'a')}`,
      expected: 'any' as const,
      events: Array.from({ length: each }, (_event, place) =>
        depositOf(number * 1000 + index * 100 + place, account),
      ),
    };
  });
}

function depositOf(number: number, account: number): StreamAppendLike['events'][number] {
  const command = idOf(number, 'c');
  return {
    id: idOf(number, 'e'),
    type: 'Banking.Deposited.v1',
    time: 1_800_000_000_000 + number,
    data: JSON.stringify({ accountNumber: idOf(account, 'a'), amount: number / 4 }),
    metadata: JSON.stringify({
      correlationId: command,
      causationId: command,
      sequence: 1,
      expectedVersion: number % 90,
    }),
    tags: [],
  };
}

function idOf(number: number, kind: string): string {
  return `0199aa10-7${kind}00-7000-8000-${number.toString(16).padStart(12, '0')}`;
}
