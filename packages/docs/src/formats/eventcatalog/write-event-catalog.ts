import type { ElementDocument, Landscape, ModelDocument } from '@domainry/model';
import { channelAddress } from '../asyncapi/channels.js';
import type { FormatFiles, FormatOptions } from '../format.js';
import { compare } from '../../compare.js';
import { messagesOf } from '../names/element-names.js';
import { fileName } from '../names/file-name.js';
import { queriesOf } from '../names/latest.js';
import { contextFolder, serviceFolder, teamId } from './catalog-names.js';
import { domainPage, languagePage, servicePage, teamPage } from './context-pages.js';
import { channelPage, containerPage, entityPage, flowPage } from './element-pages.js';
import { keepLeftovers } from './keep-leftovers.js';
import { isCatalogMessage, messageFolder, messagePage, messageSchema } from './message-pages.js';
import { mergePage, type CatalogPage } from './merge-page.js';

/**
 * Folders of an EventCatalog: each context is a domain with one service, its messages, entities, read models, processes and
 * streams.
 *
 * What people add to the pages stays: only what is between our marks is written, and a page of something that is gone stays
 * when anybody has added anything to it, or put a file beside it. What they should look at is reported.
 */
export function writeEventCatalog(landscape: Landscape, options: FormatOptions = {}): FormatFiles {
  const { existing = new Map<string, string>(), report = () => undefined } = options;
  const files = new Map<string, string>();
  for (const [path, page] of pagesOf(landscape, existing)) {
    const merged = mergePage(page, existing.get(path));
    if (merged === undefined) {
      report(`${path}: one of the marks around what is generated is missing, so the page stays as it is.`);
    }
    files.set(path, merged ?? existing.get(path)!);
  }
  for (const [path, schema] of schemasOf(landscape)) {
    const isForeign = existing.has(path) && !existing.get(path)!.includes('"x-domainry"');
    if (isForeign) report(`${path}: somebody else wrote this schema, so it stays as it is.`);
    files.set(path, isForeign ? existing.get(path)! : schema);
  }
  keepLeftovers(files, existing, report);
  return files;
}

function pagesOf(landscape: Landscape, existing: FormatFiles): ReadonlyMap<string, CatalogPage> {
  const pages = new Map<string, CatalogPage>();
  for (const document of landscape.documents) addContext(pages, landscape, document);
  const messages = [...messagesOf(landscape), ...landscape.ofKind('query')].filter(isCatalogMessage);
  for (const message of messages) {
    pages.set(`${messageFolder(landscape, message)}/index.mdx`, messagePage(landscape, message));
  }
  const addresses = new Set(messagesOf(landscape).map((message) => channelAddress(landscape, message)));
  for (const address of [...addresses].sort(compare)) {
    pages.set(`channels/${fileName(address)}/index.mdx`, channelPage(address));
  }
  const owners = new Set(landscape.documents.flatMap(({ context }) => context.owners));
  for (const owner of [...owners].sort(compare)) {
    // A person may be described already.
    const isUser = ['md', 'mdx'].some((ending) => existing.has(`users/${teamId(owner)}.${ending}`));
    if (!isUser) pages.set(`teams/${teamId(owner)}.mdx`, teamPage(owner));
  }
  return pages;
}

function addContext(pages: Map<string, CatalogPage>, landscape: Landscape, document: ModelDocument): void {
  const { name } = document.context;
  const service = serviceFolder(name);
  const language = languagePage(document);
  pages.set(`${contextFolder(name)}/index.mdx`, domainPage(landscape, document));
  if (language !== undefined) pages.set(`${contextFolder(name)}/ubiquitous-language.mdx`, language);
  pages.set(`${service}/index.mdx`, servicePage(landscape, document));
  const add = (
    folder: string,
    kinds: readonly ElementDocument['kind'][],
    write: (landscape: Landscape, element: ElementDocument) => CatalogPage,
  ): void => {
    for (const element of kinds.flatMap((kind) => landscape.ofKind(kind, name))) {
      pages.set(`${service}/${folder}/${fileName(element.name)}/index.mdx`, write(landscape, element));
    }
  };
  add('entities', ['aggregate', 'entity', 'valueObject'], entityPage);
  add('containers', ['projection'], containerPage);
  add('flows', ['processManager'], flowPage);
}

function schemasOf(landscape: Landscape): ReadonlyMap<string, string> {
  const queries = landscape.documents.flatMap(({ context }) => queriesOf(landscape, context.name));
  const messages = [...messagesOf(landscape), ...queries].filter(isCatalogMessage);
  return new Map(
    messages.map((message) => [
      `${messageFolder(landscape, message)}/schema.json`,
      messageSchema(landscape, message),
    ]),
  );
}
