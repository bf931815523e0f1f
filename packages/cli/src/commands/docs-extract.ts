import { resolve } from 'node:path';
import { shownPath } from '../load/find-domains.js';
import { loadDocumentation } from '../load/load-models.js';
import { writeFiles } from '../load/write-files.js';
import { defineCommand } from '../run/command.js';
import { flagsOfLoading } from '../run/flags-of-all.js';

export const docsExtract = defineCommand({
  name: 'docs extract',
  summary: 'Writes what comments say, for where there are no sources.',
  description:
    'One file for each context. Ship them beside the built code, and name their folder as documentation in domainry.config.ts: then models are whole without sources.',
  flags: {
    ...flagsOfLoading,
    out: {
      type: 'text',
      value: 'folder',
      default: 'documentation',
      config: 'documentation',
      what: 'Folder of the files, relative to the configuration.',
    },
    dryRun: { type: 'boolean', what: 'Tells what it would write, and writes nothing.' },
  },
  examples: [
    { call: 'domainry docs extract --out documentation', what: 'documentation/Banking.json and its like.' },
  ],
  async run(context) {
    const { flags, cwd, config } = context;
    const documentation = await loadDocumentation(context);
    const folder = resolve(config.root, flags.out);
    const files = new Map(
      [...documentation].map(([name, said]) => [`${name}.json`, `${JSON.stringify(said, null, 2)}\n`]),
    );
    if (!flags.dryRun) writeFiles(folder, files);
    const paths = [...files.keys()].map((name) => shownPath(resolve(folder, name), cwd));
    return {
      data: { files: paths, written: !flags.dryRun },
      page: (page) => paths.forEach((path) => page.text(`${flags.dryRun ? 'Would write' : 'Wrote'} ${path}`)),
    };
  },
});
