import type { Step } from '@domainry/model';
import { markdownAddress, relativeAddress } from '../site/addresses.js';
import type { Figure } from '../figures/figure.js';
import type { Site } from '../site/site.js';
import { nameLinkBy, prose, proseLine, type NameLink } from './markdown-prose.js';
import { codeText, fence, link, plainText, webLink } from './markdown-text.js';

/** Path of the Markdown about an element; undefined for ids nobody knows. */
export function markdownOf(site: Site, id: string): string | undefined {
  const address = site.addresses.element(id) ?? site.addresses.context(id);
  return address === undefined ? undefined : markdownAddress(address);
}

/** One file that is being written: its blocks, and how it refers to others. */
export class MarkdownPage {
  readonly path: string;
  readonly #site: Site;
  readonly #nameLink: NameLink;
  readonly #blocks: string[] = [];

  /**
   * @param path - of the file, relative to the folder of the set.
   * @param context - where names in prose are looked up first.
   */
  constructor(site: Site, path: string, context?: string) {
    this.path = path;
    this.#site = site;
    this.#nameLink = nameLinkBy((name) => {
      const element = site.named(name, context) ?? site.named(name.replace(/[.#][^.#]*$/, ''), context);
      return element === undefined ? undefined : this.to(markdownOf(site, element.id)!);
    });
  }

  /** A block that is Markdown already; nothing when it is empty. */
  add(block: string): this {
    if (block !== '') this.#blocks.push(block);
    return this;
  }

  /** Blocks below a heading of the second level; neither when there are none. */
  section(title: string, ...blocks: readonly string[]): this {
    const kept = blocks.filter((block) => block !== '');
    if (kept.length > 0) this.#blocks.push(`## ${title}`, ...kept);
    return this;
  }

  /** How this file refers to another one of the set. */
  to(path: string): string {
    return relativeAddress(this.path, path);
  }

  /** An element by its id, as a link; one nobody knows, or a context, by its name. */
  element(id: string, suffix = ''): string {
    const element = this.#site.landscape.find(id);
    const path = markdownOf(this.#site, id);
    const label = plainText(`${element?.name ?? id}${suffix}`);
    return path === undefined ? label : link(label, this.to(path));
  }

  /** Elements, one after the other. */
  elements(ids: readonly string[]): string {
    return [...new Set(ids)].map((id) => this.element(id)).join(', ');
  }

  step({ element, method }: Step): string {
    return this.element(element.id, method === undefined ? '' : `.${method}()`);
  }

  prose(text: string | undefined): string {
    return text === undefined ? '' : prose(text, this.#nameLink);
  }

  line(text: string | undefined): string {
    return text === undefined ? '' : proseLine(text, this.#nameLink);
  }

  /** A place in the sources; a link when the site knows where those are. */
  source(place: { readonly file: string; readonly line: number } | undefined): string {
    if (place === undefined) return '';
    const text = codeText(`${place.file}:${place.line}`);
    const address = this.#site.sourceAddress(place);
    return address === undefined ? text : webLink(text, address);
  }

  /** A figure as Mermaid, and its parts below it. */
  figure(figure: Figure | undefined): string {
    if (figure === undefined) return '';
    return [
      plainText(figure.description),
      fence(figure.mermaid, 'mermaid'),
      ...(figure.parts ?? []).flatMap((part) => [
        `**${plainText(part.title)}**`,
        fence(part.mermaid, 'mermaid'),
      ]),
    ].join('\n\n');
  }

  toString(): string {
    return `${this.#blocks.join('\n\n')}\n`;
  }
}
