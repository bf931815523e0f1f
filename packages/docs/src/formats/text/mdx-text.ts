import { oneLine } from './one-line.js';

/** Signs that mean something in Markdown, HTML or MDX. */
const meaningful = /[\\`*_{}[\]<>()#+!|~$&=:@"^-]/g;

/** A text inside of MDX, on one line, that stays text: nothing in it is markup, code, an address or a statement. */
export function mdxText(text: string): string {
  const escaped = oneLine(text)
    .replace(/\s+/g, ' ')
    .replace(meaningful, (sign) => `&#${sign.charCodeAt(0)};`);
  // At the beginning of a paragraph these words would begin a module, and digits a list.
  return escaped.replace(/^(?:import|export|\d)/, (start) => `&#${start.charCodeAt(0)};${start.slice(1)}`);
}
