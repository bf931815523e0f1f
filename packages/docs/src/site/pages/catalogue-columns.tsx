import {
  consumersOf,
  eventsOf,
  producersOf,
  type ElementDocument,
  type Landscape,
  type Step,
} from '@domainry/model';
import type { ComponentChildren, VNode } from 'preact';
import { reactionsTo } from '../../facts/reactions.js';
import { HandledBy } from '../parts/event-matrix.js';
import { ElementLink, ElementLinks, StepLink } from '../parts/links.js';

/** A column of a catalogue, beside those that all have. */
export interface CatalogueColumn {
  readonly title: string;
  readonly cell: (element: ElementDocument, landscape: Landscape) => ComponentChildren;
}

const owner: CatalogueColumn = {
  title: 'Part of',
  cell: ({ belongsTo }) => (belongsTo === undefined ? '' : <ElementLink id={belongsTo} />),
};

/** What is worth to be seen of elements of a kind, side by side; of other kinds, nothing more is. */
export const furtherColumns: Readonly<Partial<Record<ElementDocument['kind'], readonly CatalogueColumn[]>>> =
  {
    aggregate: [
      { title: 'Fields', cell: ({ fields }) => fields.length },
      { title: 'Rules', cell: ({ invariants }) => invariants.length },
      { title: 'Kept as', cell: ({ storage }) => (storage?.eventSourced === true ? 'events' : 'state') },
    ],
    entity: [owner],
    valueObject: [owner],
    command: [
      { title: 'Handled by', cell: (command) => <HandledBy command={command} /> },
      {
        title: 'Events',
        cell: (command, landscape) => <ElementLinks ids={eventsOf(landscape, command).map(({ id }) => id)} />,
      },
    ],
    event: [
      { title: 'Raised by', cell: (event, landscape) => <Steps steps={producersOf(landscape, event)} /> },
      { title: 'Who reacts', cell: reactors },
      { title: 'Version', cell: ({ message }) => message?.version ?? '' },
    ],
    query: [
      { title: 'Answered by', cell: (query, landscape) => <Steps steps={consumersOf(landscape, query)} /> },
    ],
    upcaster: [
      { ...owner, title: 'Brings up to date' },
      {
        title: 'Versions',
        cell: ({ options }) => `${JSON.stringify(options['from'])} → ${JSON.stringify(options['to'])}`,
      },
    ],
  };

function reactors(event: ElementDocument, landscape: Landscape): VNode {
  const ids = [...new Set(reactionsTo(landscape, event).map(({ step }) => step.element.id))];
  return ids.length === 0 ? <span class="tag tag-warning">nobody</span> : <ElementLinks ids={ids} />;
}

function Steps({ steps }: { steps: readonly Step[] }): VNode {
  return (
    <span class="elements">
      {steps.map((step) => (
        <StepLink key={`${step.element.id}.${step.method}`} step={step} />
      ))}
    </span>
  );
}
