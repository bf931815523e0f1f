import MarkdownIt from 'markdown-it';
import { codeText, fence, link, plainText, table, webAddress } from './markdown-text.js';

const markdown = new MarkdownIt({ html: false, linkify: false });
markdown.disable(['image']);

type Token = ReturnType<typeof markdown.parse>[number];

/** How `{@link Account}` reads: as a link, or as code where nobody knows the name. */
export type NameLink = (name: string, label: string) => string;

/**
 * Markdown of users, read and written anew: what looked like HTML is text, pictures are their addresses, links lead to
 * the web or nowhere, and headings are lines in bold, so that they do not disturb those of the page.
 */
export function prose(text: string, nameLink: NameLink): string {
  return new ProseWriter(nameLink).blocks(markdown.parse(text, {})).trim();
}

/** The same for one line, such as a description. */
export function proseLine(text: string, nameLink: NameLink): string {
  const [token] = markdown.parseInline(text.replace(/\s+/g, ' ').trim(), {});
  return new ProseWriter(nameLink).inline(token?.children ?? []);
}

class ProseWriter {
  readonly #nameLink: NameLink;

  constructor(nameLink: NameLink) {
    this.#nameLink = nameLink;
  }

  /** Blocks one below the other; lists and quotes hold blocks. */
  blocks(tokens: readonly Token[]): string {
    const blocks: string[] = [];
    let isTight = false;
    for (let at = 0; at < tokens.length; at += 1) {
      const token = tokens[at]!;
      isTight ||= token.hidden;
      const end = token.nesting === 1 ? closing(tokens, at) : at;
      const text = this.#block(token, tokens.slice(at + 1, end));
      if (text !== '') blocks.push(text);
      at = end;
    }
    // In tight lists, what stands below each other belongs together.
    return blocks.join(isTight ? '\n' : '\n\n');
  }

  #block(token: Token, inside: readonly Token[]): string {
    switch (token.type) {
      case 'paragraph_open':
        return this.#lineOf(inside);
      case 'heading_open':
        return `**${this.#lineOf(inside)}**`;
      case 'fence':
      case 'code_block':
        return fence(token.content, token.info.trim());
      case 'hr':
        return '---';
      case 'blockquote_open':
        return indented(this.blocks(inside), '> ', '> ');
      case 'bullet_list_open':
        return this.#items(inside, () => '- ');
      case 'ordered_list_open':
        return this.#items(inside, (position) => `${position + 1}. `);
      case 'table_open':
        return this.#table(inside);
      default:
        return this.#lineOf([token, ...inside]);
    }
  }

  #items(tokens: readonly Token[], mark: (position: number) => string): string {
    const items: string[] = [];
    for (let at = 0; at < tokens.length; at += 1) {
      const end = closing(tokens, at);
      const start = mark(items.length);
      items.push(indented(this.blocks(tokens.slice(at + 1, end)), start, ' '.repeat(start.length)));
      at = end;
    }
    return items.join('\n');
  }

  #table(tokens: readonly Token[]): string {
    const rows: string[][] = [];
    for (const token of tokens) {
      if (token.type === 'tr_open') rows.push([]);
      if (token.type === 'inline') rows.at(-1)?.push(this.inline(token.children ?? []));
    }
    const [head = [], ...body] = rows;
    return table(head, body);
  }

  #lineOf(tokens: readonly Token[]): string {
    return tokens.map((token) => (token.type === 'inline' ? this.inline(token.children ?? []) : '')).join('');
  }

  inline(tokens: readonly Token[]): string {
    const addresses: string[] = [];
    const parts: string[] = [];
    for (const token of tokens) {
      switch (token.type) {
        case 'text':
          parts.push(this.#text(token.content));
          break;
        case 'code_inline':
          parts.push(codeText(token.content));
          break;
        case 'strong_open':
        case 'strong_close':
          parts.push('**');
          break;
        case 'em_open':
        case 'em_close':
          parts.push('_');
          break;
        case 's_open':
        case 's_close':
          parts.push('~~');
          break;
        case 'softbreak':
        case 'hardbreak':
          parts.push('\n');
          break;
        case 'link_open':
          addresses.push(String(token.attrGet('href') ?? ''));
          parts.push(isWeb(addresses.at(-1)!) ? '[' : '');
          break;
        case 'link_close': {
          const address = addresses.pop()!;
          parts.push(isWeb(address) ? `](${webAddress(address)})` : '');
          break;
        }
        default:
          parts.push(plainText(token.content));
      }
    }
    return parts.join('');
  }

  /** Running text with its `{@link …}`; spaces at its ends divide it from its neighbours. */
  #text(text: string): string {
    return text
      .split(/(\{@link\s+[^\s|}]{1,400}[^}]{0,400}\})/)
      .map((part) => {
        const match = /^\{@link\s+([^\s|}]+)(?:\s*\|\s*|\s+)?([^}]*)\}$/.exec(part);
        if (match !== null) return this.#nameLink(match[1]!, match[2]!.trim() || match[1]!);
        const [, before = '', middle = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(part) ?? [];
        return `${before}${plainText(middle)}${after}`;
      })
      .join('');
  }
}

function isWeb(address: string): boolean {
  return /^https?:\/\//i.test(address);
}

function closing(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at += 1) {
    depth += tokens[at]!.nesting;
    if (depth === 0) return at;
  }
  return tokens.length - 1;
}

function indented(text: string, first: string, rest: string): string {
  return text
    .split('\n')
    .map((line, at) =>
      at === 0 ? `${first}${line}` : line === '' && rest.trim() === '' ? '' : `${rest}${line}`,
    )
    .join('\n');
}

/** A link to an element, or its name as code. */
export function nameLinkBy(addressOf: (name: string) => string | undefined): NameLink {
  return (name, label) => {
    const address = addressOf(name);
    return address === undefined ? codeText(label) : link(plainText(label), address);
  };
}
