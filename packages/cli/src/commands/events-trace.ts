import type { JsonValue } from '@domainry/core';
import type { Trace, TracedMessage } from '../data/trace.js';
import { flagsOfData, runData } from '../load/run-data.js';
import { defineCommand } from '../run/command.js';
import { printableLine } from '../text/printable.js';
import type { Page } from '../text/page.js';

export const eventsTrace = defineCommand({
  name: 'events trace',
  summary: 'Draws what led to a message, and what followed from it.',
  description:
    'Everything with the same first message, as a tree. Of commands only the identity is stored. Goes through all events.',
  given: [{ name: 'id', what: 'Identity of an event, of a command, or of a correlation.' }],
  flags: {
    ...flagsOfData,
    reveal: { type: 'boolean', what: 'Shows personal data, which are masked otherwise.' },
  },
  examples: [
    {
      call: 'domainry events trace 0193a1f2-0000-7000-8000-000000000001',
      what: 'The command, its events, and those of their handlers.',
    },
  ],
  async run(context) {
    const { given, flags } = context;
    const trace = await runData<Trace>(context, 'events trace', {
      kind: 'trace',
      id: given[0]!,
      isRevealed: flags.reveal,
    });
    return {
      data: trace as unknown as JsonValue,
      page: (page) => {
        page.text(['Correlation ', { text: printableLine(trace.correlationId), look: 'bold' }]);
        for (const root of trace.roots) writeBranch(page, root, '', '');
      },
    };
  },
});

/**
 * @param own - what stands before the message itself.
 * @param rest - what stands before what follows from it.
 */
function writeBranch(
  page: Page,
  { id, event, isAsked, effects }: TracedMessage,
  own: string,
  rest: string,
): void {
  const [tee, corner, bar] = page.style.isUnicode ? ['├─ ', '└─ ', '│  '] : ['|- ', '`- ', '|  '];
  const mark = isAsked ? [{ text: page.style.isUnicode ? ' ◀' : ' <', look: 'yellow' as const }] : [];
  const what =
    event === undefined
      ? [{ text: `command ${printableLine(id)}`, look: 'dim' as const }]
      : [
          { text: event.type, look: 'bold' as const },
          ` ${printableLine(event.stream)} `,
          { text: `#${event.position}`, look: 'yellow' as const },
          ` ${printableLine(JSON.stringify(event.data))}`,
        ];
  page.drawn(own, rest + (effects.length === 0 ? '   ' : bar!), [...what, ...mark]);
  for (const [at, effect] of effects.entries()) {
    const isLast = at === effects.length - 1;
    writeBranch(page, effect, rest + (isLast ? corner! : tee!), rest + (isLast ? '   ' : bar!));
  }
}
