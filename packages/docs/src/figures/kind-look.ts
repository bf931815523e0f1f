import type { FigureNodeKind } from './figure.js';

/** How a kind of element is told from the others without colour: by its outline and its badge. */
export interface KindLook {
  /** What it is called, below its name. */
  readonly word: string;
  /** One or two letters; none for what needs no explanation. */
  readonly badge: string;
  readonly outline: Outline;
  /** Colours it shares with its relatives, by the name of a class in `figureStyles`. */
  readonly tone: Tone;
}

export type Outline =
  | 'box'
  | 'sharp'
  | 'double'
  | 'dashed'
  | 'flag'
  | 'chevron'
  | 'folded'
  | 'octagon'
  | 'pill'
  | 'panel'
  | 'dot'
  | 'ring';

export type Tone =
  | 'aggregate'
  | 'part'
  | 'value'
  | 'event'
  | 'command'
  | 'query'
  | 'view'
  | 'policy'
  | 'process'
  | 'service'
  | 'context'
  | 'external'
  | 'plain';

function look(word: string, badge: string, outline: Outline, tone: Tone): KindLook {
  return { word, badge, outline, tone };
}

/** The looks of all kinds. */
export const kindLooks: Readonly<Record<FigureNodeKind, KindLook>> = {
  aggregate: look('aggregate', 'Ag', 'double', 'aggregate'),
  entity: look('entity', 'En', 'sharp', 'part'),
  valueObject: look('value object', 'VO', 'dashed', 'value'),
  event: look('event', 'Ev', 'flag', 'event'),
  command: look('command', 'Co', 'chevron', 'command'),
  query: look('query', 'Qu', 'pill', 'query'),
  projection: look('read model', 'RM', 'folded', 'view'),
  domainService: look('domain service', 'DS', 'box', 'service'),
  applicationService: look('application service', 'AS', 'box', 'service'),
  commandHandler: look('command handler', 'CH', 'box', 'service'),
  decider: look('decider', 'De', 'double', 'aggregate'),
  eventHandler: look('event handler', 'EH', 'box', 'policy'),
  repository: look('repository', 'Re', 'box', 'service'),
  projector: look('projector', 'Pr', 'box', 'view'),
  queryHandler: look('query handler', 'QH', 'box', 'query'),
  subscriber: look('subscriber', 'Su', 'box', 'policy'),
  processManager: look('process', 'PM', 'octagon', 'process'),
  upcaster: look('upcaster', 'Up', 'box', 'service'),
  databaseModel: look('database model', 'DB', 'box', 'service'),
  context: look('context', 'BC', 'panel', 'context'),
  external: look('outside', 'X', 'dashed', 'external'),
  state: look('state', '', 'pill', 'plain'),
  start: look('start', '', 'dot', 'plain'),
  end: look('end', '', 'ring', 'plain'),
  group: look('part', '', 'panel', 'plain'),
};
