// `npm run docs`: the documentation of the framework as a site, with what is generated from the examples inside.
// The pages that compare us with others show code that was executed a moment before: every library has to end with
// the same balance, refusal and events.
import { deepStrictEqual } from 'node:assert';
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bootstrap } from './bootstrap.mjs';
import { command, report, root, tool } from './workspace.mjs';

bootstrap();
const { build } = await import('./build.mjs'); // which needs what was installed
await build();

const docs = join(root, 'docs');
const site = join(docs, '.vitepress', 'dist');
const compared = ['domainry', 'nestjs-cqrs', 'emmett', 'castore', 'effect'];

await tellStories();
rmSync(site, { recursive: true, force: true });
run(join(docs, 'node_modules', '.bin', 'vitepress'), ['build', docs]);
for (const example of ['banking', 'shop']) {
  const domainry = join(root, 'packages', 'cli', 'dist', 'node', 'domainry.js');
  const cwd = ['--cwd', join(root, 'examples', example)];
  run(process.execPath, [domainry, 'check', '--quiet', ...cwd]);
  run(process.execPath, [domainry, 'model', 'check', ...cwd]);
  run(process.execPath, [domainry, 'docs', 'build', ...cwd, '--out', join(site, 'generated', example)]);
}
const dead = deadLinks();
for (const link of dead) console.log(`FAIL ${link}`);
report('Links of the documentation', Math.max(0, pagesOf(site).length - dead.length), dead.length);
process.exit(dead.length === 0 ? 0 : 1);

async function tellStories() {
  const code = join(docs, 'compare', 'code');
  const { status, output } = tool('tsc', ['-p', join(code, 'tsconfig.json'), '--pretty', 'false']);
  if (status !== 0) throw new Error(`The code of the comparisons does not compile:\n${output}`);
  const expected = {
    balance: 60,
    refusal: 'Balance cannot be below the overdraft limit',
    balanceAfterRefusal: 60,
    events: ['AccountWithdrawn'],
  };
  for (const name of compared) {
    const { story } = await import(pathToFileURL(join(docs, '.vitepress', 'compared', `${name}.js`)).href);
    deepStrictEqual(await story(), expected, `The story of ${name} ends otherwise`);
  }
  report('Stories of the comparisons', compared.length, 0);
}

function run(file, args) {
  const { status } = command(file, args, { show: true });
  if (status !== 0) process.exit(status);
}

function pagesOf(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.html'));
}

/** Links of our own pages that lead to no file; the generated parts have a test of their own. */
function deadLinks() {
  return pagesOf(site)
    .filter((page) => !page.startsWith('generated'))
    .flatMap((page) => {
      const links = readFileSync(join(site, page), 'utf8').matchAll(/<a [^>]*href="([^"#?]+)[^"]*"/g);
      return [...links]
        .map(([, link]) => link)
        .filter((link) => !/^[a-z]+:/.test(link))
        .filter(
          (link) => !existsSync(link.startsWith('/') ? join(site, link) : join(site, dirname(page), link)),
        )
        .map((link) => `${page}: ${link}`);
    });
}
