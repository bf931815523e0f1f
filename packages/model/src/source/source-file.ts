import { parseSync, type Comment, type Program } from 'oxc-parser';

/** One source as a syntax tree. Line ends are those of Unix, whatever the machine that checked it out. */
export class SourceFile {
  readonly text: string;
  readonly program: Program;
  readonly #comments: readonly Comment[];
  readonly #lineStarts: readonly number[];
  #words: ReadonlySet<string> | undefined;

  /**
   * @param path - absolute; its ending tells the language.
   * @throws SyntaxError when the text cannot be parsed.
   */
  constructor(
    readonly path: string,
    text: string,
  ) {
    this.text = text.replaceAll('\r\n', '\n');
    const { program, comments, errors } = parseSync(path, this.text, { preserveParens: false });
    const [error] = errors;
    if (error !== undefined && program.body.length === 0 && this.text.trim() !== '') {
      throw new SyntaxError(error.message);
    }
    this.program = program;
    this.#comments = comments;
    this.#lineStarts = [0, ...[...this.text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  }

  /** Whether a word stands somewhere outside of the comments. */
  mentions(word: string): boolean {
    this.#words ??= new Set(this.#withoutComments().match(/[\p{L}_$][\p{L}\p{N}_$]*/gu));
    return this.#words.has(word);
  }

  /** The line of an offset, from 1. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.#lineStarts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#lineStarts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  }

  /** The text as it is written between two offsets, in one line. */
  written({ start, end }: { readonly start: number; readonly end: number }): string {
    return this.text.slice(start, end).replaceAll(/\s+/g, ' ').trim();
  }

  /** The doc comment, whole, that stands right before one of these offsets; other comments may stand between. */
  docCommentBefore(...offsets: readonly number[]): string | undefined {
    for (const offset of offsets) {
      let end = offset;
      for (let at = this.#lastCommentBefore(end); at >= 0; at -= 1) {
        const comment = this.#comments[at]!;
        if (this.text.slice(comment.end, end).trim() !== '') break;
        if (comment.type === 'Block' && comment.value.startsWith('*')) {
          return this.text.slice(comment.start, comment.end);
        }
        end = comment.start;
      }
    }
    return undefined;
  }

  #withoutComments(): string {
    let end = 0;
    const parts = this.#comments.map((comment) => {
      const part = this.text.slice(end, comment.start);
      ({ end } = comment);
      return part;
    });
    return [...parts, this.text.slice(end)].join(' ');
  }

  #lastCommentBefore(offset: number): number {
    let low = -1;
    let high = this.#comments.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#comments[middle]!.end <= offset) low = middle;
      else high = middle;
    }
    return low;
  }
}
