import { printable } from './printable.js';
import type { Style } from './style.js';
import { tableLines } from './text-table.js';
import { widthOfText, wrap, type Text } from './wrap.js';

/** Text for a terminal, written from top to bottom. Whatever is written is made harmless first. */
export class Page {
  readonly #lines: string[] = [];

  constructor(readonly style: Style) {}

  /** A title above a part; an empty line sets it off from what stands before. */
  heading(text: string): this {
    if (this.#lines.length > 0) this.gap();
    return this.text({ text, look: 'bold' });
  }

  /** A paragraph, indented by so many columns; further lines by as many more as `hang` says. */
  text(text: Text, { indent = 0, hang = 0 }: { indent?: number; hang?: number } = {}): this {
    const lines = wrap(text, this.style.width - indent - hang, this.style);
    for (const [at, { line }] of lines.entries()) {
      this.#lines.push((' '.repeat(indent + (at === 0 ? 0 : hang)) + line).trimEnd());
    }
    return this;
  }

  /** A paragraph behind something that is drawn: before its first line, and before further ones. */
  drawn(first: string, further: string, text: Text): this {
    const lines = wrap(text, Math.max(20, this.style.width - first.length), this.style);
    for (const [at, { line }] of lines.entries())
      this.#lines.push(`${at === 0 ? first : further}${line}`.trimEnd());
    return this;
  }

  /** Lines of code, whose blanks count; long ones are left to the terminal. */
  code(text: string, indent = 2): this {
    for (const line of printable(text).split('\n')) this.#lines.push((' '.repeat(indent) + line).trimEnd());
    return this;
  }

  /** One item of a list. */
  item(text: Text): this {
    const lines = wrap(text, this.style.width - 4, this.style);
    for (const [at, { line }] of lines.entries()) {
      this.#lines.push(`  ${at === 0 ? (this.style.isUnicode ? '•' : '-') : ' '} ${line}`.trimEnd());
    }
    return this;
  }

  table(titles: readonly string[], rows: readonly (readonly Text[])[]): this {
    this.#lines.push(...tableLines(titles, rows, this.style));
    return this;
  }

  /** Names with what belongs to them, below each other. Where there is little room, each under its name. */
  entries(entries: readonly (readonly [name: string, text: Text])[]): this {
    const widest = Math.max(0, ...entries.map(([name]) => widthOfText(name)));
    const isNarrow = this.style.width < widest + 24;
    for (const [name, text] of entries) {
      const rest = Array.isArray(text) ? text : [text];
      if (isNarrow) {
        this.text({ text: name, look: 'cyan' }, { indent: 2 });
        this.text(text, { indent: 4 });
        continue;
      }
      const lines = wrap(rest as Text, this.style.width - widest - 4, this.style);
      for (const [at, { line }] of lines.entries()) {
        const first = this.style.paint(printable(name), 'cyan') + ' '.repeat(widest - widthOfText(name));
        this.#lines.push(`  ${at === 0 ? first : ' '.repeat(widest)}  ${line}`.trimEnd());
      }
    }
    return this;
  }

  /** An empty line, unless there is one already. */
  gap(): this {
    if (this.#lines.length > 0 && this.#lines.at(-1) !== '') this.#lines.push('');
    return this;
  }

  toString(): string {
    return this.#lines.map((line) => `${line}\n`).join('');
  }
}
