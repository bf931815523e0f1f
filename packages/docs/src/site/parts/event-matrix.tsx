import { consumersOf, eventsOf, type ElementDocument } from '@domainry/model';
import type { VNode } from 'preact';
import { usePage } from '../current-page.js';
import { Line } from './prose.js';
import { ElementLink, elementLinks, StepLink } from './links.js';
import { Table } from './table.js';

/** Commands, who handles each, and the events that may come of it; what nobody handles is told. */
export function EventMatrix({ commands }: { commands: readonly ElementDocument[] }): VNode {
  const { site } = usePage();
  return (
    <Table
      label="Commands and events"
      columns={['Command', 'Meaning', 'Handled by', 'Events']}
      rows={commands.map((command) => ({
        key: command.id,
        cells: [
          <ElementLink key="command" id={command.id} />,
          command.description === undefined ? '' : <Line text={command.description} />,
          <HandledBy key="handled" command={command} />,
          elementLinks(eventsOf(site.landscape, command).map(({ id }) => id)),
        ],
      }))}
    />
  );
}

/** Who handles a message; it is said loudly when nobody does. */
export function HandledBy({ command }: { command: ElementDocument }): VNode {
  const { site } = usePage();
  const handlers = consumersOf(site.landscape, command);
  if (handlers.length === 0) return <span class="tag tag-warning">nobody</span>;
  return (
    <span class="elements">
      {handlers.map((step) => (
        <StepLink key={`${step.element.id}.${step.method}`} step={step} />
      ))}
    </span>
  );
}
