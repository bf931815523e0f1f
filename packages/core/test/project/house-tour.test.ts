import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const sources = fileURLToPath(new URL('../../src/', import.meta.url));
const tour = readFileSync(new URL('../../../../docs/house-tour.md', import.meta.url), 'utf8');
/** Everything in backticks that stands outside of blocks of code, in order; a name belongs to the file before it. */
const mentions = [...tour.replaceAll(/^```.*?^```/gms, '').matchAll(/`([^`]+)`(?=(\s+`([^`]+)`)?)/g)];

test('Every file and folder that the house tour names is there', () => {
  const paths = mentions.map(([, name]) => name!).filter((name) => /^[\w-]+(\/[\w-]+)*(\.ts|\/)$/.test(name));

  expect(paths.length).toBeGreaterThan(30);
  expect(paths.filter((path) => !existsSync(sources + path))).toEqual([]);
});

test('Every function and class that the house tour shows in a file is exported there', () => {
  const shown = mentions
    .filter(([, file, , name]) => file!.endsWith('.ts') && /^[A-Za-z]\w+$/.test(name ?? ''))
    .map(([, file, , name]) => ({ file: file!, name: name! }));
  const isExported = ({ file, name }: { file: string; name: string }) =>
    new RegExp(`^export (abstract |async )?(class|function\\*?|const|interface|type) ${name}\\b`, 'm').test(
      readFileSync(sources + file, 'utf8'),
    );

  expect(shown.length).toBeGreaterThan(30);
  expect(shown.filter((each) => !isExported(each))).toEqual([]);
});

test('The house tour passes through every folder that has files', () => {
  const folders = readdirSync(sources, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && readdirSync(sources + entry.name).length > 0)
    .map(({ name }) => `${name}/`);
  const named = new Set(mentions.map(([, name]) => name));

  expect(folders.filter((folder) => !named.has(folder))).toEqual([]);
});
