import type { CheckRuleFacts } from '../check-rule.js';

/** What is said of suppressions; found when everything else has been looked for. */
export const suppressionRules = {
  unused: {
    code: 'SUPPRESSION_UNUSED',
    level: 'warning',
    category: 'suppressions',
    title: 'A suppression that suppresses nothing',
    why: 'It would hide the next finding of its kind, which nobody has decided about.',
    fix: 'Remove it, or correct its code.',
  },
  withoutReason: {
    code: 'SUPPRESSION_WITHOUT_REASON',
    level: 'warning',
    category: 'suppressions',
    title: 'A suppression without a reason',
    why: 'Nobody will know whether it may go.',
    fix: 'Write the reason after the code: @suppress CODE reason.',
  },
  outdatedBaseline: {
    code: 'BASELINE_OUTDATED',
    level: 'info',
    category: 'suppressions',
    title: 'The baseline names findings that are gone',
    why: 'It would hide them when they come back.',
    fix: 'Write the baseline anew.',
  },
} as const satisfies Readonly<Record<string, CheckRuleFacts>>;
