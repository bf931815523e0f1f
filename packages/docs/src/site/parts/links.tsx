import type { ElementDocument, SourcePlace, Step } from '@domainry/model';
import { Fragment, type ComponentChildren, type VNode } from 'preact';
import { kindLooks } from '../../figures/kind-look.js';
import { isOlderVersion } from '../../facts/older-version.js';
import { usePage } from '../current-page.js';
import { kindsOnSite } from '../kinds.js';

/** Badge of a kind: a shape with letters, as in the figures, and its name for those who do not see it. */
export function KindGlyph({ kind }: { kind: ElementDocument['kind'] }): VNode {
  const { badge, tone, outline } = kindLooks[kind];
  const { title } = kindsOnSite[kind];
  return (
    <span class={`glyph figure-${tone} glyph-${outline}`} title={title}>
      <span aria-hidden="true">{badge}</span>
      <span class="unseen">{title}</span>
    </span>
  );
}

/** The name of an element with its badge, as a link to its page; an id nobody knows is told as it is. */
export function ElementLink({ id, bare, suffix }: { id: string; bare?: boolean; suffix?: string }): VNode {
  const { site, href, context } = usePage();
  const element = site.landscape.find(id);
  if (element === undefined) return <code class="name">{id}</code>;
  const address = site.addresses.element(id)!;
  const home = site.landscape.documentOf(element).context.name;
  return (
    <a class="element" href={href(address)}>
      {bare === true ? '' : <KindGlyph kind={element.kind} />}
      <span class="name">
        <Name text={`${element.name}${suffix ?? ''}`} />
        <VersionOf element={element} />
      </span>
      {context !== undefined && home !== context ? <span class="elsewhere">{home}</span> : ''}
    </a>
  );
}

/** A name that may be broken where its words begin, so that it fits wherever it has to; short ones stay whole. */
export function Name({ text }: { text: string }): VNode {
  if (text.length <= 20) return <>{text}</>;
  const parts = text.split(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\.)/u);
  const isUnbroken = parts.some((part) => part.length > 24);
  return (
    <span class={isUnbroken ? 'breakable' : ''}>
      {parts.map((part, index) => (
        // A name is written once and its parts never move.
        <Fragment key={index}>
          {part}
          <wbr />
        </Fragment>
      ))}
    </span>
  );
}

/** `Order.place()`, as a link to the page of the order. */
export function StepLink({ step: { element, method } }: { step: Step }): VNode {
  return <ElementLink id={element.id} {...(method === undefined ? {} : { suffix: `.${method}()` })} />;
}

/** Links to elements, side by side; nothing where there are none, so that tables know. */
export function elementLinks(ids: readonly string[]): VNode | '' {
  return ids.length === 0 ? '' : <ElementLinks key={ids.join(' ')} ids={ids} />;
}

/** Links to elements, side by side. */
export function ElementLinks({ ids }: { ids: readonly string[] }): VNode {
  return (
    <span class="elements">
      {ids.map((id) => (
        <ElementLink key={id} id={id} />
      ))}
    </span>
  );
}

/** A link to another page of the site. */
export function PageLink(props: { to: string; class?: string; children: ComponentChildren }): VNode {
  const { href, has } = usePage();
  if (!has(props.to)) return <span>{props.children}</span>;
  return (
    <a href={href(props.to)} {...(props.class === undefined ? {} : { class: props.class })}>
      {props.children}
    </a>
  );
}

/** Where something stands in the sources: a link when the site knows their address. */
export function SourceLink({ place }: { place: SourcePlace | undefined }): VNode {
  const { site } = usePage();
  if (place === undefined) return <></>;
  const text = `${place.file}:${place.line}`;
  const address = site.sourceAddress(place);
  return address === undefined ? (
    <code class="source">{text}</code>
  ) : (
    <a class="source" href={address} rel="noreferrer">
      <code>{text}</code>
    </a>
  );
}

function VersionOf({ element }: { element: ElementDocument }): VNode {
  return isOlderVersion(element) ? <span class="version"> v{element.message!.version}</span> : <></>;
}
