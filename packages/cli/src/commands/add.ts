import { join } from 'node:path';
import { shownPath } from '../load/find-domains.js';
import { compareFiles, writeFiles } from '../load/write-files.js';
import { CommandError } from '../run/command-error.js';
import { defineCommand } from '../run/command.js';
import { flagsOfLoading } from '../run/flags-of-all.js';
import { suggest } from '../run/suggest.js';
import { planContext } from './add-context.js';
import { planElement } from './add-element.js';
import { elementTemplates } from './add-templates.js';
import { pascalCase } from './names.js';

const kinds = [...Object.keys(elementTemplates), 'context'];

export const add = defineCommand({
  name: 'add',
  summary: 'Writes a new element and imports it where the domain is put together.',
  description: `Creates files and adds one line to the module that imports the elements; changes nothing else. A context gets a folder of its own, with a domain, and a line in the configuration. Kinds: ${kinds.join(', ')}.`,
  given: [
    { name: 'kind', what: 'What is added.', choices: kinds },
    { name: 'name', what: 'Name of the class, OpenAccount, or of the context, Billing.' },
  ],
  flags: {
    domain: flagsOfLoading.domain,
    of: {
      type: 'text',
      value: 'class',
      what: 'The aggregate it belongs to; for event handlers, projections and processes the event.',
    },
    dryRun: { type: 'boolean', what: 'Tells what it would write, and writes nothing.' },
  },
  examples: [
    { call: 'domainry add aggregate Invoice', what: 'src/invoice.ts, imported in src/domain.ts.' },
    {
      call: 'domainry add command SendInvoice --of Account --dry-run',
      what: 'What a command with its handler would be.',
    },
    {
      call: 'domainry add context Billing --dry-run',
      what: 'What another domain beside the first would be.',
    },
  ],
  async run({ given, flags, cwd, config }) {
    const [kind, written] = given as [string, string];
    const template = Object.hasOwn(elementTemplates, kind) ? elementTemplates[kind] : undefined;
    if (template === undefined && kind !== 'context') throw unknownKind(kind);
    const name = classNameFrom(written);
    const { folder, files, remarks, next } =
      template === undefined
        ? await planContext(name, cwd, config)
        : await planElement({ kind, template, name, of: flags.of, domain: flags.domain }, cwd, config);
    const changes = compareFiles(folder, files);
    if (!flags.dryRun) writeFiles(folder, files);
    const [source] = files.values();
    return {
      data: {
        files: changes.map(({ path }) => shownPath(join(folder, path), cwd)),
        written: !flags.dryRun,
        source: source!,
      },
      page: (page) => {
        const verbs = flags.dryRun
          ? { created: 'Would write', updated: 'Would change' }
          : { created: 'Wrote', updated: 'Changed' };
        for (const { path, change } of changes) {
          if (change !== 'same') page.text(`${verbs[change]} ${shownPath(join(folder, path), cwd)}`);
        }
        if (flags.dryRun) page.gap().code(source!);
        for (const remark of remarks) page.gap().text(remark);
        page.gap().text(['Next: ', { text: next, look: 'cyan' }]);
      },
    };
  },
});

function classNameFrom(written: string): string {
  const name = pascalCase(written);
  if (/^\p{Lu}[\p{L}\p{N}]*$/u.test(name)) return name;
  throw new CommandError('ARGUMENT_WRONG', `${written} is no name of a class.`, {
    fix: 'Begin with a letter, such as OpenAccount.',
  });
}

function unknownKind(kind: string): CommandError {
  const meant = suggest(kind, kinds);
  return new CommandError('ARGUMENT_WRONG', `Nothing of the kind ${kind} can be added.`, {
    fix: `${meant ? `Did you mean ${meant}? ` : ''}There is: ${kinds.join(', ')}.`,
  });
}
