import type { VNode } from 'preact';
import { isNewest } from '../../facts/older-version.js';
import { catalogueAddress, fixedAddresses } from '../addresses.js';
import { catalogues } from '../catalogues.js';
import { usePage } from '../current-page.js';
import { kindOrder, kindsOnSite } from '../kinds.js';
import type { Page } from '../page.js';
import { hasChanges, hasDecisions, hasFlows, hasGlossary } from '../what-there-is.js';
import { KindGlyph, PageLink } from './links.js';

/** How many elements of a kind are listed before the list refers to the page of their context. */
const mostListed = 30;

/** The way to everything else: the views of the system, its contexts, and what the current context has. */
export function Navigation({ page }: { page: Page }): VNode {
  const { site } = usePage();
  const { landscape, findings } = site;
  return (
    <>
      <Links
        title="System"
        page={page}
        links={[
          ['Overview', fixedAddresses.home],
          ...(landscape.documents.length === 0 ? [] : [['Context map', fixedAddresses.map] as const]),
          ...(hasFlows(site)
            ? [['Timeline', fixedAddresses.timeline] as const, ['Flows', fixedAddresses.flows] as const]
            : []),
          ...(hasGlossary(site) ? [['Glossary', fixedAddresses.glossary] as const] : []),
          ...(hasDecisions(site) ? [['Decisions', fixedAddresses.decisions] as const] : []),
          ...(hasChanges(site) ? [['Changes', fixedAddresses.changes] as const] : []),
          ['Findings', fixedAddresses.findings, findings.length],
        ]}
      />
      <Contexts page={page} />
      <Links
        title="Catalogues"
        page={page}
        links={catalogues(site).map(({ title, name, count }) => [title, catalogueAddress(name), count])}
      />
      <Links
        title="Reference"
        page={page}
        links={[
          ['A to Z', fixedAddresses.search],
          ['Schemas', fixedAddresses.schemas],
          ['For agents', fixedAddresses.agents],
          ['About this site', fixedAddresses.about],
        ]}
      />
    </>
  );
}

function Links(props: {
  title: string;
  page: Page;
  links: readonly (readonly [title: string, address: string, count?: number])[];
}): VNode {
  const { has } = usePage();
  const links = props.links.filter(([, address]) => has(address));
  if (links.length === 0) return <></>;
  return (
    <div class="nav-group">
      <p class="nav-title">{props.title}</p>
      <ul>
        {links.map(([title, address, count]) => (
          <NavItem key={address} address={address} page={props.page}>
            <span>{title}</span>
            {count === undefined || count === 0 ? '' : <span class="count">{count}</span>}
          </NavItem>
        ))}
      </ul>
    </div>
  );
}

function Contexts({ page }: { page: Page }): VNode {
  const { site } = usePage();
  const { documents } = site.landscape;
  if (documents.length === 0) return <></>;
  return (
    <div class="nav-group">
      <p class="nav-title">Contexts</p>
      <ul>
        {documents.map(({ context: { name } }) => (
          <NavItem key={name} address={site.addresses.context(name)!} page={page}>
            <span>{name}</span>
          </NavItem>
        ))}
      </ul>
      {page.context === undefined ? '' : <ElementsOfContext page={page} context={page.context} />}
    </div>
  );
}

function ElementsOfContext({ page, context }: { page: Page; context: string }): VNode {
  const { site } = usePage();
  const address = site.addresses.context(context)!;
  return (
    <div class="nav-context">
      {kindOrder.map((kind) => {
        const elements = site.landscape.ofKind(kind, context).filter(isNewest);
        if (elements.length === 0) return '';
        const isOpen = kind === 'aggregate' || kind === page.element?.kind;
        return (
          <details key={kind} open={isOpen}>
            <summary>
              {kindsOnSite[kind].plural} <span class="count">{elements.length}</span>
            </summary>
            <ul>
              {(isOpen ? elements.slice(0, mostListed) : []).map(({ id, name }) => (
                <NavItem key={id} address={site.addresses.element(id)!} page={page}>
                  <KindGlyph kind={kind} />
                  <span>{name}</span>
                </NavItem>
              ))}
              {isOpen && elements.length <= mostListed ? (
                ''
              ) : (
                <li>
                  <PageLink to={`${address}#${kindsOnSite[kind].folder}`}>All of them</PageLink>
                </li>
              )}
            </ul>
          </details>
        );
      })}
    </div>
  );
}

function NavItem(props: { address: string; page: Page; children: VNode | (VNode | string)[] }): VNode {
  const { href } = usePage();
  return (
    <li>
      <a
        href={href(props.address)}
        {...(props.address === props.page.address ? { 'aria-current': 'page' } : {})}
      >
        {props.children}
      </a>
    </li>
  );
}
