import type { ElementDocument } from '@domainry/model';

/** How the site speaks of a kind of element, and where it puts pages of that kind. */
export interface KindOnSite {
  readonly title: string;
  readonly plural: string;
  /** Folder of its pages, below that of the context. */
  readonly folder: string;
}

type Kind = ElementDocument['kind'];

/** In the order in which lists name them. */
export const kindsOnSite: Readonly<Record<Kind, KindOnSite>> = {
  aggregate: kind('Aggregate'),
  entity: kind('Entity', 'Entities'),
  valueObject: kind('Value object'),
  command: kind('Command'),
  event: kind('Event'),
  query: kind('Query', 'Queries'),
  projection: kind('Read model'),
  processManager: kind('Process', 'Processes'),
  eventHandler: kind('Event handler'),
  subscriber: kind('Subscriber'),
  decider: kind('Decider'),
  commandHandler: kind('Command handler'),
  queryHandler: kind('Query handler'),
  projector: kind('Projector'),
  domainService: kind('Domain service'),
  applicationService: kind('Application service'),
  repository: kind('Repository', 'Repositories'),
  upcaster: kind('Upcaster'),
  databaseModel: kind('Database model'),
};

/** All kinds, in the order in which lists name them. */
export const kindOrder: readonly Kind[] = Object.keys(kindsOnSite) as Kind[];

function kind(title: string, plural = `${title}s`): KindOnSite {
  return { title, plural, folder: plural.toLowerCase().replaceAll(' ', '-') };
}
