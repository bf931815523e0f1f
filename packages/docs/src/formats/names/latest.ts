import type { ElementDocument, Landscape } from '@domainry/model';
import { isNewest } from '../../facts/older-version.js';
import { contextOf, messagesOf } from './element-names.js';

/** Messages of a context in their newest version, by id: what is sent from now on. */
export function newestMessages(landscape: Landscape, context: string): readonly ElementDocument[] {
  return messagesOf(landscape, context).filter(isNewest);
}

/** Queries of a context, by id. */
export function queriesOf(landscape: Landscape, context: string): readonly ElementDocument[] {
  return landscape.ofKind('query', context).filter((query) => contextOf(landscape, query) === context);
}
