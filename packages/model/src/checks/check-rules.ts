import { compare } from '../document/compare.js';
import type { CheckRule, CheckRuleFacts } from './check-rule.js';
import { boundaries } from './rules/boundaries.js';
import { contents } from './rules/contents.js';
import { documentation } from './rules/documentation.js';
import { evolution } from './rules/evolution.js';
import { language } from './rules/language.js';
import { tests } from './rules/tests.js';
import { suppressionRules } from './rules/suppressions.js';
import { unitsOfWork } from './rules/units-of-work.js';
import { unusedHandlers } from './rules/unused-handlers.js';
import { unusedMessages } from './rules/unused-messages.js';

/** The rules that look at models. */
export const lookingRules: readonly CheckRule[] = [
  ...boundaries,
  ...contents,
  ...documentation,
  ...evolution,
  ...language,
  ...tests,
  ...unitsOfWork,
  ...unusedHandlers,
  ...unusedMessages,
];

/** Everything that is looked for, by code. Codes are stable: none is ever renamed or used for something else. */
export const checkRules: readonly CheckRuleFacts[] = [...lookingRules, ...Object.values(suppressionRules)]
  .map(({ code, level, category, title, why, fix }) => ({ code, level, category, title, why, fix }))
  .sort((one, other) => compare(one.code, other.code));
