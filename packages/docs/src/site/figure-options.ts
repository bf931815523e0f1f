import type { FigureOptions } from '../figures/figure.js';
import type { Site } from './site.js';

const scheme = 'site:';

/** Figures are made before it is known on which page they end up, so their links say where they lead in the site. */
export function figureOptions({ addresses }: Site): FigureOptions {
  return {
    href: (id) => {
      const address = addresses.element(id) ?? addresses.context(id);
      return address === undefined ? undefined : `${scheme}${address}`;
    },
  };
}

/** One link of a figure, as the page it ended up on says it. */
export function placedLink(href: string, place: (address: string) => string): string {
  return href.startsWith(scheme) ? place(href.slice(scheme.length)) : href;
}

/** A picture with its links as the page says them. */
export function placedPicture(svg: string, place: (address: string) => string): string {
  return svg.replaceAll(/ href="site:([^"]*)"/g, (_, address: string) => ` href="${place(address)}"`);
}

/** Mermaid text without links: where it is pasted, the pages of the site are elsewhere. */
export function withoutLinks(mermaid: string): string {
  return mermaid
    .split('\n')
    .filter((line) => !/^\s*(click|link) .*site:/.test(line))
    .join('\n');
}
