import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { figureStyles } from '../figures/figure-styles.js';

/** Files of the site that are the same whatever the model. */
export function assetFiles(): ReadonlyMap<string, string> {
  return new Map([
    ['assets/icon.svg', asset('icon.svg')],
    ['assets/search.js', `${searchEngine()}\n${asset('search.js')}`],
    ['assets/site.css', compact(`${asset('site.css')}\n${figureStyles}`)],
    ['assets/site.js', asset('site.js')],
    ['assets/theme.js', asset('theme.js')],
  ]);
}

/** They are published as they are, beside the sources: two levels above this file, compiled or not. */
function asset(name: string): string {
  return readFileSync(new URL(`../../src/site/assets/${name}`, import.meta.url), 'utf8');
}

/** Styles without comments and indentation; none of them has a text in which spaces count. */
function compact(styles: string): string {
  return styles
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?([{};,]) ?/g, '$1')
    .replaceAll(': ', ':')
    .trim();
}

/** MiniSearch as a plain script, which is what pages that were opened from a disk can load. */
function searchEngine(): string {
  const main = createRequire(import.meta.url).resolve('minisearch');
  const script = readFileSync(new URL('../umd/index.js', `file://${main}`), 'utf8');
  return script.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '');
}
