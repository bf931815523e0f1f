import type { ElementDocument } from '@domainry/model';
import { isNewest } from '../../facts/older-version.js';
import type { VNode } from 'preact';
import { catalogueAddress } from '../addresses.js';
import { catalogues, errorsIn, handlersIn, rulesIn, type Catalogue } from '../catalogues.js';
import { coverageOf } from '../../facts/coverage.js';
import { kindOrder, kindsOnSite } from '../kinds.js';
import { section, sections, type Page } from '../page.js';
import { ElementLink, Name, PageLink } from '../parts/links.js';
import { PageHead } from '../parts/page-head.js';
import { Line } from '../parts/prose.js';
import { Table, type TableRow } from '../parts/table.js';
import type { Site } from '../site.js';
import { furtherColumns } from './catalogue-columns.js';

/** A list of everything of one sort, for each sort there is. */
export function cataloguePages(site: Site): readonly Page[] {
  return catalogues(site).map((catalogue) => cataloguePage(site, catalogue));
}

function cataloguePage(site: Site, { name, title, count }: Catalogue): Page {
  const { columns, rows } = contentsOf(site, name);
  return {
    address: catalogueAddress(name),
    title,
    trail: [{ title: 'Catalogues' }],
    head: <PageHead kind="Catalogue" title={title} text={leadOf(site, name)} />,
    sections: sections(
      section(
        'all',
        `All ${title.toLowerCase()}`,
        <Table label={title} columns={columns} rows={rows} filtered />,
        count,
      ),
    ),
    wide: true,
  };
}

interface Contents {
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
}

function leadOf(site: Site, name: string): string {
  const kind = kindOrder.find((each) => kindsOnSite[each].folder === name);
  if (kind === undefined) return 'Of all contexts.';
  const { percent } = coverageOf(site.landscape.ofKind(kind));
  return `Of all contexts. ${percent} % of them are described.`;
}

function contentsOf(site: Site, name: string): Contents {
  if (name === 'handlers') return handlers(site);
  if (name === 'rules') return rules(site);
  if (name === 'errors') return errors(site);
  return elements(site, name);
}

function elements(site: Site, folder: string): Contents {
  const kind = kindOrder.find((each) => kindsOnSite[each].folder === folder)!;
  const further = furtherColumns[kind] ?? [];
  return {
    columns: ['Name', 'Meaning', ...further.map(({ title }) => title)],
    rows: site.landscape
      .ofKind(kind)
      .filter(isNewest)
      .map((element) => ({
        key: element.id,
        words: `${element.id} ${element.description ?? ''}`,
        cells: [
          <NameAndContext key="name" site={site} element={element} />,
          element.description === undefined ? '' : <Line text={element.description} />,
          ...further.map(({ cell }) => cell(element, site.landscape)),
        ],
      })),
  };
}

function handlers(site: Site): Contents {
  return {
    columns: ['Message', 'Handled by'],
    rows: handlersIn(site).map(({ element, handler: { method, message, everyEvent } }) => ({
      key: `${element.id} ${method} ${message}`,
      words: `${element.id} ${method} ${message ?? ''}`,
      cells: [
        message === undefined ? (
          everyEvent === true ? (
            'every other event'
          ) : (
            'a use case'
          )
        ) : (
          <ElementLink id={message} />
        ),
        <NameAndContext key="by" site={site} element={element} suffix={`.${method}()`} />,
      ],
    })),
  };
}

function rules(site: Site): Contents {
  return {
    columns: ['Rule', 'Guards', 'Checked', 'Code'],
    rows: rulesIn(site).map(({ element, rule }) => ({
      key: `${element.id} ${rule.name}`,
      words: `${element.id} ${rule.name} ${rule.message} ${rule.code}`,
      cells: [
        <Line key="text" text={rule.message} />,
        <NameAndContext key="guards" site={site} element={element} />,
        rule.stage === 'pre' ? 'before a change' : 'after a change',
        <code key="code" class="error-code">
          <Name text={rule.code} />
        </code>,
      ],
    })),
  };
}

function errors(site: Site): Contents {
  return {
    columns: ['Error', 'Says', 'Comes from'],
    rows: errorsIn(site).map(({ error, element, by, message }) => ({
      key: `${error} ${element.id} ${by}`,
      words: `${error} ${element.id} ${message ?? ''}`,
      cells: [
        <code key="error" class="error-code">
          <Name text={error} />
        </code>,
        message === undefined ? '' : <Line text={message} />,
        <NameAndContext key="from" site={site} element={element} suffix={`.${by}`} />,
      ],
    })),
  };
}

function NameAndContext(props: { site: Site; element: ElementDocument; suffix?: string }): VNode {
  const { site, element, suffix } = props;
  const { name } = site.landscape.documentOf(element).context;
  return (
    <>
      <ElementLink id={element.id} {...(suffix === undefined ? {} : { suffix })} />
      <PageLink to={site.addresses.context(name)!} class="quiet line">
        {name}
      </PageLink>
    </>
  );
}
