import type { CommandEntry } from '../run/command.js';
import { suggest } from '../run/suggest.js';

/** Every command, in the order they are listed in. */
export const commandTable: readonly CommandEntry[] = [
  {
    name: 'init',
    summary: 'Sets up domainry in a package that exists.',
    load: async () => (await import('./init.js')).init,
  },
  {
    name: 'dev',
    summary: 'Watches the sources and tells what changes in the model.',
    load: async () => (await import('./dev.js')).dev,
  },
  {
    name: 'check',
    summary: 'Finds dead ends, broken boundaries and whatever else is doubtful in the model.',
    load: async () => (await import('./check.js')).check,
  },
  {
    name: 'doctor',
    summary: 'Looks whether everything a domain needs is there and fits together.',
    load: async () => (await import('./doctor.js')).doctor,
  },
  {
    name: 'describe',
    summary: 'Tells everything the registry knows of an element, or of the domains.',
    load: async () => (await import('./describe.js')).describe,
  },
  {
    name: 'explain',
    summary: 'Tells what a code of an error or a finding means, and what to do.',
    load: async () => (await import('./explain.js')).explain,
  },
  {
    name: 'list',
    summary: 'Lists the elements of the domains: all, or those of one kind.',
    load: async () => (await import('./list.js')).list,
  },
  {
    name: 'model show',
    summary: 'Prints the model document of a domain, as JSON.',
    load: async () => (await import('./model-show.js')).modelShow,
  },
  {
    name: 'model check',
    summary: 'Tells whether the recorded models are those of the code; records them with --update.',
    load: async () => (await import('./model-check.js')).modelCheck,
  },
  {
    name: 'model diff',
    summary: 'Tells what changed since a model was recorded, and whom that breaks.',
    load: async () => (await import('./model-diff.js')).modelDiff,
  },
  {
    name: 'model history',
    summary: 'Tells what changed from commit to commit, as far as models were recorded.',
    load: async () => (await import('./model-history.js')).modelHistory,
  },
  {
    name: 'docs build',
    summary: 'Writes the documentation site.',
    load: async () => (await import('./docs-build.js')).docsBuild,
  },
  {
    name: 'docs serve',
    summary: 'Serves the documentation site to this machine.',
    load: async () => (await import('./docs-serve.js')).docsServe,
  },
  {
    name: 'docs check',
    summary: 'Tells whether the site that was written is the one that would be written now.',
    load: async () => (await import('./docs-check.js')).docsCheck,
  },
  {
    name: 'docs extract',
    summary: 'Writes what comments say, for where there are no sources.',
    load: async () => (await import('./docs-extract.js')).docsExtract,
  },
  {
    name: 'export',
    summary: 'Writes the model in formats of other tools.',
    load: async () => (await import('./export.js')).exportFormats,
  },
  {
    name: 'add',
    summary: 'Writes a new element and imports it where the domain is put together.',
    load: async () => (await import('./add.js')).add,
  },
  {
    name: 'db status',
    summary: 'Tells whether databases have the tables that the code needs, and what was applied to them.',
    load: async () => (await import('./db-status.js')).dbStatus,
  },
  {
    name: 'db plan',
    summary: 'Shows what would be applied to databases, statement by statement.',
    load: async () => (await import('./db-plan.js')).dbPlan,
  },
  {
    name: 'db apply',
    summary: 'Applies to databases what is pending: all of it in one transaction, or nothing.',
    load: async () => (await import('./db-apply.js')).dbApply,
  },
  {
    name: 'events read',
    summary: 'Shows stored events, in the order of commits.',
    load: async () => (await import('./events-read.js')).eventsRead,
  },
  {
    name: 'events search',
    summary: 'Finds events that hold a text: in their type, stream, identities or payload.',
    load: async () => (await import('./events-search.js')).eventsSearch,
  },
  {
    name: 'events history',
    summary: 'Tells what happened to one aggregate, and what each event changed.',
    load: async () => (await import('./events-history.js')).eventsHistory,
  },
  {
    name: 'events trace',
    summary: 'Draws what led to a message, and what followed from it.',
    load: async () => (await import('./events-trace.js')).eventsTrace,
  },
  {
    name: 'events stats',
    summary: 'Counts stored events: by type, by category, from when to when.',
    load: async () => (await import('./events-stats.js')).eventsStats,
  },
  {
    name: 'events export',
    summary: 'Writes stored events into a file, a line of JSON each.',
    load: async () => (await import('./events-export.js')).eventsExport,
  },
  {
    name: 'events import',
    summary: 'Writes the events of an export into a database, or the rest of them.',
    load: async () => (await import('./events-import.js')).eventsImport,
  },
  {
    name: 'events archive',
    summary: 'Puts streams aside that are old, or have come to their end.',
    load: async () => (await import('./events-archive.js')).eventsArchive,
  },
  {
    name: 'events restore',
    summary: 'Brings a stream back that was archived.',
    load: async () => (await import('./events-restore.js')).eventsRestore,
  },
  {
    name: 'snapshot take',
    summary: 'Takes snapshots of event-sourced aggregates that have had many events since the last one.',
    load: async () => (await import('./snapshot-take.js')).snapshotTake,
  },
  {
    name: 'outbox list',
    summary: 'Lists messages that wait to be handed over, are tried again later, or were abandoned.',
    load: async () => (await import('./outbox-list.js')).outboxList,
  },
  {
    name: 'outbox counts',
    summary: 'Counts the messages of the outbox, for each destination by what has become of them.',
    load: async () => (await import('./outbox-counts.js')).outboxCounts,
  },
  {
    name: 'outbox requeue',
    summary: 'Lets abandoned or delayed messages wait for their turn again.',
    load: async () => (await import('./outbox-requeue.js')).outboxRequeue,
  },
  {
    name: 'outbox discard',
    summary: 'Gives messages up that wait or were abandoned.',
    load: async () => (await import('./outbox-discard.js')).outboxDiscard,
  },
  {
    name: 'snapshot list',
    summary: 'Lists the latest snapshots of event-sourced aggregates, and how far they are behind.',
    load: async () => (await import('./snapshot-list.js')).snapshotList,
  },
  {
    name: 'snapshot delete',
    summary: 'Removes snapshots of event-sourced aggregates: all, or all but the latest.',
    load: async () => (await import('./snapshot-delete.js')).snapshotDelete,
  },
  {
    name: 'shell',
    summary: 'Opens a prompt with the domains and their elements in scope.',
    load: async () => (await import('./shell.js')).shell,
  },
  {
    name: 'completion',
    summary: 'Prints a script that completes commands and flags in a shell.',
    load: async () => (await import('./completion.js')).completion,
  },
];

/** The command that a command line begins with; undefined when it begins with none. */
export function entryFor(argv: readonly string[]): CommandEntry | undefined {
  return commandTable.find(({ name }) => name.split(' ').every((word, at) => argv[at] === word));
}

/**
 * What words come near to.
 *
 * @returns the commands that begin with the first word, as `model` does, and the command that was probably meant.
 */
export function topOf(words: readonly string[]): { within: readonly string[]; meant: string | undefined } {
  const names = commandTable.map(({ name }) => name);
  const groups = new Set(names.filter((name) => name.includes(' ')).map((name) => name.split(' ')[0]!));
  const within = names.filter((name) => name.startsWith(`${words[0]!} `));
  const meant = suggest(words.slice(0, 2).join(' '), names) ?? suggest(words[0]!, [...names, ...groups]);
  return { within, meant };
}
