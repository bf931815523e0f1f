import { loadModels } from '../load/load-models.js';
import { defineCommand } from '../run/command.js';
import { flagsOfLoading } from '../run/flags-of-all.js';
import { summaryOf, writeSummary } from './dev-summary.js';
import { watchProject } from './dev-watch.js';

export const dev = defineCommand({
  name: 'dev',
  summary: 'Watches the sources and tells what changes in the model.',
  description:
    'Each time a file is saved, the domains are imported anew, in a new process. At a terminal, r reloads, o opens the documentation in a browser, h shows the keys, and q quits. With --json, each round is a line of JSON.',
  flags: {
    ...flagsOfLoading,
    once: { type: 'boolean', what: 'Loads once, tells what there is, and ends.' },
  },
  examples: [{ call: 'domainry dev --once', what: 'What there is, without watching.' }],
  async run(context) {
    if (!context.flags.once) return watchProject(context);
    const models = await loadModels(context);
    return {
      data: summaryOf(models, context.config),
      page: (page) => writeSummary(page, models, context.config),
    };
  },
});
