import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { prose, proseLine } from '../../src/markdown/markdown-prose.js';
import { codeText, fence, link, plainText, table } from '../../src/markdown/markdown-text.js';
import '../same-cases-in-ci.js';

/** As permissive as any reader: HTML is obeyed, addresses become links. */
const reader = new MarkdownIt({ html: true, linkify: false });

const readable = fc
  .oneof(
    fc.string({ maxLength: 40 }),
    fc.string({
      unit: fc.constantFrom(...Array.from('`*_{}[]()<>#+-.!|~&$\\:;"\'= \n1a/')),
      maxLength: 40,
    }),
    fc.constantFrom(
      '<img src=x onerror=alert(1)>',
      '1. one',
      '# head',
      '- point',
      '&lt;b&gt;',
      '[a](javascript:alert(1))',
      '---',
    ),
  )
  .map((text) => text.replace(/\s+/g, ' ').trim());

/** The text a reader sees of one paragraph, or what else was made of it. */
function seen(markdown: string): string {
  const tokens = reader.parse(markdown, {});
  const kinds = tokens.map(({ type }) => type).filter((type) => !/^(paragraph_|inline)/.test(type));
  const inline = tokens.flatMap(({ children }) => children ?? []);
  const others = inline
    .map(({ type }) => type)
    .filter((type) => !/^(text|text_special|code_inline)$/.test(type));
  if (kinds.length + others.length > 0) return `${kinds.join()} ${others.join()} of ${markdown}`;
  return inline.map(({ content }) => content).join('');
}

describe('Texts in Markdown', () => {
  test('read as they were written, whatever is in them', () => {
    fc.assert(
      fc.property(readable, (text) => {
        expect(seen(plainText(text))).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  test('are code as they were written, whatever backticks are in them', () => {
    fc.assert(
      fc.property(readable, (text) => {
        expect(seen(codeText(text))).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  test('stand in blocks of code that nothing in them can end', () => {
    fc.assert(
      fc.property(readable, readable, (one, other) => {
        const code = `${one}\n\`\`\`\n${other};`;

        const [token, ...more] = reader.parse(fence(code, 'json'), {});

        expect([token!.type, token!.content, more.length]).toEqual(['fence', `${code}\n`, 0]);
      }),
    );
  });

  test('stay in their cells of a table', () => {
    fc.assert(
      fc.property(readable, readable, (one, other) => {
        const tokens = reader.parse(
          table(['One', 'Other'], [[plainText(`x${one}`), codeText(`y${other}`)]]),
          {},
        );

        expect(tokens.filter(({ type }) => type === 'td_open')).toHaveLength(2);
      }),
      { numRuns: 500 },
    );
  });

  test('do not turn the direction of what follows', () => {
    expect(plainText('\u202Eabc\u2066')).toBe('abc');
  });

  test('leave out columns in which nothing stands', () => {
    expect(
      table(
        ['Name', 'Default'],
        [
          ['one', ''],
          ['two', ''],
        ],
      ),
    ).toBe('| Name |\n| --- |\n| one |\n| two |');
    expect(table(['Name'], [])).toBe('');
  });

  test('are links that end where they should', () => {
    const [token] = reader.parseInline(link('a', 'b (c)/d e.md'), {});

    expect(token!.children![0]!.attrGet('href')).toBe('b%20%28c%29/d%20e.md');
  });
});

describe('Markdown of users', () => {
  const nameLink = (name: string, label: string): string => `<${name}|${label}>`;

  test('keeps its structure', () => {
    const text = [
      'An order is **one promise**, _really_; see `total`.',
      '',
      '- one',
      '- two',
      '  1. deep',
      '',
      '> said',
      '',
      '```ts',
      'const a = `b`;',
      '```',
      '',
      '| a | b |',
      '| --- | --- |',
      '| 1 | 2 |',
    ].join('\n');

    expect(prose(text, nameLink)).toBe(text);
  });

  test('has no headings of its own, no HTML and no pictures', () => {
    const written = prose(
      '# Title\n\n<script>alert(1)</script>\n\n![x](http://example.org/a.png) <b>bold</b>',
      nameLink,
    );

    expect(written).toContain('**Title**');
    const tokens = reader.parse(written, {}).flatMap((token) => [token, ...(token.children ?? [])]);
    expect(tokens.filter(({ type }) => /html|image|heading/.test(type))).toEqual([]);
  });

  test('leads to the web only', () => {
    expect(proseLine('[a](https://example.org/x) [b](javascript:alert(1)) [c](file:///etc)', nameLink)).toBe(
      '[a](https://example.org/x) \\[b\\](javascript:alert(1)) \\[c\\](file\\:///etc)',
    );
  });

  test('names elements by their links', () => {
    expect(proseLine('see {@link OrderPlaced} and {@link Order | the order}.', nameLink)).toBe(
      'see <OrderPlaced|OrderPlaced> and <Order|the order>.',
    );
  });

  test('is inert, whatever it is', () => {
    fc.assert(
      fc.property(fc.array(readable, { maxLength: 6 }), (lines) => {
        const tokens = reader
          .parse(prose(lines.join('\n'), nameLinkless), {})
          .flatMap((token) => [token, ...(token.children ?? [])]);

        expect(tokens.filter(({ type }) => /html|image/.test(type))).toEqual([]);
        const links = tokens.map((token) => token.attrGet('href')).filter((href) => href !== null);
        expect(links.filter((href) => !/^https?:/.test(String(href)))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

function nameLinkless(_name: string, label: string): string {
  return codeText(label);
}
