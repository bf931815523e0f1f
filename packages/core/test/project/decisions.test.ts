import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const workspace = new URL('../../../../', import.meta.url);
const decisions = readdirSync(new URL('docs/adr/', workspace)).map((file) => ({
  file,
  number: Number(/^(\d{4})-[a-z0-9-]+\.md$/.exec(file)?.[1]),
  text: read(`docs/adr/${file}`),
}));

function read(path: string): string {
  return readFileSync(new URL(path, workspace), 'utf8');
}

/** Paths of files under a folder of the workspace, from the workspace on. */
function filesUnder(folder: string, ending: string): string[] {
  const found = readdirSync(fileURLToPath(new URL(folder, workspace)), { recursive: true, encoding: 'utf8' });
  return found
    .filter((path) => path.endsWith(ending) && !/(^|[\\/])(node_modules|dist)[\\/]/.test(path))
    .map((path) => folder + path);
}

test('Every decision has a number of its own', () => {
  const numbers = decisions.map(({ number }) => number);

  expect(decisions.filter(({ number }) => Number.isNaN(number))).toEqual([]);
  expect(numbers.filter((number, index) => numbers.indexOf(number) !== index)).toEqual([]);
});

/** The site lists decisions by their headings. */
test('Every decision begins with its number, its title and its status', () => {
  const begins = ({ number, text }: (typeof decisions)[number]): boolean => {
    const [, own, title, status] = /^# (\d+)\. (.+)\n\nStatus: (.+)\n/.exec(text) ?? [];
    return Number(own) === number && title !== undefined && status !== undefined;
  };

  expect(decisions.filter((decision) => !begins(decision)).map(({ file }) => file)).toEqual([]);
});

test('Every decision that is referred to is there', () => {
  const folders = readdirSync(new URL('packages/', workspace))
    .map((name) => `packages/${name}/src/`)
    .filter((folder) => existsSync(new URL(folder, workspace)));
  const sources = folders.flatMap((folder) => filesUnder(folder, '.ts'));
  const pages = [...filesUnder('docs/', '.md'), 'CHANGELOG.md', 'CONTRIBUTING.md', 'README.md'];
  const numbers = new Set(decisions.map(({ number }) => number));
  const missing = [...sources, ...pages].flatMap((path) => {
    const text = read(path);
    const byNumber = [...text.matchAll(/\bADR[- ](\d+)/g)].map(([, number]) => Number(number));
    const byFile = [...text.matchAll(/\badr\/(\d{4}-[\w-]+\.md)/g)].map(([, file]) => file!);
    return [
      ...byNumber.filter((number) => !numbers.has(number)).map((number) => `${path}: ADR-${number}`),
      ...byFile
        .filter((each) => !decisions.some(({ file }) => file === each))
        .map((file) => `${path}: ${file}`),
    ];
  });

  expect(missing).toEqual([]);
});
