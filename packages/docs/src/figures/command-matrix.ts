import { eventsOf, type ElementDocument, type Landscape } from '@domainry/model';
import { isNewest } from '../facts/older-version.js';

/** Which command of an aggregate leads to which of its events. */
export interface CommandMatrix {
  /** By id; commands that are told nothing of in `cells` have no handler, or one that raises nothing. */
  readonly commands: readonly ElementDocument[];
  /** By id; those of the aggregate first, then those of others that its commands lead to. */
  readonly events: readonly ElementDocument[];
  /** For each command, whether it leads to each event: `cells[command][event]`. */
  readonly cells: readonly (readonly boolean[])[];
}

/** Commands against events; nothing when an aggregate has no commands or nothing ever happens to it. */
export function commandMatrix(landscape: Landscape, aggregate: ElementDocument): CommandMatrix | undefined {
  const isOwn = (element: ElementDocument): boolean =>
    (element.belongsTo === aggregate.id || element.aggregate === aggregate.id) && isNewest(element);
  const commands = landscape.ofKind('command').filter(isOwn);
  const own = landscape.ofKind('event').filter(isOwn);
  const reached = commands.map((command) => eventsOf(landscape, command));
  const events = [
    ...own,
    ...landscape.ofKind('event').filter((event) => !own.includes(event) && reached.flat().includes(event)),
  ];
  if (commands.length === 0 || events.length === 0) return undefined;
  return { commands, events, cells: reached.map((found) => events.map((event) => found.includes(event))) };
}
