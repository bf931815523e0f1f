import { nodeName, plain } from './mermaid-text.js';
import type { ProcessStory, Telling } from './process-story.js';

/** The story of a process as a Mermaid sequence diagram. */
export function sequenceDiagram({ participants, main, branches }: ProcessStory): string {
  const names = new Map(participants.map(({ id }, position) => [id, nodeName(position)]));
  const write = ({ from, to, kind, text }: Telling, indent: string): string => {
    if (kind === 'note') return `${indent}Note over ${names.get(from)!}: ${plain(text)}`;
    return `${indent}${names.get(from)!}${kind === 'event' ? '-->>' : '->>'}${names.get(to)!}: ${plain(text)}`;
  };
  return [
    'sequenceDiagram',
    ...participants.map(
      ({ id, element }) => `  participant ${names.get(id)!} as ${plain(element?.name ?? id)}`,
    ),
    ...main.map((telling) => write(telling, '  ')),
    ...branches.flatMap(({ event, tellings }) => [
      `  opt ${plain(`when ${event}`)}`,
      ...tellings.map((telling) => write(telling, '    ')),
      '  end',
    ]),
  ].join('\n');
}
