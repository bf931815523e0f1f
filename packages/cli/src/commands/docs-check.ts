import { resolve } from 'node:path';
import { shownPath } from '../load/find-domains.js';
import { compareSite } from '@domainry/docs';
import type { Diagnostic } from '../run/diagnostic.js';
import { defineCommand } from '../run/command.js';
import { flagsOfLoading } from '../run/flags-of-all.js';
import { counted } from '../text/counted.js';
import { documentedProject, siteFiles } from './site.js';

export const docsCheck = defineCommand({
  name: 'docs check',
  summary: 'Tells whether the site that was written is the one that would be written now.',
  flags: {
    ...flagsOfLoading,
    out: {
      type: 'text',
      value: 'folder',
      default: 'site',
      config: 'docs.out',
      what: 'Folder of the site, relative to the configuration.',
    },
  },
  examples: [{ call: 'domainry docs check', what: 'Ends with 1 when the site is not up to date.' }],
  async run(context) {
    const { flags, cwd, config } = context;
    const { input } = await documentedProject(context);
    const files = await siteFiles(input);
    const folder = resolve(config.root, flags.out);
    const { missing, different, stale: surplus } = await compareSite(files, folder);
    const shown = shownPath(folder, cwd);
    const stale = [
      ...missing.map((path) => ({ path, says: 'is missing' })),
      ...different.map((path) => ({ path, says: 'is not what would be written now' })),
      ...surplus.map((path) => ({ path, says: 'would no longer be written' })),
    ];
    const diagnostics = stale.map(({ path, says }): Diagnostic => ({
      code: 'OUTPUT_STALE',
      level: 'error',
      message: `${shown}/${path} ${says}.`,
      file: `${shown}/${path}`,
      fix: 'domainry docs build',
    }));
    return {
      exit: stale.length === 0 ? 0 : 1,
      data: { folder: shown, files: files.size, stale: stale.map(({ path }) => path) },
      diagnostics,
      page: (page) => {
        for (const { message } of diagnostics.slice(0, 20)) page.item(message);
        if (stale.length > 20) page.text(`… and ${stale.length - 20} more.`);
        page.text(
          stale.length === 0
            ? `${shown} is up to date.`
            : `${stale.length} of ${counted(files.size, 'file')} not up to date. Write anew: domainry docs build`,
        );
      },
    };
  },
});
