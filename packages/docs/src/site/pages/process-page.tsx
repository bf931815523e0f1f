import type { ElementDocument, HandlerDocument, Landscape } from '@domainry/model';
import { isNewest } from '../../facts/older-version.js';
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
import { ElementLink, ElementLinks, elementLinks } from '../parts/links.js';
import { Table } from '../parts/table.js';
import type { Site } from '../site.js';
import { elementPage } from './element-page.js';
import { sequenceSection, statesSection } from './figure-sections.js';

/** A process: what begins and ends it, what it does at each step, in pictures and as a table. */
export async function processPage(site: Site, process: ElementDocument): Promise<Page> {
  return elementPage(site, process, {
    head: <ElementHead element={process} />,
    sections: sections(
      stepsSection(site.landscape, process),
      await sequenceSection(site, process),
      ...(await statesSection(site, process)),
      unhandledSection(site.landscape, process),
      fieldsSection(process, 'What it remembers'),
      rulesSection([process]),
      remarksSection(process),
      methodsSection(process),
      decisionsSection(site, process),
      historySection(site, process),
    ),
  });
}

function stepsSection(landscape: Landscape, process: ElementDocument): PageSection | undefined {
  const { handlers } = process;
  return section(
    'steps',
    'Steps',
    handlers.length > 0 && (
      <Table
        label={`Steps of ${process.name}`}
        columns={['When', 'It does', 'Next state', 'Which one']}
        rows={handlers.map((handler) => ({
          key: `${handler.method} ${handler.message}`,
          cells: [
            <>
              {handler.message === undefined ? 'any event' : <ElementLink id={handler.message} />}{' '}
              {handler.start === true ? <span class="tag tag-good">begins</span> : ''}
              {handler.end === true ? <span class="tag tag-strong">ends</span> : ''}
            </>,
            elementLinks(sentBy(landscape, process, handler)),
            nextStates(process, handler).join(' or '),
            handler.correlate === undefined ? '' : <code>{handler.correlate}</code>,
          ],
        }))}
      />
    ),
    handlers.length,
  );
}

function sentBy(
  landscape: Landscape,
  process: ElementDocument,
  { method }: HandlerDocument,
): readonly string[] {
  return landscape
    .edgesFrom(process.id, 'sends', 'raises', 'asks', 'invokes')
    .filter((edge) => edge.method === method)
    .map(({ to }) => to);
}

function nextStates({ stateMachines }: ElementDocument, { method }: HandlerDocument): readonly string[] {
  const next = stateMachines.flatMap(({ transitions }) =>
    transitions.filter(({ methods }) => methods.includes(method)).map(({ to }) => to),
  );
  return [...new Set(next)];
}

/** Events that follow from what it sends, and that it does not listen to: where it may wait for ever. */
function unhandledSection(landscape: Landscape, process: ElementDocument): PageSection | undefined {
  const heard = new Set(process.handlers.map(({ message }) => message));
  const sent = new Set(landscape.edgesFrom(process.id, 'sends').map(({ to }) => to));
  const owners = new Set([...sent].flatMap((id) => landscape.find(id)?.aggregate ?? []));
  const unheard = landscape
    .ofKind('event')
    .filter(({ id, aggregate }) => aggregate !== undefined && owners.has(aggregate) && !heard.has(id))
    .filter(isNewest);
  return section(
    'not-heard',
    'What it does not listen to',
    unheard.length > 0 && (
      <>
        <p class="quiet">Events of the aggregates it sends commands to. It does nothing when they happen.</p>
        <ElementLinks ids={unheard.map(({ id }) => id)} />
      </>
    ),
    unheard.length,
  );
}
