import MarkdownIt from 'markdown-it';
import type { VNode } from 'preact';
import { usePage, type CurrentPage } from '../current-page.js';
import { highlight } from './highlight.js';

/** What users wrote, as Markdown. HTML in it is shown, not obeyed; pictures, which would be fetched, are left out. */
export function Prose({ text, headings = 3 }: { text: string; headings?: number }): VNode {
  const page = usePage();
  const html = markdown.render(text, { page, headings } satisfies ProseSurroundings);
  return <div class="prose" dangerouslySetInnerHTML={{ __html: html }} />;
}

/** One line of what users wrote, with emphasis, code and links, but no blocks. */
export function Line({ text }: { text: string }): VNode {
  const page = usePage();
  const html = markdown.renderInline(text, { page, headings: 3 } satisfies ProseSurroundings);
  return <span dangerouslySetInnerHTML={{ __html: html }} />;
}

interface ProseSurroundings {
  readonly page: CurrentPage;
  /** Level of the largest heading. */
  readonly headings: number;
}

const markdown = new MarkdownIt({ html: false, linkify: false, highlight });
markdown.disable(['image', 'html_block', 'html_inline']);

markdown.inline.ruler.before('link', 'link to an element', (state, silent) => {
  const match = /^\{@link\s+([^\s|}]{1,400})(?:\s*\|\s*|\s+)?([^}]{0,400})\}/.exec(
    state.src.slice(state.pos, state.pos + 900),
  );
  if (match === null) return false;
  if (!silent) {
    const [, name = '', label = ''] = match;
    const href = addressOf(name, surroundings(state.env));
    const [open, close] = href === undefined ? ['code_open', 'code_close'] : ['link_open', 'link_close'];
    const token = state.push(open, href === undefined ? 'code' : 'a', 1);
    if (href !== undefined) token.attrSet('href', href);
    state.push('text', '', 0).content = label.trim() || name;
    state.push(close, href === undefined ? 'code' : 'a', -1);
  }
  state.pos += match[0].length;
  return true;
});

for (const rule of ['heading_open', 'heading_close'] as const) {
  markdown.renderer.rules[rule] = (tokens, index, options, env, renderer) => {
    const token = tokens[index]!;
    const { headings } = surroundings(env);
    token.tag = `h${Math.min(6, Math.max(headings, Number(token.tag.slice(1)) + headings - 2))}`;
    return renderer.renderToken(tokens, index, options);
  };
}

markdown.renderer.rules['link_open'] = (tokens, index, options, _env, renderer) => {
  const token = tokens[index]!;
  if (/^[a-z]+:/i.test(String(token.attrGet('href') ?? ''))) token.attrSet('rel', 'noreferrer');
  return renderer.renderToken(tokens, index, options);
};

markdown.renderer.rules['table_open'] = () => '<div class="scroll" tabindex="0"><table>';
markdown.renderer.rules['table_close'] = () => '</table></div>';

/** markdown-it hands on what it was given without looking at it; it is always given surroundings. */
function surroundings(env: unknown): ProseSurroundings {
  return env as ProseSurroundings;
}

/** `Account`, `Account.withdraw` and `Banking.Account#withdraw` all mean the page of the account. */
function addressOf(name: string, { page }: ProseSurroundings): string | undefined {
  const owner = name.replace(/[.#][^.#]*$/, '');
  const element = page.site.named(name, page.context) ?? page.site.named(owner, page.context);
  const address = element && page.site.addresses.element(element.id);
  return address && page.href(address);
}
