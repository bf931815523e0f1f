import { beforeAll, describe, expect, test } from '@jest/globals';
import MarkdownIt from 'markdown-it';
import { posix } from 'node:path';
import { llmsFullText, llmsText } from '../../src/markdown/llms-text.js';
import { renderMarkdown } from '../../src/markdown/render-markdown.js';
import type { SiteInput } from '../../src/site/site-input.js';
import { bookshop, emptyModel, hostileBookshop } from '../bookshop.js';
import { parseMermaid } from '../figures/parse-mermaid.js';

const reader = new MarkdownIt({ html: true, linkify: false });
const findings: SiteInput['findings'] = [
  {
    code: 'UNHANDLED_COMMAND',
    level: 'error',
    element: 'Ordering.GiftWrapOrder',
    message: 'Nobody handles GiftWrapOrder.',
    fix: 'Handle it, or remove it.',
  },
];

let files: ReadonlyMap<string, string>;
let hostile: ReadonlyMap<string, string>;

beforeAll(async () => {
  files = await renderMarkdown({ documents: bookshop, findings });
  hostile = await renderMarkdown({ documents: hostileBookshop, findings });
});

function tokensOf(text: string): ReturnType<typeof reader.parse> {
  return reader.parse(text, {}).flatMap((token) => [token, ...(token.children ?? [])]);
}

function diagramsOf(set: ReadonlyMap<string, string>): readonly string[] {
  return [...set.values()].flatMap((text) =>
    tokensOf(text)
      .filter(({ type, info }) => type === 'fence' && info === 'mermaid')
      .map(({ content }) => content),
  );
}

describe('The Markdown set', () => {
  test('has a file for each element and context, where the site has its page', () => {
    expect([...files.keys()]).toEqual(
      expect.arrayContaining([
        'README.md',
        'contexts/Ordering.md',
        'contexts/Ordering/aggregates/Order.md',
        'contexts/Ordering/events/OrderPlaced.md',
        'contexts/Ordering/events/OrderPlaced.v1.md',
        'findings.md',
        'glossary.md',
        'map.md',
        'timeline.md',
      ]),
    );
    const elements = bookshop.flatMap((document) => document.elements);
    expect([...files.keys()].filter((path) => path.split('/').length === 4)).toHaveLength(elements.length);
  });

  test('says what may go wrong with a command, and why', () => {
    const text = files.get('contexts/Billing/commands/Withdraw.md')!;

    expect(text).toContain('## What may go wrong');
    expect(text).toContain('The balance is never below the overdraft limit');
    expect(text).toContain('`AccountFrozen`');
    expect(text).toContain('at least 0.01');
  });

  test('says who reacts to an event', () => {
    const text = files.get('contexts/Ordering/events/OrderPlaced.md')!;

    expect(text).toMatch(
      /Who reacts: .*\[Confirmations\.confirm\(\)\]\(\.\.\/event-handlers\/Confirmations\.md\)/,
    );
    expect(text).toContain('[OrderPlaced v1](OrderPlaced.v1.md)');
  });

  test('says which command leads to which event', () => {
    expect(files.get('contexts/Ordering/aggregates/Order.md')).toContain(
      '| [PlaceOrder](../commands/PlaceOrder.md) | · | · | ● | · |',
    );
  });

  test('has no dead links', () => {
    for (const [path, text] of files) {
      const links = tokensOf(text).flatMap((token) => token.attrGet('href') ?? []);
      const dead = links.filter(
        (href) => !files.has(posix.join(posix.dirname(path), decodeURI(String(href)))),
      );
      expect([path, dead]).toEqual([path, []]);
    }
  });

  test('has diagrams that Mermaid reads, of no more than 50 nodes, in every mood of those who write', () => {
    const diagrams = [...diagramsOf(files), ...diagramsOf(hostile)];

    expect(diagrams.length).toBeGreaterThan(60);
    expect(parseMermaid(diagrams).filter((result) => 'error' in result)).toEqual([]);
    for (const diagram of diagrams) expect(diagram.match(/^ *n\d+[[({>]/gm)?.length ?? 0).toBeLessThan(50);
  });

  test('shows hostile texts as texts', () => {
    for (const [path, text] of hostile) {
      const tokens = tokensOf(text);
      const html = tokens.filter(({ type, content }) => /html/.test(type) && content !== '<br>');
      const links = tokens
        .flatMap((token) => token.attrGet('href') ?? [])
        .filter((href) => !hostile.has(posix.join(posix.dirname(path), decodeURI(String(href)))));

      expect([path, html.map(({ content }) => content), links]).toEqual([path, [], []]);
      expect(tokens.filter(({ type }) => type === 'image')).toEqual([]);
    }
  });

  test('is the same bytes whatever the order of the documents', async () => {
    const again = await renderMarkdown({ documents: [...bookshop].reverse(), findings });

    expect([...again]).toEqual([...files]);
  });

  test('has no sections in which nothing stands', async () => {
    const empty = await renderMarkdown({ documents: [emptyModel] });

    expect([...empty.keys()]).toEqual(['README.md', 'contexts/Nothing.md', 'map.md']);
    for (const text of [...empty.values(), ...files.values()]) {
      expect(text).not.toMatch(/^## .*\n+(## |$(?![\s\S]))/m);
      expect(text).not.toContain('undefined');
    }
  });
});

describe('Texts for agents', () => {
  test('llms.txt is a title, a summary and lists of links that lead to files', () => {
    const text = llmsText({ documents: bookshop, findings });
    const [title, , summary] = text.split('\n');
    const links = tokensOf(text).flatMap((token) => token.attrGet('href') ?? []);

    expect(title).toBe('# Billing and Ordering');
    expect(summary).toMatch(/^> The domain model of Billing, Ordering:/);
    expect(links.length).toBeGreaterThan(40);
    expect(links.filter((href) => !files.has(String(href)))).toEqual([]);
  });

  test('llms-full.txt is everything, file by file', () => {
    const text = llmsFullText(files);

    for (const [path, content] of files) expect(text).toContain(`<!-- ${path} -->\n\n${content}`);
  });
});
