import { catalogueAddress, fixedAddresses } from './addresses.js';
import { catalogues } from './catalogues.js';
import type { Site } from './site.js';
import { hasChanges, hasDecisions, hasFlows, hasGlossary } from './what-there-is.js';

/** Where somebody may begin who comes with a purpose. */
export interface StartingPoint {
  /** In the words of the reader. */
  readonly reader: string;
  readonly text: string;
  readonly links: readonly Link[];
}

interface Link {
  readonly title: string;
  readonly address: string;
}

/** For those who know the business, who write code and who run it; each with the pages that there are. */
export function startingPoints(site: Site): readonly StartingPoint[] {
  const listed = new Set(catalogues(site).map(({ name }) => name));
  const catalogue = (name: string, title: string): Link[] =>
    listed.has(name) ? [{ title, address: catalogueAddress(name) }] : [];
  const page = (there: boolean, name: keyof typeof fixedAddresses, title: string): Link[] =>
    there ? [{ title, address: fixedAddresses[name] }] : [];
  return [
    {
      reader: 'I know the business',
      text: 'What words mean, what follows what, and why it is so.',
      links: [
        ...page(hasGlossary(site), 'glossary', 'Glossary'),
        ...page(hasFlows(site), 'timeline', 'Timeline'),
        ...page(hasDecisions(site), 'decisions', 'Decisions'),
        ...catalogue('rules', 'All rules'),
      ],
    },
    {
      reader: 'I write code',
      text: 'What there is, what may be called, and what may go wrong.',
      links: [
        ...catalogue('aggregates', 'Aggregates'),
        ...catalogue('commands', 'Commands'),
        ...catalogue('errors', 'Errors'),
        ...page(true, 'schemas', 'Schemas'),
      ],
    },
    {
      reader: 'I run it',
      text: 'Who reacts to what, what changed, and what was found.',
      links: [
        ...catalogue('handlers', 'Handlers'),
        ...page(hasFlows(site), 'flows', 'Flows'),
        ...page(hasChanges(site), 'changes', 'Changes'),
        ...page(true, 'findings', 'Findings'),
      ],
    },
  ];
}
