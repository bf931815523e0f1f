import type { JsonValue } from '@domainry/core';
import type { ModelDifference } from '@domainry/model';
import { modelsFolder, recordedHistory } from '../load/recorded-models.js';
import { shownPath } from '../load/find-domains.js';
import { CommandError } from '../run/command-error.js';
import { defineCommand } from '../run/command.js';
import { compareAll } from './model-diff.js';
import { writeDifference } from './write-difference.js';

export const modelHistory = defineCommand({
  name: 'model history',
  summary: 'Tells what changed from commit to commit, as far as models were recorded.',
  flags: {
    limit: { type: 'number', value: 'commits', default: 20, what: 'How many commits at most.' },
    changes: { type: 'boolean', what: 'Tells every change, not only how many there were.' },
  },
  examples: [{ call: 'domainry model history --changes', what: 'Every change of the last commits.' }],
  async run({ flags, config, cwd }) {
    const commits = await recordedHistory(config, Math.max(1, Math.floor(flags.limit)) + 1);
    if (commits.length === 0) {
      throw new CommandError(
        'GIT_FAILED',
        `No commit has recorded models in ${shownPath(modelsFolder(config), cwd)}.`,
        {
          fix: 'Record them with "domainry model check --update" and commit them.',
        },
      );
    }
    const steps = commits
      .slice(0, Math.max(1, Math.floor(flags.limit)))
      .map(({ commit, date, subject, models }, at) => ({
        commit,
        date,
        subject,
        differences: compareAll([...(commits[at + 1]?.models.values() ?? [])], [...models.values()]),
      }));
    return {
      data: steps as unknown as JsonValue,
      page: (page) => {
        for (const { commit, date, subject, differences } of steps) {
          page
            .gap()
            .text([{ text: commit.slice(0, 8), look: 'yellow' }, ` ${date.slice(0, 10)} ${subject}`], {
              hang: 2,
            });
          if (flags.changes) writeDifference(page, differences);
          else page.text(countsOf(differences), { indent: 2 });
        }
      },
    };
  },
});

function countsOf(differences: readonly ModelDifference[]): string {
  const changes = differences.flatMap((difference) => difference.changes);
  const count = (kind: string): number => changes.filter((change) => change.kind === kind).length;
  const breaking = changes.filter(({ impact }) => impact === 'breaking').length;
  return `${count('added')} added, ${count('removed')} removed, ${count('changed')} changed; ${breaking} breaking`;
}
