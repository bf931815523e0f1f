import type { ElementDocument } from '../../document/element-document.js';
import type { Landscape } from '../../landscape/landscape.js';
import type { CheckRule } from '../check-rule.js';
import { isWritten } from '../what-was-read.js';
import { isPast, isProgressive, isVerb, wordsOf } from '../words.js';

/** Endings that name a technique, by the kind of element they add nothing to. */
const technical: Readonly<Partial<Record<ElementDocument['kind'], RegExp>>> = {
  aggregate: /(Aggregate|AggregateRoot|Entity|Model|Dto|DTO|Manager|Impl|Object|Record)$/,
  entity: /(Entity|Model|Dto|DTO|Manager|Impl|Object)$/,
  valueObject: /(ValueObject|VO|Dto|DTO|Impl|Object)$/,
  event: /(Event|EventDto|Message)$/,
  command: /(Command|Cmd|Dto|DTO)$/,
  query: /(Query|Dto|DTO)$/,
  projection: /(Projection|ReadModel|Dto|DTO)$/,
};

/** Kinds whose names are words of the domain. */
const worded: ReadonlySet<ElementDocument['kind']> = new Set([
  'aggregate',
  'entity',
  'valueObject',
  'event',
  'command',
  'projection',
]);

/** Names, and the words of the language. Only what is certain is said: English is not understood. */
export const language: readonly CheckRule[] = [
  {
    code: 'EVENT_NOT_PAST_TENSE',
    level: 'info',
    category: 'language',
    title: 'The name of an event does not say that something happened',
    why: 'An event is a fact: a name in the past tense tells it from a command at first sight.',
    fix: 'Name what happened: OrderPlaced rather than PlaceOrder or OrderPlacing.',
    *find(landscape) {
      for (const event of landscape.ofKind('event').filter(isWritten)) {
        const words = wordsOf(event.name);
        if (words.some(isPast)) continue;
        const [first, last] = [words[0], words.at(-1)];
        // Nouns such as `Overdue` may be meant well; verbs in another form are not.
        if (first !== undefined && last !== undefined && (isVerb(first) || isProgressive(last))) {
          yield { at: event, message: `${event.name} does not read as something that happened.` };
        }
      }
    },
  },
  {
    code: 'COMMAND_NOT_IMPERATIVE',
    level: 'info',
    category: 'language',
    title: 'The name of a command does not ask for something',
    why: 'A command may be refused: a name in the imperative tells it from an event at first sight.',
    fix: 'Begin the name with a verb: PlaceOrder rather than OrderPlaced or PlacingOrder.',
    *find(landscape) {
      for (const command of landscape.ofKind('command').filter(isWritten)) {
        const words = wordsOf(command.name);
        const [first, last] = [words[0], words.at(-1)];
        if (first === undefined || last === undefined || isVerb(first)) continue;
        if (isProgressive(first) || isPast(last) || isPast(first)) {
          yield { at: command, message: `${command.name} does not read as something that is asked for.` };
        }
      }
    },
  },
  {
    code: 'TECHNICAL_NAME',
    level: 'info',
    category: 'language',
    title: 'A name that tells the technique',
    why: 'Nobody in the domain says it, and its kind is known from its decorator.',
    fix: 'Leave the ending out.',
    *find(landscape) {
      for (const element of landscape.elements.filter(isWritten)) {
        const [ending] = technical[element.kind]?.exec(element.name) ?? [];
        if (ending === undefined || ending === element.name) continue;
        yield { at: element, message: `${element.name} says ${ending}, which is no word of the domain.` };
      }
    },
  },
  {
    code: 'HOMONYM',
    level: 'info',
    category: 'language',
    title: 'One word with two meanings',
    why: 'People of two contexts use one word and mean different things.',
    fix: 'When that is meant, tell both meanings in the glossaries and suppress this with the reason; otherwise rename one.',
    *find(landscape) {
      const defined = definitionsIn(landscape);
      const meaningOf = ({ id, description, documentation }: ElementDocument): string | undefined =>
        defined.get(id) ?? description ?? documentation?.summary;
      const meanings = new Map<string, ElementDocument[]>();
      for (const element of landscape.elements.filter(isWritten)) {
        if (!worded.has(element.kind) || meaningOf(element) === undefined) continue;
        meanings.set(element.name, [...(meanings.get(element.name) ?? []), element]);
      }
      for (const [name, [first, ...others]] of meanings) {
        for (const other of others) {
          if (meaningOf(first!) === meaningOf(other)) continue;
          yield {
            at: other,
            about: first!.id,
            message: `${name} means something else here than in ${landscape.documentOf(first!).context.name}.`,
          };
        }
      }
    },
  },
];

/** What the glossaries say of elements, by id; elsewhere their descriptions count. */
function definitionsIn(landscape: Landscape): ReadonlyMap<string, string> {
  const definitions = new Map<string, string>();
  for (const { element, definition } of landscape.documents.flatMap(({ glossary }) => glossary)) {
    if (element !== undefined && definition !== undefined && !definitions.has(element))
      definitions.set(element, definition);
  }
  return definitions;
}
