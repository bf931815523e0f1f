import { clusterOf, producersOf, type ElementDocument, type Landscape } from '@domainry/model';
import { isNewest } from '../../facts/older-version.js';
import type { VNode } from 'preact';
import { reactionsTo } from '../../facts/reactions.js';
import { section, sections, type Page, type PageSection } from '../page.js';
import {
  decisionsSection,
  fieldsSection,
  historySection,
  methodsSection,
  remarksSection,
  rulesSection,
  usedBySection,
} from '../parts/element-sections.js';
import { ElementHead } from '../parts/element-head.js';
import { Points } from '../parts/facts-list.js';
import { FieldsTable } from '../parts/fields-table.js';
import { ElementLink, ElementLinks, StepLink } from '../parts/links.js';
import { Line } from '../parts/prose.js';
import { EventMatrix } from '../parts/event-matrix.js';
import { Table } from '../parts/table.js';
import { storageSection } from '../parts/storage-section.js';
import type { Site } from '../site.js';
import { clusterSection, statesSection } from './figure-sections.js';
import { elementPage } from './element-page.js';

/** The canvas of an aggregate, or of a decider: what it holds, what always holds of it, what it does, who listens. */
export async function aggregatePage(site: Site, element: ElementDocument): Promise<Page> {
  const members = clusterOf(site.landscape, element).filter(({ kind }) => isPart(kind));
  const { storage } = element;
  return elementPage(site, element, {
    head: (
      <ElementHead
        element={element}
        chips={[
          storage?.eventSourced === true ? 'event-sourced' : '',
          storage?.stream === undefined ? '' : <code>{storage.stream}</code>,
        ]}
      />
    ),
    sections: sections(
      await clusterSection(site, element),
      remarksSection(element),
      fieldsSection(element),
      partsSection(members),
      rulesSection([element, ...members]),
      policiesSection(site, element),
      ...(await statesSection(site, element)),
      commandsSection(site, element),
      eventsSection(site, element),
      readersSection(site, element),
      methodsSection(element),
      storageSection(site, element),
      usedBySection(site, element),
      servicesSection(site, element),
      decisionsSection(site, element),
      historySection(site, element),
    ),
  });
}

function isPart(kind: ElementDocument['kind']): boolean {
  return kind === 'entity' || kind === 'valueObject';
}

function partsSection(members: readonly ElementDocument[]): PageSection | undefined {
  return section(
    'parts',
    'Inside the cluster',
    members.length > 0 && (
      <>
        {members.map((member) => (
          <div key={member.id} class="part">
            <h3>
              <ElementLink id={member.id} />
            </h3>
            {member.description === undefined ? (
              ''
            ) : (
              <p>
                <Line text={member.description} />
              </p>
            )}
            {member.fields.length === 0 ? (
              ''
            ) : (
              <FieldsTable fields={member.fields} of={member.name} anchored={false} />
            )}
          </div>
        ))}
      </>
    ),
    members.length,
  );
}

/** Rules that are not enforced at once: what is put right after an event. */
function policiesSection(site: Site, element: ElementDocument): PageSection | undefined {
  const policies = eventsRaisedBy(site.landscape, element).flatMap((event) =>
    reactionsTo(site.landscape, event)
      .filter(({ step, effects }) => step.element.kind !== 'projector' && effects.length > 0)
      .map((reaction) => ({ event, ...reaction })),
  );
  return section(
    'policies',
    'What follows',
    policies.length > 0 && (
      <Points
        items={policies.map(({ event, step, effects }) => (
          <span class="follows">
            When <ElementLink id={event.id} />: <StepLink step={step} />, which leads to{' '}
            <ElementLinks ids={effects} />
          </span>
        ))}
      />
    ),
    policies.length,
  );
}

function commandsSection(site: Site, element: ElementDocument): PageSection | undefined {
  const commands = site.landscape
    .ofKind('command')
    .filter((command) => command.belongsTo === element.id || command.aggregate === element.id)
    .filter(isNewest);
  return section(
    'commands',
    'Commands and what comes of them',
    commands.length > 0 && <EventMatrix commands={commands} />,
    commands.length,
  );
}

function eventsSection(site: Site, element: ElementDocument): PageSection | undefined {
  const events = eventsRaisedBy(site.landscape, element);
  return section(
    'events',
    'Events',
    events.length > 0 && (
      <Table
        label={`Events of ${element.name}`}
        columns={['Event', 'Meaning', 'Raised by', 'Who reacts']}
        rows={events.map((event) => ({
          key: event.id,
          cells: [
            <ElementLink key="event" id={event.id} />,
            event.description === undefined ? '' : <Line text={event.description} />,
            producersOf(site.landscape, event).map(
              ({ method }) => method && <code key={method}>{method}()</code>,
            ),
            <Reactors key="reactors" site={site} event={event} />,
          ],
        }))}
      />
    ),
    events.length,
  );
}

function Reactors({ site, event }: { site: Site; event: ElementDocument }): VNode {
  const ids = reactionsTo(site.landscape, event).map(({ step }) => step.element.id);
  return ids.length === 0 ? (
    <span class="tag tag-warning">nobody</span>
  ) : (
    <ElementLinks ids={[...new Set(ids)]} />
  );
}

function readersSection(site: Site, element: ElementDocument): PageSection | undefined {
  const { landscape } = site;
  const projections = new Set(
    eventsRaisedBy(landscape, element).flatMap((event) =>
      landscape
        .edgesTo(event.id, 'projects')
        .flatMap(({ from }) => landscape.edgesFrom(from, 'maintains'))
        .map(({ to }) => to),
    ),
  );
  return section(
    'readers',
    'Read models that follow it',
    projections.size > 0 && <ElementLinks ids={[...projections]} />,
    projections.size,
  );
}

function servicesSection(site: Site, element: ElementDocument): PageSection | undefined {
  const around = site.landscape.elements.filter(
    ({ kind, belongsTo, aggregates = [] }) =>
      (kind === 'repository' || kind.endsWith('Service') || kind === 'databaseModel') &&
      (belongsTo === element.id || aggregates.includes(element.id)),
  );
  return section(
    'services',
    'Services and repositories',
    around.length > 0 && <ElementLinks ids={around.map(({ id }) => id)} />,
  );
}

/** Events it raises, and those that belong to it although nobody was seen to raise them. */
function eventsRaisedBy(landscape: Landscape, element: ElementDocument): readonly ElementDocument[] {
  const raised = new Set(landscape.edgesFrom(element.id, 'raises').map(({ to }) => to));
  return landscape
    .ofKind('event')
    .filter((event) => raised.has(event.id) || event.belongsTo === element.id)
    .filter(isNewest);
}
