import { producersOf, type ElementDocument } from '@domainry/model';
import type { VNode } from 'preact';
import { reactionsTo, type Reaction } from '../../facts/reactions.js';
import { section, sections, type Page, type PageSection } from '../page.js';
import { ElementHead } from '../parts/element-head.js';
import {
  decisionsSection,
  fieldsSection,
  historySection,
  remarksSection,
} from '../parts/element-sections.js';
import { Points } from '../parts/facts-list.js';
import { ElementLink, elementLinks, StepLink } from '../parts/links.js';
import { Table } from '../parts/table.js';
import type { Site } from '../site.js';
import { elementPage } from './element-page.js';
import { flowSection } from './figure-sections.js';
import { contractChips, contractSection, schemasSection, versionsSection } from './message-sections.js';

/** The contract of an event: who raises it, who reacts and what follows, what it says, how it came to be as it is. */
export async function eventPage(site: Site, event: ElementDocument): Promise<Page> {
  return elementPage(site, event, {
    head: <ElementHead element={event} chips={contractChips(event)} />,
    sections: sections(
      producersSection(site, event),
      reactionsSection(site, event),
      await flowSection(site, event),
      fieldsSection(event),
      schemasSection(event),
      versionsSection(site, event),
      contractSection(site, event),
      processesSection(site, event),
      remarksSection(event),
      decisionsSection(site, event),
      historySection(site, event),
    ),
  });
}

function producersSection(site: Site, event: ElementDocument): PageSection | undefined {
  const producers = producersOf(site.landscape, event);
  if (producers.length === 0 && event.belongsTo === undefined) return undefined;
  return section(
    'raised-by',
    'Who raises it',
    producers.length === 0 ? (
      <p>
        No method was found that raises it. It belongs to <ElementLink id={event.belongsTo!} />.
      </p>
    ) : (
      <Points
        items={producers.map((step) => (
          <StepLink key={step.element.id} step={step} />
        ))}
      />
    ),
  );
}

function reactionsSection(site: Site, event: ElementDocument): PageSection {
  const reactions = reactionsTo(site.landscape, event);
  const body =
    reactions.length === 0 ? (
      <p class="notice">Nobody reacts to it.</p>
    ) : (
      <Reactions of={event} reactions={reactions} />
    );
  return section('reactions', 'Who reacts', body, reactions.length)!;
}

function Reactions({ of, reactions }: { of: ElementDocument; reactions: readonly Reaction[] }): VNode {
  return (
    <Table
      label={`Who reacts to ${of.name}`}
      columns={['Who', 'How', 'What follows']}
      rows={reactions.map(({ step, how, effects }) => ({
        key: `${step.element.id}.${step.method}`,
        cells: [<StepLink key="who" step={step} />, how, elementLinks(effects)],
      }))}
    />
  );
}

function processesSection(site: Site, event: ElementDocument): PageSection | undefined {
  const processes = site.landscape
    .ofKind('processManager')
    .flatMap((process) =>
      process.handlers
        .filter(({ message }) => message === event.id)
        .map(({ start, end, correlate }) => ({ process, start, end, correlate })),
    );
  return section(
    'processes',
    'In processes',
    processes.length > 0 && (
      <Points
        items={processes.map(({ process, start, end, correlate }) => (
          <>
            <ElementLink id={process.id} />{' '}
            {start === true ? 'begins with it' : end === true ? 'ends with it' : 'moves on with it'}
            {correlate === undefined ? '' : <>; {<code>{correlate}</code>} tells which one</>}
          </>
        ))}
      />
    ),
  );
}
