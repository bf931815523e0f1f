import { resolve } from 'node:path';
import { renderSingleFile } from '@domainry/docs';
import { shownPath } from '../load/find-domains.js';
import { defineCommand } from '../run/command.js';
import { flagsOfLoading } from '../run/flags-of-all.js';
import { counted } from '../text/counted.js';
import { documentedProject, siteFiles, writeSiteTo } from './site.js';

export const docsBuild = defineCommand({
  name: 'docs build',
  summary: 'Writes the documentation site.',
  description:
    'Static pages that work from a disk and without scripts. What other tools put into the folder stays.',
  flags: {
    ...flagsOfLoading,
    out: {
      type: 'text',
      value: 'folder',
      default: 'site',
      config: 'docs.out',
      what: 'Folder of the site, relative to the configuration.',
    },
    single: { type: 'boolean', what: 'One HTML file with everything, for mail and for artefacts of builds.' },
    dryRun: { type: 'boolean', what: 'Tells what it would write, and writes nothing.' },
  },
  examples: [
    { call: 'domainry docs build', what: 'The site, in the folder site.' },
    { call: 'domainry docs build --out public/model --dry-run', what: 'What would be written.' },
    {
      call: 'domainry docs build --single --out build/model',
      what: 'build/model/index.html, and nothing beside it.',
    },
  ],
  async run(context) {
    const { flags, cwd, config } = context;
    const { input, findings, documents } = await documentedProject(context);
    const files = flags.single
      ? new Map([['index.html', await renderSingleFile(input)]])
      : await siteFiles(input);
    const folder = resolve(config.root, flags.out);
    const { removed, kept } = flags.dryRun ? { removed: [], kept: 0 } : await writeSiteTo(folder, files);
    const shown = shownPath(folder, cwd);
    return {
      data: {
        folder: shown,
        files: files.size,
        contexts: documents.length,
        findings,
        written: !flags.dryRun,
      },
      page: (page) => {
        page.text(`${flags.dryRun ? 'Would write' : 'Wrote'} ${counted(files.size, 'file')} to ${shown}.`);
        if (removed.length > 0) page.text(`Removed ${counted(removed.length, 'file')} no longer made.`);
        if (kept > 0) page.text(`Left ${counted(kept, 'file')} of others in place.`);
        if (!flags.dryRun)
          page.text([
            'Open ',
            { text: `${shown}/index.html`, look: 'cyan' },
            ', or see it with ',
            { text: 'domainry docs serve', look: 'cyan' },
            '.',
          ]);
      },
    };
  },
});
