const begin = '<!-- domainry:begin -->';
const end = '<!-- domainry:end -->';

/** The markers of a file do not enclose one block, so nobody knows what is to be replaced. */
export class AgentsMarkersError extends Error {
  override readonly name = 'AgentsMarkersError';
  readonly code = 'BROKEN_MARKERS';

  /** @param line - of the marker that is wrong, from 1. */
  constructor(
    message: string,
    readonly line: number,
  ) {
    super(message);
  }
}

/**
 * Puts a block into a file that people write, too: in place of the block between the markers, or at the end when the
 * file has none. Everything else stays as it is, and a second time changes nothing.
 *
 * @param existing - text of the file; undefined when there is none.
 * @param block - from `agentsBlock`.
 * @throws AgentsMarkersError when a marker is there without the other, twice, or after it.
 */
export function mergeAgents(existing: string | undefined, block: string): string {
  // A file with Windows line ends keeps them.
  const lineEnd = existing?.includes('\r\n') === true ? '\r\n' : '\n';
  const marked = [begin, ...block.replaceAll(/<!-- domainry:(begin|end) -->/g, '').split('\n'), end].join(
    lineEnd,
  );
  if (existing === undefined || existing.trim() === '') return `${marked}${lineEnd}`;
  const found = findBlock(existing);
  if (found === undefined) return `${existing.trimEnd()}${lineEnd}${lineEnd}${marked}${lineEnd}`;
  return `${existing.slice(0, found.start)}${marked}${existing.slice(found.end)}`;
}

function findBlock(text: string): { readonly start: number; readonly end: number } | undefined {
  const begins = placesOf(text, begin);
  const ends = placesOf(text, end);
  if (begins.length === 0 && ends.length === 0) return undefined;
  if (begins.length > 1) throw broken(text, begins[1]!, `${begin} is there a second time`);
  if (ends.length > 1) throw broken(text, ends[1]!, `${end} is there a second time`);
  const [start] = begins;
  const [stop] = ends;
  if (start === undefined) throw broken(text, stop!, `${end} is there, but ${begin} is missing before it`);
  if (stop === undefined) throw broken(text, start, `${begin} is there, but ${end} is missing after it`);
  if (stop < start) throw broken(text, stop, `${end} comes before ${begin}`);
  return { start, end: stop + end.length };
}

function placesOf(text: string, marker: string): readonly number[] {
  const places: number[] = [];
  for (let at = text.indexOf(marker); at !== -1; at = text.indexOf(marker, at + 1)) places.push(at);
  return places;
}

function broken(text: string, at: number, what: string): AgentsMarkersError {
  const line = text.slice(0, at).split('\n').length;
  return new AgentsMarkersError(
    `Line ${line}: ${what}. The block has one of each, in this order; put it right, or remove both to have the block added anew.`,
    line,
  );
}
