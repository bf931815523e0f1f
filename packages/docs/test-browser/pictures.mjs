import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { pageTypes } from './page-types.mjs';

/** Page, colours and width of each picture that is kept. */
const pictures = [
  ['home', 'light', 1280],
  ['aggregate', 'light', 1280],
  ['aggregate', 'dark', 320],
  ['event', 'light', 1280],
  ['command', 'dark', 1280],
  ['process', 'light', 1280],
  ['catalogue', 'light', 1280],
];

/** Share of pixels that may differ: other versions of the browser draw letters a little differently. */
const tolerance = 0.03;

/** Compares what pages look like with the pictures that were kept; what differs is written to `.cache/pictures`. */
export async function comparePictures(checks, browser, site, update) {
  const kept = fileURLToPath(new URL('pictures/', import.meta.url));
  const seen = fileURLToPath(new URL('../../../.cache/pictures/', import.meta.url));
  mkdirSync(kept, { recursive: true });
  mkdirSync(seen, { recursive: true });
  for (const [type, colorScheme, width] of pictures) {
    const page = await browser.newPage({
      colorScheme,
      viewport: { width, height: 600 },
      reducedMotion: 'reduce',
    });
    await page.goto(pathToFileURL(join(site, pageTypes[type])).href);
    const name = `${type}-${colorScheme}-${width}.png`;
    const picture = await page.screenshot({ animations: 'disabled' });
    await page.close();
    if (update) writeFileSync(join(kept, name), picture);
    if (!existsSync(join(kept, name))) {
      checks.none(`${name} is kept`, ['run node .ci/browser.mjs --update, and look at it']);
      continue;
    }
    const share = difference(readFileSync(join(kept, name)), picture);
    if (share > tolerance) writeFileSync(join(seen, name), picture);
    checks.that(
      `${name} looks as it did`,
      share <= tolerance,
      `${(100 * share).toFixed(1)} % differ: .cache/pictures/${name}`,
    );
  }
}

function difference(one, other) {
  const [before, after] = [PNG.sync.read(one), PNG.sync.read(other)];
  if (before.width !== after.width || before.height !== after.height) return 1;
  const { width, height } = before;
  return pixelmatch(before.data, after.data, undefined, width, height, { threshold: 0.2 }) / (width * height);
}
