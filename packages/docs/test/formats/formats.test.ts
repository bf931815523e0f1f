import { describe, expect, test } from '@jest/globals';
import { landscapeOf, type ModelDocument } from '@domainry/model';
import { formats } from '../../src/formats/formats.js';
import { bookshop } from '../bookshop.js';
import { landscapes } from './landscapes.js';

test('formats are listed by name, each once', () => {
  const names = formats.map(({ name }) => name);

  expect(names).toEqual([...new Set(names)].sort());
});

describe.each(formats.map((format) => [format.title, format] as const))(
  '%s',
  (_title, { write, carriesOver }) => {
    test.each(landscapes)('of %s is written to paths that every file system takes', (_what, landscape) => {
      for (const [path, text] of write(landscape)) {
        expect(path).toMatch(/^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/);
        expect(path.split('/').every((part) => part.length <= 100)).toBe(true);
        expect(text.endsWith('\n')).toBe(true);
      }
    });

    test('is the same for the same model, whatever the order of its documents', () => {
      const copies = (structuredClone(bookshop) as ModelDocument[]).reverse();

      expect([...write(landscapeOf(copies))]).toEqual([...write(landscapeOf(bookshop))]);
    });

    test('is the same when it is written over itself', () => {
      const landscape = landscapeOf(bookshop);
      const existing = write(landscape);

      expect([...write(landscape, { existing })]).toEqual([...existing]);
    });

    test('forgets nothing, where it says so, and asks for nothing else', () => {
      const landscape = landscapeOf(bookshop);
      const existing = new Map([...write(landscape)].map(([path, text]) => [path, changed(path, text)]));
      const isKept = [...write(landscape, { existing })].some(([, text]) => text.includes('ours'));

      expect(isKept).toBe(carriesOver === true);
    });
  },
);

/** A file after somebody, or another run, has added to it. */
function changed(path: string, text: string): string {
  if (path.endsWith('.mdx')) return `${text}\nours\n`;
  return path.endsWith('.lock.json')
    ? text.replace('"names": [', '"names": [\n          "ours",')
    : text.replace(/\w+/, 'ours');
}
