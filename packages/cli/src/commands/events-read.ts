import type { JsonValue } from '@domainry/core';
import type { EventsFound } from '../data/read-events.js';
import { flagsOfDatabase, runData } from '../load/run-data.js';
import { defineCommand } from '../run/command.js';
import type { Outcome } from '../run/outcome.js';
import { counted } from '../text/counted.js';
import { writeEvent } from './write-event.js';

/** Flags that say which events are meant. */
export const flagsOfEvents = {
  ...flagsOfDatabase,
  limit: { type: 'number', value: 'events', default: 50, what: 'How many events at most.' },
  after: {
    type: 'number',
    value: 'position',
    what: 'Only events after this position; before it, with --backwards.',
  },
  backwards: { type: 'boolean', what: 'The latest first.' },
  stream: { type: 'text', value: 'Account-123', what: 'Only events of one stream.' },
  category: { type: 'text', value: 'Account', what: 'Only events of the streams of one category.' },
  type: {
    type: 'text',
    value: 'Banking.Deposited.v1',
    what: 'Only events of one type; Deposited for all versions.',
  },
  reveal: { type: 'boolean', what: 'Shows personal data, which are masked otherwise.' },
} as const;

export const eventsRead = defineCommand({
  name: 'events read',
  summary: 'Shows stored events, in the order of commits.',
  flags: { ...flagsOfEvents },
  examples: [
    { call: 'domainry events read --limit 10 --backwards', what: 'What happened last.' },
    { call: 'domainry events read --stream Account-123', what: 'Everything that happened to one account.' },
  ],
  async run(context) {
    const { flags } = context;
    return foundOutcome(
      await runData<EventsFound>(context, 'events read', { kind: 'read', ...selectionIn(flags) }),
      flags.backwards,
    );
  },
});

/** What flags say of the events that are meant. */
export function selectionIn(flags: {
  readonly database: string | undefined;
  readonly limit: number;
  readonly after: number | undefined;
  readonly backwards: boolean;
  readonly stream: string | undefined;
  readonly category: string | undefined;
  readonly type: string | undefined;
  readonly reveal: boolean;
}): {
  readonly limit: number;
  readonly backwards: boolean;
  readonly isRevealed: boolean;
  readonly database?: string;
  readonly after?: number;
  readonly stream?: string;
  readonly category?: string;
  readonly type?: string;
} {
  const { database, after, stream, category, type, backwards, reveal } = flags;
  return {
    limit: Math.max(1, Math.floor(flags.limit)),
    backwards,
    isRevealed: reveal,
    ...(database === undefined ? {} : { database }),
    ...(after === undefined ? {} : { after }),
    ...(stream === undefined ? {} : { stream }),
    ...(category === undefined ? {} : { category }),
    ...(type === undefined ? {} : { type }),
  };
}

/** Events as a result; where there are more, how to go on. */
export function foundOutcome({ events, isCutOff }: EventsFound, isBackwards: boolean): Outcome {
  return {
    data: { events: events as unknown as JsonValue, isCutOff },
    page: (page) => {
      for (const event of events) writeEvent(page, event);
      if (events.length === 0) page.text('There are none.');
      if (!isCutOff) return;
      const back = isBackwards ? ' --backwards' : '';
      page
        .gap()
        .text(
          `The first ${counted(events.length, 'event')}. Go on with --after ${events.at(-1)!.position}${back}.`,
        );
    },
  };
}
