import { kindLooks } from './kind-look.js';
import { word } from './mermaid-text.js';
import type { Timeline } from './timeline.js';

/** Frames that Mermaid can number. */
const mostFrames = 999;

/** A time line as a Mermaid event modeling diagram; what goes beyond the frames it can number is left out. */
export function eventModeling({ cells, edges }: Timeline): string {
  const frames = cells.slice(0, mostFrames);
  const numbers = new Map(
    frames.map(({ node }, position) => [node.id, String(position + 1).padStart(2, '0')]),
  );
  return [
    'eventmodeling',
    '',
    ...frames.map(({ node }) => {
      const number = numbers.get(node.id)!;
      const sources = edges.filter(({ to }) => to === node.id).flatMap(({ from }) => numbers.get(from) ?? []);
      const [context = ''] = node.within ?? [];
      const name = `${identifier(context)}.${identifier(node.label)}`;
      const from = sources.map((source) => ` ->> ${source}`).join('');
      // Mermaid joins a `tf` to the frame before it unless told otherwise; an `rf` begins anew.
      return sources.length === 0
        ? `rf ${number} ${typeOf(kindLooks[node.kind].tone)} ${name}`
        : `tf ${number} ${typeOf(kindLooks[node.kind].tone)} ${name}${from}`;
    }),
  ].join('\n');
}

/** Mermaid takes a small letter for the beginning of a keyword: `title`. */
function identifier(text: string): string {
  return word(text).replace(/^(?=[a-z])/, '_');
}

function typeOf(tone: string): string {
  switch (tone) {
    case 'command':
      return 'cmd';
    case 'event':
      return 'evt';
    case 'view':
      return 'rmo';
    default:
      return 'pcr';
  }
}
