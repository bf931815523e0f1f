import { describe, expect, test } from '@jest/globals';
import sdk from '@eventcatalog/sdk';
import { compile } from '@mdx-js/mdx';
import { landscapeOf, type ModelDocument } from '@domainry/model';
import type { FormatFiles } from '../../../src/formats/format.js';
import { writeEventCatalog } from '../../../src/formats/eventcatalog/write-event-catalog.js';
import { bookshop } from '../../bookshop.js';
import { landscapes } from '../landscapes.js';
import { inFolder, lintCatalog } from './lint-catalog.js';

// Its types are those of its CommonJS build; Node and Jest load the other one.
const utilities = sdk as unknown as (typeof sdk)['default'];
const landscape = landscapeOf(bookshop);
const service = 'domains/Ordering/services/Ordering';
const page = `${service}/events/OrderPlaced/index.mdx`;

test.each(landscapes)('the linter of EventCatalog finds nothing wrong with %s', async (_what, each) => {
  expect(await lintCatalog(writeEventCatalog(each))).toEqual([]);
});

test.each(landscapes)('pages of %s are MDX in which texts stay texts', async (_what, each) => {
  for (const [path, text] of writeEventCatalog(each)) {
    if (!path.endsWith('.mdx')) continue;
    const code = String(await compile(text.replace(/^---\n[^]*?\n---\n/, '')));
    const elements = [...code.matchAll(/_jsxs?\(("?[\w.]+)/g)].map(([, name]) => name);
    const known = [
      'NodeGraph',
      'SchemaViewer',
      'EntityPropertiesTable',
      'MDXContent',
      'MDXLayout',
      '_createMdxContent',
      '_Fragment',
    ];
    expect(
      elements.filter((name) => !known.includes(name!) && !/^_components\.(h2|p|ul|li)$/.test(name!)),
    ).toEqual([]);
    expect(code).not.toMatch(/^(?:import|export) (?!default|\{\w+ as _\w+)/m);
  }
});

test('the SDK of EventCatalog reads what was written', async () => {
  await inFolder(writeEventCatalog(landscape), async (folder) => {
    const { getDomain, getEvent, getFlow, getService, getUbiquitousLanguageFromDomain } = utilities(folder);

    expect(await getEvent('Ordering.OrderPlaced')).toMatchObject({
      version: '2.0.0',
      schemaPath: 'schema.json',
    });
    expect(await getEvent('Ordering.OrderPlaced', '1.0.0')).toMatchObject({
      deprecated: { message: 'Since 1.3.0; goes away with 2.0.0; use OrderPlaced v2' },
    });
    expect(await getDomain('Ordering')).toMatchObject({
      owners: ['sales'],
      services: [{ id: 'Ordering.Service' }],
    });
    const { sends, receives } = await getService('Ordering.Service');
    expect(sends).toContainEqual({ id: 'Ordering.OrderPlaced', version: '2.0.0' });
    expect(receives).toContainEqual({ id: 'Billing.InvoicePaid', version: '1.0.0' });
    const { steps } = await getFlow('Ordering.Fulfilment');
    expect(steps.map(({ id }) => id)).toContain('onPlaced()');
    const language: unknown = await getUbiquitousLanguageFromDomain('Billing');
    expect(language).toMatchObject({
      dictionary: expect.arrayContaining([expect.objectContaining({ name: 'Customer' })]) as unknown,
    });
  });
});

describe('what people wrote', () => {
  test('stays, on top and below, when the model changes', () => {
    const files = withPage(
      writeEventCatalog(landscape),
      page,
      (text) =>
        `${text.replace('---\n', '---\nsidebar:\n  badge: Ours\n').replace('# domainry:end\n', '# domainry:end\nsummary: Our words.\n')}\n## Runbook\n\nCall us.\n`,
    );

    const written = writeEventCatalog(landscapeOf(bookshop.map(renamed)), { existing: files }).get(page)!;

    expect(written).toContain('  badge: Ours\n');
    expect(written).toContain('## Runbook\n\nCall us.\n');
    expect(written).toContain('A customer has ordered at last.');
    // What people say on top wins, and is said once.
    expect(written.match(/^summary: .*$/gm)).toEqual(['summary: Our words.']);
  });

  test('stays in a page that was there before, which gets its part', async () => {
    const own = '---\nid: Ordering.OrderPlaced\nname: An order\nversion: 2.0.0\n---\nOurs.\n';
    const written = writeEventCatalog(landscape, { existing: new Map([[page, own]]) });

    expect(written.get(page)).toMatch(
      /^---\nid: Ordering\.OrderPlaced\nname: An order\nversion: 2\.0\.0\n# domainry:begin/,
    );
    expect(written.get(page)).toContain('---\nOurs.\n{/* domainry:begin');
    expect(await lintCatalog(written)).toEqual([]);
  });

  test('is never written twice', () => {
    const files = withPage(writeEventCatalog(landscape), page, (text) => `${text}\nOurs.\n`);

    const second = writeEventCatalog(landscape, { existing: files });

    expect([...second]).toEqual([...files]);
  });

  test('stays when the element is gone, and is reported', () => {
    const files = withPage(writeEventCatalog(landscape), page, (text) => `${text}\nOurs.\n`);
    const { written, reports } = writtenInto(files, without('OrderPlaced'));

    expect(written.get(page)).toBe(files.get(page));
    expect(written.has(page.replace('index.mdx', 'schema.json'))).toBe(true);
    expect(reports).toEqual([expect.stringContaining('somebody has added to the page')]);
  });

  test('stays as a file beside a page whose element is gone, and is reported', () => {
    const files = new Map([
      ...writeEventCatalog(landscape),
      [page.replace('index.mdx', 'diagram.puml'), '@startuml'],
    ]);
    const { written, reports } = writtenInto(files, without('OrderPlaced'));

    expect(written.has(page)).toBe(true);
    expect(reports).toEqual([expect.stringContaining('diagram.puml')]);
  });

  test('is not touched when a mark is missing, which is reported', () => {
    const files = withPage(writeEventCatalog(landscape), page, (text) =>
      text.replace('{/* domainry:end */}', ''),
    );
    const { written, reports } = writtenInto(files, bookshop);

    expect(written.get(page)).toBe(files.get(page));
    expect(reports).toEqual([
      `${page}: one of the marks around what is generated is missing, so the page stays as it is.`,
    ]);
  });

  test('stays when it is a schema, which is reported', () => {
    const schema = page.replace('index.mdx', 'schema.json');
    const { written, reports } = writtenInto(new Map([[schema, '{"title":"ours"}']]), bookshop);

    expect(written.get(schema)).toBe('{"title":"ours"}');
    expect(reports).toHaveLength(1);
  });
});

test('what nobody has touched goes with its element', () => {
  const { written, reports } = writtenInto(writeEventCatalog(landscape), without('OrderPlaced'));

  expect([...written.keys()].filter((path) => path.includes('OrderPlaced/'))).toEqual([]);
  expect(reports).toEqual([]);
});

function writtenInto(
  existing: FormatFiles,
  documents: readonly ModelDocument[],
): {
  readonly written: FormatFiles;
  readonly reports: readonly string[];
} {
  const reports: string[] = [];
  const written = writeEventCatalog(landscapeOf(documents), {
    existing,
    report: (sentence) => reports.push(sentence),
  });
  return { written, reports };
}

function withPage(files: FormatFiles, path: string, change: (text: string) => string): FormatFiles {
  return new Map([...files].map(([each, text]) => [each, each === path ? change(text) : text]));
}

function renamed(document: ModelDocument): ModelDocument {
  return {
    ...document,
    elements: document.elements.map((element) =>
      element.id === 'Ordering.OrderPlaced'
        ? { ...element, description: 'A customer has ordered at last.' }
        : element,
    ),
  };
}

function without(name: string): readonly ModelDocument[] {
  return bookshop.map((document) => ({
    ...document,
    elements: document.elements.filter((element) => element.name !== name),
  }));
}
