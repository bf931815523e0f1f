// The plan of the house: which way imports may look (dependency-cruiser), and how files are named and kept.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifest, projects, publicPackages, root, tool } from './workspace.mjs';

const EMPTY_WORDS = /^(utils?|helpers?|common|types|managers?|misc)$/;
const TOP_LEVEL = new Set(
  [
    'packages docs examples benchmarks node_modules coverage',
    'README.md CONTRIBUTING.md CHANGELOG.md LICENSE knip.json jest.config.ts',
    'package.json pnpm-workspace.yaml pnpm-lock.yaml tsconfig.json tsconfig.base.json',
  ].flatMap((names) => names.split(' ')),
);

const folders = projects('packages', 'examples');
const cruise = tool('depcruise', [...folders, '--config', '.dependency-cruiser.cjs'], { show: true });

const problems = [
  ...topLevel(),
  ...dependencies(),
  ...folders.flatMap((folder) => sourcesOf(folder).flatMap(problemsOf)),
];
for (const problem of problems) console.log(`error ${problem}`);
process.exit(cruise.status === 0 && problems.length === 0 ? 0 : 1);

function topLevel() {
  return readdirSync(root)
    .filter((name) => !name.startsWith('.') && !TOP_LEVEL.has(name))
    .map((name) => `${name}: the top level is fixed; put it in packages, docs, examples, benchmarks or .ci`);
}

/** Run-time dependencies, against the table of the decision about them. */
function dependencies() {
  const page = 'docs/adr/0005-run-time-dependencies.md';
  const rows = readFileSync(join(root, page), 'utf8').matchAll(/^\| `(.+?)` +\| `(.+?)` +\| (\w+)/gm);
  const decided = new Set([...rows].map(([, ...cells]) => cells.join(' ')));
  const actual = new Set(
    publicPackages().flatMap((folder) => {
      const { name, dependencies = {}, peerDependencies = {}, peerDependenciesMeta = {} } = manifest(folder);
      const peers = Object.keys(peerDependencies).map((each) =>
        peerDependenciesMeta[each]?.optional ? `${each} optional` : `${each} peer`,
      );
      return [...Object.keys(dependencies).map((each) => `${each} required`), ...peers]
        .filter((each) => !each.startsWith('@domainry/'))
        .map((each) => `${name} ${each}`);
    }),
  );
  const missing = [...actual].filter((each) => !decided.has(each));
  const surplus = [...decided].filter((each) => !actual.has(each));
  return [
    ...missing.map((each) => `${page}: lacks "${each}", which a package.json declares`),
    ...surplus.map((each) => `${page}: names "${each}", which no package.json declares`),
  ];
}

function sourcesOf(folder) {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /^src\/.*\.ts$/.test(name))
    .map((name) => `${folder}/${name}`);
}

function problemsOf(file) {
  const names = file.replace(/\.ts$/, '').split('/').slice(3);
  const text = readFileSync(join(root, file), 'utf8');
  const found = [];
  for (const name of names)
    if (EMPTY_WORDS.test(name)) found.push(`${file}: "${name}" says nothing; name the idea`);
  if (/^export \* from/m.test(text)) found.push(`${file}: export by name, never *`);
  if (names.at(-1) === 'index' && names.length > 1 && !file.includes('/contracts/')) {
    found.push(`${file}: index.ts stands only at the door of a package`);
  }
  return found;
}
