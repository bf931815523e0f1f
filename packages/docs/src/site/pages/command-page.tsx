import { eventsOf, reachOf, sendersOf, type ElementDocument } from '@domainry/model';
import { section, sections, type Page, type PageSection } from '../page.js';
import { commandRisks, countRisks } from '../../facts/command-risks.js';
import { Risks } from '../parts/risks.js';
import { ElementHead } from '../parts/element-head.js';
import {
  decisionsSection,
  fieldsSection,
  historySection,
  remarksSection,
} from '../parts/element-sections.js';
import { Points } from '../parts/facts-list.js';
import { HandledBy } from '../parts/event-matrix.js';
import { ElementLinks, StepLink } from '../parts/links.js';
import type { Site } from '../site.js';
import { elementPage } from './element-page.js';
import { flowSection } from './figure-sections.js';
import { contractChips, contractSection, schemasSection, versionsSection } from './message-sections.js';

/** The contract of a command: who does it, what comes of it, and everything that may go wrong. */
export async function commandPage(site: Site, command: ElementDocument): Promise<Page> {
  return elementPage(site, command, {
    head: <ElementHead element={command} chips={contractChips(command)} />,
    sections: sections(
      handlingSection(site, command),
      risksSection(site, command),
      await flowSection(site, command),
      sendersSection(site, command),
      fieldsSection(command),
      schemasSection(command),
      versionsSection(site, command),
      contractSection(site, command),
      remarksSection(command),
      decisionsSection(site, command),
      historySection(site, command),
    ),
  });
}

function handlingSection({ landscape }: Site, command: ElementDocument): PageSection | undefined {
  const [, ...further] = reachOf(landscape, command);
  const events = eventsOf(landscape, command);
  return section(
    'handling',
    'What happens',
    <dl class="facts">
      <div>
        <dt>Handled by</dt>
        <dd>
          <HandledBy command={command} />
        </dd>
      </div>
      {further.length === 0 ? (
        ''
      ) : (
        <div>
          <dt>Which calls</dt>
          <dd class="elements">
            {further.map((step) => (
              <StepLink key={`${step.element.id}.${step.method}`} step={step} />
            ))}
          </dd>
        </div>
      )}
      {events.length === 0 ? (
        ''
      ) : (
        <div>
          <dt>Events that come of it</dt>
          <dd>
            <ElementLinks ids={events.map(({ id }) => id)} />
          </dd>
        </div>
      )}
    </dl>,
  );
}

function risksSection({ landscape }: Site, command: ElementDocument): PageSection | undefined {
  const risks = commandRisks(landscape, command);
  const count = countRisks(risks);
  return section('risks', 'What may go wrong', count > 0 && <Risks risks={risks} />, count);
}

function sendersSection({ landscape }: Site, command: ElementDocument): PageSection | undefined {
  const senders = sendersOf(landscape, command);
  return section(
    'senders',
    'Who sends it',
    senders.length > 0 && (
      <Points
        items={senders.map((step) => (
          <StepLink key={step.element.id} step={step} />
        ))}
      />
    ),
    senders.length,
  );
}
