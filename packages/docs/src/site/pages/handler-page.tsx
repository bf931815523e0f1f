import type { EdgeDocument, EdgeKind, ElementDocument } from '@domainry/model';
import { section, sections, type Page, type PageSection } from '../page.js';
import { ElementHead } from '../parts/element-head.js';
import {
  decisionsSection,
  fieldsSection,
  historySection,
  methodsSection,
  remarksSection,
  rulesSection,
} from '../parts/element-sections.js';
import { FactsList } from '../parts/facts-list.js';
import { ElementLink, ElementLinks } from '../parts/links.js';
import { Table } from '../parts/table.js';
import type { Site } from '../site.js';
import { elementPage } from './element-page.js';

/** A handler, service, repository or whatever else connects elements: what it is called for and what it does then. */
export function handlerPage(site: Site, element: ElementDocument): Page {
  return elementPage(site, element, {
    head: <ElementHead element={element} />,
    sections: sections(
      handlersSection(site, element),
      relationsSection(site, element),
      rulesSection([element]),
      fieldsSection(element),
      remarksSection(element),
      methodsSection(element),
      optionsSection(element),
      decisionsSection(site, element),
      historySection(site, element),
    ),
  });
}

function handlersSection(
  { landscape }: Site,
  { id, name, handlers }: ElementDocument,
): PageSection | undefined {
  return section(
    'handlers',
    'What it is called for',
    handlers.length > 0 && (
      <Table
        label={`Handlers of ${name}`}
        columns={['Message', 'Method', 'Then']}
        rows={handlers.map(({ method, message, everyEvent }) => ({
          key: `${method} ${message}`,
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
            <code key="method">{method}()</code>,
            <ElementLinks
              key="then"
              ids={landscape
                .edgesFrom(id, 'invokes', 'sends', 'asks', 'raises', 'loads')
                .filter((edge) => edge.method === method)
                .map(({ to }) => to)
                .filter((to, index, all) => all.indexOf(to) === index)}
            />,
          ],
        }))}
      />
    ),
    handlers.length,
  );
}

const outward: Readonly<Partial<Record<EdgeKind, string>>> = {
  maintains: 'Keeps',
  upcasts: 'Brings up to date',
  invokes: 'Calls',
  sends: 'Sends',
  asks: 'Asks',
  raises: 'Raises',
  loads: 'Uses the repository of',
  subscribes: 'Listens to',
};

function relationsSection({ landscape }: Site, element: ElementDocument): PageSection | undefined {
  const { belongsTo, aggregates = [] } = element;
  const edges = landscape.edgesFrom(element.id);
  const callers = landscape.edgesTo(element.id, 'invokes');
  const relations = (Object.keys(outward) as EdgeKind[]).map(
    (kind) => [outward[kind]!, links(edges.filter((edge) => edge.kind === kind))] as const,
  );
  const isAlone =
    belongsTo === undefined &&
    aggregates.length === 0 &&
    callers.length === 0 &&
    relations.every(([, ids]) => ids === undefined);
  return section(
    'relations',
    'What it works with',
    !isAlone && (
      <FactsList
        facts={[
          ['Belongs to', belongsTo === undefined ? undefined : <ElementLink id={belongsTo} />],
          ['Works on', aggregates.length === 0 ? undefined : <ElementLinks ids={aggregates} />],
          ...relations,
          [
            'Called by',
            callers.length === 0 ? undefined : (
              <ElementLinks ids={[...new Set(callers.map(({ from }) => from))]} />
            ),
          ],
        ]}
      />
    ),
  );
}

function links(edges: readonly EdgeDocument[]): ReturnType<typeof ElementLinks> | undefined {
  const ids = [...new Set(edges.map(({ to }) => to))];
  return ids.length === 0 ? undefined : <ElementLinks ids={ids} />;
}

function optionsSection({ options }: ElementDocument): PageSection | undefined {
  const entries = Object.entries(options);
  return section(
    'options',
    'Options',
    entries.length > 0 && (
      <FactsList
        facts={entries.map(([name, value]) => [name, <code key={name}>{JSON.stringify(value)}</code>])}
      />
    ),
  );
}
