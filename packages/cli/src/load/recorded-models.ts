import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { parseModel, type ModelDocument } from '@domainry/model';
import { CommandError } from '../run/command-error.js';
import { git } from './git.js';
import type { ProjectConfig } from './read-config.js';

/** Models as they were at some time, by name of the context. */
export type RecordedModels = ReadonlyMap<string, ModelDocument>;

/** Absolute path of the folder where models are recorded: one file a context, `Banking.json`. */
export function modelsFolder({ root, config }: ProjectConfig): string {
  return resolve(root, config.models ?? 'models');
}

/**
 * Models from a file, a folder, or a revision of Git.
 *
 * @param named - `models/Banking.json`, `models`, or a revision such as `main`, at which the folder of models is read.
 * @throws CommandError GIT_FAILED, NOT_READABLE.
 */
export async function modelsAt(named: string, project: ProjectConfig, cwd: string): Promise<RecordedModels> {
  const path = resolve(cwd, named);
  if (existsSync(path)) return modelsIn(path, cwd);
  const folder = modelsFolder(project);
  const texts = await filesAtRevision(named, folder, project.root);
  if (texts.length === 0) {
    throw new CommandError('GIT_FAILED', `No models were recorded in ${shown(folder, cwd)} at ${named}.`, {
      fix: 'Record them with "domainry model check --update" and commit them; from then on revisions can be compared.',
    });
  }
  return byContext(texts.map(({ file, text }) => parsed(text, `${named}:${file}`)));
}

/** Models that were recorded in a file or folder; none when it does not exist. */
export function modelsIn(path: string, cwd: string): RecordedModels {
  if (!existsSync(path)) return new Map();
  const files = path.endsWith('.json')
    ? [path]
    : readdirSync(path)
        .filter((name) => name.endsWith('.json'))
        .sort()
        .map((name) => join(path, name));
  return byContext(files.map((file) => parsed(readFileSync(file, 'utf8'), shown(file, cwd))));
}

/** One file of the models at one commit. */
interface FileAtRevision {
  readonly file: string;
  readonly text: string;
}

async function filesAtRevision(
  revision: string,
  folder: string,
  root: string,
): Promise<readonly FileAtRevision[]> {
  if (revision.startsWith('-')) throw new CommandError('GIT_FAILED', `${revision} is no revision.`);
  const top = (await git(['rev-parse', '--show-toplevel'], root)).trim();
  const within = relative(top, folder).replaceAll('\\', '/');
  if (isAbsolute(within) || within.startsWith('..')) {
    throw new CommandError('GIT_FAILED', `The folder of models ${folder} is outside of the repository.`);
  }
  const names = (await git(['ls-tree', '--name-only', '-z', revision, `${within}/`], top))
    .split('\0')
    .filter((name) => name.endsWith('.json'));
  return Promise.all(
    names.map(async (file) => ({ file, text: await git(['show', `${revision}:${file}`], top) })),
  );
}

/** A commit at which recorded models changed. */
export interface RecordedCommit {
  readonly commit: string;
  /** As ISO 8601, with the zone of whoever committed. */
  readonly date: string;
  readonly subject: string;
  readonly models: RecordedModels;
}

/**
 * The commits that changed recorded models, the newest first.
 *
 * @param limit - how many at most.
 */
export async function recordedHistory(
  project: ProjectConfig,
  limit: number,
): Promise<readonly RecordedCommit[]> {
  const folder = modelsFolder(project);
  const format = '--format=%H%x00%cI%x00%s';
  const log = await git(['log', format, `--max-count=${limit}`, '--', folder], project.root);
  const commits = log.split('\n').filter((line) => line !== '');
  return Promise.all(
    commits.map(async (line) => {
      const [commit = '', date = '', subject = ''] = line.split('\0');
      const texts = await filesAtRevision(commit, folder, project.root);
      const models = byContext(texts.map(({ file, text }) => parsed(text, `${commit.slice(0, 8)}:${file}`)));
      return { commit, date, subject, models };
    }),
  );
}

function parsed(text: string, place: string): ModelDocument {
  try {
    return parseModel(text);
  } catch (error) {
    throw new CommandError('NOT_READABLE', `${place} is no model document.`, {
      why: (error as Error).message,
      cause: error,
    });
  }
}

function byContext(documents: readonly ModelDocument[]): RecordedModels {
  return new Map(documents.map((document) => [document.context.name, document]));
}

function shown(path: string, cwd: string): string {
  return relative(cwd, path).replaceAll('\\', '/');
}
