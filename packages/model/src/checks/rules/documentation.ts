import type { Documentation } from '../../document/documentation.js';
import type { ElementDocument } from '../../document/element-document.js';
import type { ModelDocument } from '../../document/model-document.js';
import type { CheckRule, Discovery } from '../check-rule.js';
import { isWritten, sourcesWereRead } from '../what-was-read.js';

const documented: ReadonlySet<ElementDocument['kind']> = new Set([
  'aggregate',
  'entity',
  'valueObject',
  'event',
  'command',
  'query',
  'projection',
  'processManager',
  'domainService',
  'decider',
]);

/** What comments say, and do not. */
export const documentation: readonly CheckRule[] = [
  {
    code: 'UNDOCUMENTED_ELEMENT',
    level: 'info',
    category: 'documentation',
    title: 'An element without a description',
    why: 'Whoever reads the documentation learns its name only.',
    fix: 'Write a sentence above the class, or give its decorator a description.',
    *find(landscape) {
      for (const element of landscape.elements.filter(isWritten)) {
        if (!documented.has(element.kind) || !sourcesWereRead(landscape.documentOf(element))) continue;
        if (element.description === undefined && element.documentation?.summary === undefined) {
          yield { at: element, message: `${element.name} has no description.` };
        }
      }
    },
  },
  {
    code: 'BROKEN_LINK',
    level: 'warning',
    category: 'documentation',
    title: 'A link in a comment leads nowhere',
    why: 'Readers look for what is not there: most likely it was renamed.',
    fix: 'Name an element of the model, or write the word without {@link}.',
    *find(landscape) {
      for (const document of landscape.documents) {
        yield* brokenIn(document, document.context.name, document.context.documentation);
        for (const element of document.elements) {
          const { name, fields, invariants, methods } = element;
          yield* brokenIn(element, name, element.documentation);
          for (const each of fields) {
            yield* brokenIn(element, `${name}.${each.name}`, each.documentation, { field: each.name });
          }
          for (const each of [...methods, ...invariants]) {
            yield* brokenIn(element, `${name}.${each.name}`, each.documentation, {
              method: each.name,
              source: each.source,
            });
          }
        }
      }
    },
  },
];

function* brokenIn(
  at: ElementDocument | ModelDocument,
  where: string,
  comment: Documentation | undefined,
  place: Pick<Discovery, 'field' | 'method' | 'source'> = {},
): Iterable<Discovery> {
  for (const link of new Set(comment?.brokenLinks)) {
    yield {
      at,
      ...place,
      about: link,
      message: `The comment of ${where} links to ${link}, which the model does not know.`,
    };
  }
}
