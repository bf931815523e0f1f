import type { ElementKind } from '@domainry/core';
import type { EdgeKind } from '../document/edge-document.js';

/** The kinds of element. A record, so that the compiler asks for one that is added to the core. */
const elements: Readonly<Record<ElementKind, true>> = {
  aggregate: true,
  entity: true,
  valueObject: true,
  event: true,
  command: true,
  query: true,
  projection: true,
  domainService: true,
  applicationService: true,
  commandHandler: true,
  decider: true,
  eventHandler: true,
  repository: true,
  projector: true,
  queryHandler: true,
  subscriber: true,
  processManager: true,
  upcaster: true,
  databaseModel: true,
};

/** What connects elements; a record for the same reason. */
const edges: Readonly<Record<EdgeKind, true>> = {
  contains: true,
  references: true,
  handles: true,
  reacts: true,
  projects: true,
  answers: true,
  applies: true,
  maintains: true,
  raises: true,
  sends: true,
  asks: true,
  invokes: true,
  loads: true,
  upcasts: true,
  supersedes: true,
  subscribes: true,
};

export const elementKinds: readonly string[] = Object.keys(elements);
export const edgeKinds: readonly string[] = Object.keys(edges);
