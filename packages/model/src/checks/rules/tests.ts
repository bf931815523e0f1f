import type { CheckRule } from '../check-rule.js';
import { isWritten } from '../what-was-read.js';

/** What tests name. */
export const tests: readonly CheckRule[] = [
  {
    code: 'UNTESTED_RULE',
    level: 'info',
    category: 'tests',
    title: 'A rule that no test names',
    why: 'Nobody can tell from the model whether a test would notice when it is broken or gone.',
    fix: 'Write a test, and name the rule above it: /** @covers Account.mustStayInCredit */.',
    *find(landscape) {
      for (const document of landscape.documents) {
        // Where no test names anything, none were looked at, or the team tells it elsewhere.
        if (!document.elements.some((element) => element.tests !== undefined)) continue;
        for (const element of document.elements.filter(isWritten)) {
          const named = new Set(element.tests?.flatMap(({ member }) => member ?? []));
          for (const { name, message } of element.invariants) {
            if (named.has(name)) continue;
            yield {
              at: element,
              method: name,
              message: `No test names ${element.name}.${name}: ${message}.`,
            };
          }
        }
      }
    },
  },
];
