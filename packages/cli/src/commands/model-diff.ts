import type { JsonValue } from '@domainry/core';
import {
  compareModels,
  differenceToMarkdown,
  type ModelDifference,
  type ModelDocument,
} from '@domainry/model';
import { loadModels } from '../load/load-models.js';
import { modelsAt, modelsFolder } from '../load/recorded-models.js';
import { defineCommand } from '../run/command.js';
import { flagsOfLoading } from '../run/flags-of-all.js';
import { writeDifference } from './write-difference.js';

export const modelDiff = defineCommand({
  name: 'model diff',
  summary: 'Tells what changed since a model was recorded, and whom that breaks.',
  description:
    'Ends with 1 when something breaks: stored data, messages under way, or who relies on a contract.',
  flags: {
    ...flagsOfLoading,
    base: {
      type: 'text',
      value: 'revision|file',
      what: 'What to compare with: a revision of Git, a file, a folder. The recorded models when absent.',
    },
    head: { type: 'text', value: 'revision|file', what: 'What to compare, instead of the code as it is.' },
    release: {
      type: 'text',
      value: 'version',
      what: 'Version being released: what was announced to go with it may go.',
    },
    unversioned: {
      type: 'boolean',
      what: 'Nothing is stored yet: what only breaks stored data does not count.',
    },
    format: { type: 'text', choices: ['pretty', 'markdown'], default: 'pretty', what: 'How it is told.' },
  },
  examples: [
    { call: 'domainry model diff --base main', what: 'Since the main branch.' },
    { call: 'domainry model diff --base models --format markdown', what: 'As release notes.' },
  ],
  async run(context) {
    const { flags, config, cwd } = context;
    const before = await modelsAt(flags.base ?? modelsFolder(config), config, cwd);
    const after =
      flags.head === undefined
        ? (await loadModels(context)).documents
        : [...(await modelsAt(flags.head, config, cwd)).values()];
    const differences = compareAll([...before.values()], after, flags.release, flags.unversioned);
    const isBreaking = differences.some(({ impact }) => impact === 'breaking');
    return {
      exit: isBreaking ? 1 : 0,
      data: differences as unknown as JsonValue,
      diagnostics: differences.flatMap(({ changes }) =>
        changes
          .filter(({ impact }) => impact === 'breaking')
          .map(({ code, path, element, why, fix }) => ({
            code,
            level: 'error' as const,
            message: `${path}: ${why}`,
            ...(element === undefined ? {} : { element }),
            ...(fix === undefined ? {} : { fix }),
          })),
      ),
      ...(flags.format === 'markdown'
        ? { raw: differences.map(differenceToMarkdown).join('\n') }
        : { page: (page) => writeDifference(page, differences) }),
    };
  },
});

/** Compares each context with itself; one that is new or gone is compared with an empty one of its name. */
export function compareAll(
  before: readonly ModelDocument[],
  after: readonly ModelDocument[],
  version?: string,
  allowUnversioned = false,
): readonly ModelDifference[] {
  const names = [...new Set([...before, ...after].map((document) => document.context.name))].sort();
  return names.map((name) => {
    const former = before.find((document) => document.context.name === name);
    const present = after.find((document) => document.context.name === name);
    const others = after.filter((document) => document.context.name !== name);
    return compareModels(former ?? emptied(present!), present ?? emptied(former!), {
      others,
      allowUnversioned,
      ...(version === undefined ? {} : { version }),
    });
  });
}

function emptied(document: ModelDocument): ModelDocument {
  return { ...document, elements: [], edges: [], glossary: [], decisions: [], checksum: '' };
}
