import {
  SiteError,
  llmsFullText,
  llmsText,
  renderMarkdown,
  renderSite,
  writeSite,
  type SiteInput,
  type WrittenSite,
} from '@domainry/docs';
import type { ModelDocument } from '@domainry/model';
import { loadModels, type LoadedModels, type LoadingContext } from '../load/load-models.js';
import { recordedHistory } from '../load/recorded-models.js';
import { CommandError } from '../run/command-error.js';
import { examineProject } from './findings.js';
import { compareAll } from './model-diff.js';

/** What documentation of a project is made of. */
export interface DocumentedProject extends LoadedModels {
  readonly input: SiteInput;
  readonly findings: number;
}

/** How many of the commits that changed recorded models have a place in the change log. */
const remembered = 20;

/**
 * Reads the models of a project, with findings, and with changes where models were recorded.
 *
 * @param known - the models, when they were loaded already.
 */
export async function documentedProject(
  context: LoadingContext,
  known?: LoadedModels,
): Promise<DocumentedProject> {
  // Without the commit that is checked out: a site that names it would be out of date once it is committed itself.
  const loaded = known ?? (await loadModels(context));
  const { findings } = examineProject(loaded.landscape, context.config);
  const changes = await changesOf(context, loaded);
  const { title, description, sourceAddress } = context.config.config.docs ?? {};
  const options = {
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(sourceAddress === undefined ? {} : { sourceAddress }),
  };
  return {
    ...loaded,
    findings: findings.length,
    input: { documents: loaded.documents, findings, changes, options },
  };
}

/** The files of a site, by path, with the same as Markdown beside its pages, and what tells agents where to read. */
export async function siteFiles(input: SiteInput): Promise<ReadonlyMap<string, string>> {
  const companions = await filesForReaders(input);
  return renderSite({ ...input, options: { ...input.options, companions } });
}

/** The documentation as Markdown, with llms.txt and llms-full.txt. */
export async function filesForReaders(input: SiteInput): Promise<ReadonlyMap<string, string>> {
  const pages = await renderMarkdown(input);
  return new Map([...pages, ['llms.txt', llmsText(input)], ['llms-full.txt', llmsFullText(pages)]]);
}

type Changes = NonNullable<SiteInput['changes']>;

/** What changed between recorded models, the newest first; nothing where Git knows none. */
async function changesOf({ config, detail }: LoadingContext, { documents }: LoadedModels): Promise<Changes> {
  try {
    // Two more than are shown: one to compare with, and one that may record what is there now.
    const commits = await recordedHistory(config, remembered + 2);
    const recorded = commits.map(({ commit, date, models }) => ({
      name: `${date.slice(0, 10)} ${commit.slice(0, 8)}`,
      models: [...models.values()],
    }));
    // Once what is there now is committed it is still called so, or committing the site would put it out of date.
    const isRecorded = recorded[0] !== undefined && areSame(recorded[0].models, documents);
    const states = [{ name: 'now', models: documents }, ...recorded.slice(isRecorded ? 1 : 0)];
    return states
      .slice(0, Math.min(states.length - 1, remembered))
      .map(({ name, models }, at) => ({
        from: states[at + 1]!.name,
        to: name,
        differences: compareAll(states[at + 1]!.models, models),
      }))
      .filter(({ differences }) => differences.some((difference) => difference.changes.length > 0));
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    detail(`No change log: ${error.message}`);
    return [];
  }
}

function areSame(some: readonly ModelDocument[], others: readonly ModelDocument[]): boolean {
  const checksums = (documents: readonly ModelDocument[]): string =>
    documents
      .map(({ context, checksum }) => `${context.name} ${checksum}`)
      .sort()
      .join('\n');
  return checksums(some) === checksums(others);
}

/**
 * Writes a site, whole or not at all.
 *
 * @param folder - absolute.
 * @throws CommandError NOT_WRITABLE, WOULD_OVERWRITE.
 */
export async function writeSiteTo(folder: string, files: ReadonlyMap<string, string>): Promise<WrittenSite> {
  try {
    return await writeSite(files, folder);
  } catch (error) {
    if (error instanceof SiteError) {
      const code =
        error.code === 'FOREIGN_FILE' || error.code === 'FOLDER_IS_A_FILE'
          ? 'WOULD_OVERWRITE'
          : 'NOT_WRITABLE';
      throw new CommandError(code, error.message.replace(` ${error.fix}`, ''), {
        fix: error.fix,
        cause: error,
      });
    }
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new CommandError('NOT_WRITABLE', `${folder} cannot be written.`, { why: message, cause: error });
  }
}
