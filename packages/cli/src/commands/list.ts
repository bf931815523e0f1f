import type { ElementDocument } from '@domainry/model';
import { loadModels } from '../load/load-models.js';
import { CommandError } from '../run/command-error.js';
import { defineCommand } from '../run/command.js';
import { flagsOfLoading } from '../run/flags-of-all.js';
import { suggest } from '../run/suggest.js';

export const list = defineCommand({
  name: 'list',
  summary: 'Lists the elements of the domains: all, or those of one kind.',
  given: [{ name: 'kind', what: 'aggregate, event, commandHandler … ; all when absent.', isOptional: true }],
  flags: {
    ...flagsOfLoading,
    context: { type: 'text', value: 'name', what: 'Only elements of this context.' },
    find: { type: 'text', value: 'text', what: 'Only elements with this in their name or description.' },
  },
  examples: [
    { call: 'domainry list', what: 'Everything the registry knows.' },
    { call: 'domainry list event --find withdraw', what: 'Events that have to do with withdrawing.' },
  ],
  async run(context) {
    const { flags, given } = context;
    const { landscape } = await loadModels(context);
    const kinds = [...new Set(landscape.elements.map(({ kind }) => kind))].sort();
    const kind = given[0] === undefined ? undefined : kindOf(given[0], kinds);
    const wanted = flags.find?.toLowerCase() ?? '';
    const elements = landscape.elements.filter(
      (element) =>
        (kind === undefined || element.kind === kind) &&
        (flags.context === undefined || landscape.documentOf(element).context.name === flags.context) &&
        `${element.id} ${element.description ?? ''}`.toLowerCase().includes(wanted),
    );
    return {
      data: elements.map(summaryOf),
      page: (page) => {
        if (elements.length === 0) page.text('There are none.');
        else
          page.table(
            ['Kind', 'Element', 'Description'],
            elements.map((each) => [each.kind, each.id, each.description ?? '']),
          );
      },
    };
  },
});

function summaryOf({
  id,
  kind,
  name,
  description,
  aggregate,
  source,
}: ElementDocument): Record<string, string | number> {
  return {
    id,
    kind,
    name,
    ...(description === undefined ? {} : { description }),
    ...(aggregate === undefined ? {} : { aggregate }),
    ...(source === undefined ? {} : { file: source.file, line: source.line }),
  };
}

/** `events` and `command-handler` are understood as well. */
function kindOf(written: string, kinds: readonly string[]): string {
  const plain = (text: string): string =>
    text
      .toLowerCase()
      .replace(/[^a-z]/g, '')
      .replace(/ies$/, 'y')
      .replace(/s$/, '');
  const found = kinds.find((kind) => plain(kind) === plain(written));
  if (found !== undefined) return found;
  const meant = suggest(written, kinds);
  throw new CommandError('ARGUMENT_WRONG', `No element is of the kind ${written}.`, {
    fix: `${meant ? `Did you mean ${meant}? ` : ''}There is: ${kinds.join(', ')}.`,
  });
}
