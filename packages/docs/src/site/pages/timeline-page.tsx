import { eventModel, type Slice } from '../../figures/event-model.js';
import { eventModelFigure } from '../../figures/event-model-figure.js';
import { fixedAddresses } from '../addresses.js';
import { figureOptions } from '../figure-options.js';
import { section, sections, type Page, type PageSection } from '../page.js';
import { ElementLink, ElementLinks } from '../parts/links.js';
import { PageHead } from '../parts/page-head.js';
import { Table } from '../parts/table.js';
import type { Site } from '../site.js';
import { figureSection } from './figure-sections.js';

/** What happens, from left to right: what is wanted, what became a fact, what is shown, and who reacts. */
export async function timelinePage(site: Site): Promise<Page> {
  return {
    address: fixedAddresses.timeline,
    title: 'Timeline',
    trail: [],
    wide: true,
    head: (
      <PageHead
        title="Timeline"
        text="The story the system tells, slice by slice: what somebody wants, what became a fact of it, what is shown then, and who reacts."
      />
    ),
    sections: sections(
      figureSection('story', 'Story', await eventModelFigure(site.landscape, figureOptions(site))),
      slicesSection(site),
    ),
  };
}

function slicesSection({ landscape }: Site): PageSection | undefined {
  const slices = eventModel(landscape);
  return section(
    'slices',
    'Slices',
    slices.length > 0 && (
      <Table
        label="Slices"
        columns={['Pattern', 'When', 'Then', 'So that']}
        rows={slices.map((slice, index) => ({
          key: String(index),
          cells: [
            <span key="pattern">{slice.pattern}</span>,
            <Cause key="cause" slice={slice} />,
            <Fact key="fact" slice={slice} />,
            <Outcome key="outcome" slice={slice} />,
          ],
        }))}
      />
    ),
    slices.length,
  );
}

function Cause({ slice: { reaction, command, view } }: { slice: Slice }): ReturnType<typeof ElementLink> {
  if (reaction !== undefined) return <ElementLinks ids={reaction.to.map(({ id }) => id)} />;
  if (command !== undefined) return <ElementLink id={command.id} />;
  return <ElementLinks ids={(view?.of ?? []).map(({ id }) => id)} />;
}

function Fact({ slice: { reaction, events } }: { slice: Slice }): ReturnType<typeof ElementLink> {
  if (reaction !== undefined) return <ElementLink id={reaction.by.id} suffix={`.${reaction.method}()`} />;
  return <ElementLinks ids={events.map(({ id }) => id)} />;
}

function Outcome({
  slice: { reaction, command, events, view },
}: {
  slice: Slice;
}): ReturnType<typeof ElementLink> {
  if (view !== undefined) return <ElementLink id={view.projection.id} />;
  if (reaction === undefined) return <></>;
  return (
    <ElementLinks ids={[...(command === undefined ? [] : [command.id]), ...events.map(({ id }) => id)]} />
  );
}
