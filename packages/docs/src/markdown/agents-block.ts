import { checkRules, type CheckRuleFacts } from '@domainry/model';
import type { SiteInput } from '../site/site-input.js';
import { siteOf, type Site } from '../site/site.js';
import { MarkdownPage } from './markdown-page.js';
import { codeText, plainText, points } from './markdown-text.js';

/** What a block for agents is made with. */
export interface AgentsOptions {
  /** Folder of the Markdown set, relative to the file the block is for: `docs/domain`; none is mentioned without it. */
  readonly folder?: string;
}

/**
 * What coding agents should know before they change a domain, as Markdown for a file such as `AGENTS.md`: where things
 * are, the rules that are enforced, and what is known to be wrong. `mergeAgents` puts it into a file.
 */
export function agentsBlock(input: SiteInput, { folder }: AgentsOptions = {}): string {
  const site = siteOf(input);
  const page = new MarkdownPage(site, 'AGENTS.md');
  return page
    .add(`## The domain: ${plainText(site.title)}`)
    .add(
      'This part is generated from the registry of the domain. Change the code, not this text, and generate it again.',
    )
    .add(`### Contexts`)
    .add(points(site.landscape.documents.map(({ context }) => contextLine(page, context.name, context))))
    .add(
      folder === undefined
        ? ''
        : `What there is, with rules, messages and who reacts to them: ${codeText(`${folder}/README.md`)}.`,
    )
    .add('### Rules that are enforced')
    .add('A change that breaks one of these does not pass `domainry check`:')
    .add(
      points(
        errors().map(({ code, title, fix }) => `${codeText(code)} ${plainText(title)}. ${plainText(fix)}`),
      ),
    )
    .add(known(site, page))
    .toString()
    .trim();
}

function contextLine(
  page: MarkdownPage,
  name: string,
  { description, owners }: { readonly description?: string; readonly owners: readonly string[] },
): string {
  const team = owners.length === 0 ? '' : ` (team ${owners.map(plainText).join(', ')})`;
  return `**${plainText(name)}**${team}${description === undefined ? '' : `: ${page.line(description)}`}`;
}

function errors(): readonly CheckRuleFacts[] {
  return checkRules.filter(({ level }) => level === 'error');
}

function known(site: Site, page: MarkdownPage): string {
  const errors = site.findings.filter(({ level }) => level === 'error');
  if (errors.length === 0) return '';
  return `### Known to be wrong\n\n${points(errors.map(({ code, message }) => `${codeText(code)} ${page.line(message)}`))}`;
}
