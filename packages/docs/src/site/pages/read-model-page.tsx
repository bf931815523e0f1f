import type { ElementDocument, Landscape, Step } from '@domainry/model';
import { section, sections, type Page, type PageSection } from '../page.js';
import { ElementHead } from '../parts/element-head.js';
import {
  decisionsSection,
  fieldsSection,
  historySection,
  remarksSection,
} from '../parts/element-sections.js';
import { ElementLink, StepLink } from '../parts/links.js';
import { Line } from '../parts/prose.js';
import { Table } from '../parts/table.js';
import { storageSection } from '../parts/storage-section.js';
import type { Site } from '../site.js';
import { elementPage } from './element-page.js';

/** A read model: the questions it answers, and which event changes which of its fields. */
export function readModelPage(site: Site, projection: ElementDocument): Page {
  return elementPage(site, projection, {
    head: <ElementHead element={projection} />,
    sections: sections(
      questionsSection(site, projection),
      fieldsSection(projection),
      sourcesSection(site, projection),
      storageSection(site, projection),
      remarksSection(projection),
      decisionsSection(site, projection),
      historySection(site, projection),
    ),
  });
}

function questionsSection({ landscape }: Site, projection: ElementDocument): PageSection | undefined {
  const queries = landscape.ofKind('query').filter(({ belongsTo }) => belongsTo === projection.id);
  return section(
    'questions',
    'Questions it answers',
    queries.length > 0 && (
      <Table
        label={`Queries of ${projection.name}`}
        columns={['Query', 'Question']}
        rows={queries.map(({ id, description }) => ({
          key: id,
          cells: [
            <ElementLink key="query" id={id} />,
            description === undefined ? '' : <Line text={description} />,
          ],
        }))}
      />
    ),
    queries.length,
  );
}

/** Which event changes which field, as far as the sources told. */
function sourcesSection({ landscape }: Site, projection: ElementDocument): PageSection | undefined {
  const sources = projectionsOf(landscape, projection);
  return section(
    'sources',
    'Where it comes from',
    sources.length > 0 && (
      <Table
        label={`Events that change ${projection.name}`}
        columns={['Event', 'Folded by', 'Changes']}
        rows={sources.map(({ event, step, changes }) => ({
          key: `${event} ${step.element.id}`,
          cells: [
            <ElementLink key="event" id={event} />,
            <StepLink key="step" step={step} />,
            changes.map((name) => <code key={name}>{name} </code>),
          ],
        }))}
      />
    ),
    sources.length,
  );
}

function projectionsOf(
  landscape: Landscape,
  projection: ElementDocument,
): readonly { readonly event: string; readonly step: Step; readonly changes: readonly string[] }[] {
  return landscape.edgesTo(projection.id, 'maintains').flatMap(({ from }) => {
    const element = landscape.find(from);
    if (element === undefined) return [];
    return landscape.edgesFrom(from, 'projects').map(({ to, method }) => ({
      event: to,
      step: { element, ...(method === undefined ? {} : { method }) },
      changes: element.methods.find(({ name }) => name === method)?.changes ?? [],
    }));
  });
}
