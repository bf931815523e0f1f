/* oxlint-disable no-console -- what it found is its result */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Paths of all files in a folder, relative to it. */
function filesIn(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(folder, path)).isFile())
    .map((path) => relative('', path))
    .sort();
}

/** What can be seen without a browser: weights, and that nothing outside of the folder is asked for. */
export function checkFiles(checks, site) {
  const pages = filesIn(site).filter((path) => path.endsWith('.html'));
  const weightOf = (path) => statSync(join(site, path)).size;
  const home = ['index.html', 'assets/site.css', 'assets/site.js', 'assets/theme.js', 'assets/icon.svg'];
  const packed = home.reduce((sum, path) => sum + gzipSync(readFileSync(join(site, path))).length, 0);
  console.log(
    `${pages.length} pages; the first weighs ${(packed / 1000).toFixed(1)} kB packed, with all it loads; the heaviest ${(Math.max(...pages.map(weightOf)) / 1000).toFixed(0)} kB`,
  );
  checks.that('the first page weighs at most 60 kB packed, with all it loads', packed <= 60_000, packed);
  checks.none(
    'no page weighs more than 300 kB',
    pages.filter((path) => weightOf(path) > 300_000).map((path) => `${path}: ${weightOf(path)}`),
  );
  checks.that(
    'the styles weigh at most 30 kB',
    weightOf('assets/site.css') <= 30_000,
    weightOf('assets/site.css'),
  );
  const asking = pages.filter((path) =>
    /<(?:script|link|img|iframe)[^>]*(?:src|href)="(?:https?:)?\/\//.test(
      readFileSync(join(site, path), 'utf8'),
    ),
  );
  checks.none('no page asks for anything outside of the folder', asking);
  const styles = readFileSync(join(site, 'assets/site.css'), 'utf8');
  checks.that('styles load nothing', !/@import|url\(/.test(styles));
}

/** Two folders hold the same bytes. */
export function checkSame(checks, one, other) {
  const [these, those] = [filesIn(one), filesIn(other)];
  const different = these.filter(
    (path) => !those.includes(path) || !readFileSync(join(one, path)).equals(readFileSync(join(other, path))),
  );
  checks.none('another time zone and another folder give the same bytes', [
    ...different,
    ...those.filter((path) => !these.includes(path)),
  ]);
}
