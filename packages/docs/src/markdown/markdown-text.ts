/** How characters that mean something to Markdown, or to the HTML it becomes, are written in running text. */
const written: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ...Array.from('\\`*_{}[]|~#$@:', (character) => [character, `\\${character}`] as const),
]);

// oxlint-disable-next-line no-control-regex -- these end a line, or turn the text after them
const unreadable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]+/g;

/** Text as it is meant, on one line: nothing in it is a mark. */
export function plainText(text: string): string {
  const line = text.replace(unreadable, '').replace(/\s+/g, ' ').trim();
  return (
    line
      .replace(/[&<>\\`*_{}[\]|~#$@]|:(?=\/\/|[\w+-]+:)/g, (character) => written.get(character)!)
      .replace(/^[-+=]/, '\\$&')
      .replace(/^(\d{1,9})([.)])/, '$1\\$2')
      // Before a link it would make a picture of it.
      .replace(/!$/, '\\!')
  );
}

/** Text as code, on one line; whatever backticks are in it. */
export function codeText(text: string): string {
  const line = text.replace(unreadable, '').replace(/\s+/g, ' ').trim();
  if (line === '') return '';
  const ticks = '`'.repeat(longestRun(line, '`') + 1);
  const room = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${ticks}${room}${line}${room}${ticks}`;
}

/** Code in a table: what divides cells divides them even in code. */
function cellText(markdown: string): string {
  return markdown
    .replace(/\n+/g, '<br>')
    .replace(/(`+)(.+?)\1(?!`)/g, (code) => code.replace(/(?<!\\)\|/g, '\\|'));
}

/** A block of code, whatever fences are in it. */
export function fence(code: string, language: string): string {
  const ticks = '`'.repeat(Math.max(3, longestRun(code, '`') + 1));
  return `${ticks}${language.replace(/[^\w+#-]/g, '')}\n${code.replace(/\n$/, '')}\n${ticks}`;
}

/** A link within the set: addresses are paths, and written so that no character ends them early. */
export function link(label: string, address: string): string {
  return `[${label}](${encodeURI(address).replace(/[()]/g, (character) => (character === '(' ? '%28' : '%29'))})`;
}

/** A link to anywhere: the address is written as it is given, but for what would end it. */
export function webLink(label: string, address: string): string {
  return `[${label}](${webAddress(address)})`;
}

/** An address as it is given, but for what would end a link. */
export function webAddress(address: string): string {
  return address.replace(
    /[()<>\s\\]/g,
    (character) => `%${character.codePointAt(0)!.toString(16).padStart(2, '0')}`,
  );
}

/** Rows below a head; empty without rows. */
export function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  // A column in which nothing stands is left out.
  const kept = columns.map((_, at) => at).filter((at) => rows.some((row) => (row[at] ?? '') !== ''));
  const write = (cells: readonly string[]): string =>
    `| ${kept.map((at) => cellText(cells[at] ?? '')).join(' | ')} |`;
  return [write(columns), `| ${kept.map(() => '---').join(' | ')} |`, ...rows.map(write)].join('\n');
}

/** Points, one on each line; empty without points. */
export function points(items: readonly string[]): string {
  return items.map((item) => `- ${item.replace(/\n/g, '\n  ')}`).join('\n');
}

function longestRun(text: string, character: string): number {
  let longest = 0;
  let run = 0;
  for (const each of text) {
    run = each === character ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}
