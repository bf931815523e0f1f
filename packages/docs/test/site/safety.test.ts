import { beforeAll, describe, expect, test } from '@jest/globals';
import { parse, type DefaultTreeAdapterTypes } from 'parse5';
import { renderSingleFile } from '../../src/site/render-single-file.js';
import { renderSite } from '../../src/site/render-site.js';
import { hostileBookshop } from '../bookshop.js';

type Element = DefaultTreeAdapterTypes.Element;

/** What a browser would make of each page. */
let pages: readonly (readonly [path: string, elements: readonly Element[]])[];

const attack =
  '<img src=x onerror=alert(1)> </script><script>alert(1)</script> [x](javascript:alert(1)) ![y](http://evil.example/)';

beforeAll(async () => {
  const input = {
    documents: hostileBookshop,
    findings: [
      {
        code: `CODE ${attack}`,
        level: 'error',
        element: 'Ordering.Order',
        message: attack,
        why: attack,
        fix: attack,
      },
    ],
    options: { title: attack, description: attack },
  } as const;
  const files = await renderSite(input);
  pages = [
    ...[...files].filter(([path]) => path.endsWith('.html')),
    ['single', await renderSingleFile(input)] as const,
  ].map(([path, html]) => [path, elementsIn(parse(html))]);
});

function elementsIn(node: DefaultTreeAdapterTypes.ParentNode): readonly Element[] {
  return node.childNodes.flatMap((child) => ('tagName' in child ? [child, ...elementsIn(child)] : []));
}

function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((each) => each.name === name)?.value;
}

function textOf(node: DefaultTreeAdapterTypes.ChildNode): string {
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}

describe('What users write', () => {
  test('becomes no script, picture or frame', () => {
    for (const [path, elements] of pages) {
      const scripts = elements.filter(({ tagName }) => tagName === 'script');
      const foreign = scripts.filter(
        (script) =>
          script.childNodes.length > 0 || !/^[./]*assets\/\w+\.js$/.test(attribute(script, 'src') ?? ''),
      );
      const loaded = elements.filter(({ tagName }) =>
        ['img', 'image', 'iframe', 'object', 'embed', 'form', 'base', 'foreignobject'].includes(tagName),
      );
      expect([path, foreign.length, loaded.length]).toEqual([path, 0, 0]);
    }
  });

  test('becomes no attribute that does something', () => {
    for (const [path, elements] of pages) {
      const active = elements.flatMap(({ attrs }) =>
        attrs.filter(
          ({ name, value }) =>
            /^on|^style$/.test(name) ||
            (/href|src/.test(name) && /^\s*(javascript|data|vbscript):/i.test(value)),
        ),
      );
      expect([path, active]).toEqual([path, []]);
    }
  });

  test('is there to be read all the same', () => {
    const [, home] = pages.find(([path]) => path === 'index.html')!;

    expect(textOf(home.find(({ tagName }) => tagName === 'title')!)).toBe(attack);
    expect(textOf(home.find(({ tagName }) => tagName === 'h1')!)).toBe(attack);
  });

  test('can not loosen what pages may load', () => {
    for (const [path, elements] of pages) {
      const policies = elements
        .filter((element) => attribute(element, 'http-equiv') === 'Content-Security-Policy')
        .map((element) => attribute(element, 'content'));
      expect([path, policies]).toEqual([path, [expect.stringMatching(/^default-src 'none'/)]]);
      expect(policies[0]).not.toMatch(/unsafe|\*/);
    }
  });
});
