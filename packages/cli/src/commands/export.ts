import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { shownPath } from '../load/find-domains.js';
import { exportsIn, writeExport, type ExportedFolder } from '../load/export-folder.js';
import { compareFiles, writeFiles } from '../load/write-files.js';
import { CommandError } from '../run/command-error.js';
import type { Diagnostic } from '../run/diagnostic.js';
import { defineCommand } from '../run/command.js';
import { flagsOfLoading } from '../run/flags-of-all.js';
import type { Outcome } from '../run/outcome.js';
import { suggest } from '../run/suggest.js';
import { exportFormatTable, type ExportFormat } from './export-formats.js';
import { documentedProject, type DocumentedProject } from './site.js';
import { counted } from '../text/counted.js';
import type { Page } from '../text/page.js';

/** What became of one format. */
interface Exported {
  readonly format: string;
  /** As people read it. */
  readonly folder: string;
  readonly files: ExportedFolder['files'];
  /** Sentences about something a person should look at. */
  readonly remarks: readonly string[];
  readonly error?: CommandError;
}

const names = exportFormatTable.map(({ name }) => name);

export const exportFormats = defineCommand({
  name: 'export',
  summary: 'Writes the model in formats of other tools.',
  description: exportFormatTable.map(({ name, description }) => `${name}: ${description}`).join('\n'),
  given: [{ name: 'format', what: 'Which formats, or all.', isRepeated: true, choices: [...names, 'all'] }],
  flags: {
    ...flagsOfLoading,
    out: {
      type: 'text',
      value: 'folder',
      default: 'exports',
      what: 'Folder; each format has one of its own in it.',
    },
    check: { type: 'boolean', what: 'Writes nothing, and ends with 1 when something would change.' },
    baseUri: { type: 'text', value: 'uri', what: 'Where schemas are published.' },
    siteUri: { type: 'text', value: 'uri', what: 'Where the documentation is published, for links.' },
  },
  examples: [
    { call: 'domainry export json-schema', what: 'exports/json-schema.' },
    { call: 'domainry export all --out build/exports', what: 'Everything there is.' },
    {
      call: 'domainry export avro --check --out build/exports',
      what: 'Whether what was written is up to date.',
    },
  ],
  async run(context) {
    const { flags, cwd, given } = context;
    const wanted = given.includes('all') ? exportFormatTable : [...new Set(given)].map(formatOf);
    const project = await documentedProject(context);
    const out = resolve(cwd, flags.out);
    const exported: Exported[] = [];
    for (const format of wanted) {
      const folder = format.isAtRoot ? context.config.root : join(out, format.name);
      exported.push({ ...(await exportOne(format, project, folder, flags)), folder: shownPath(folder, cwd) });
    }
    for (const name of given.includes('all') ? formatsThatAreGone(out) : []) {
      const folder = join(out, name);
      exported.push({
        ...exportedInto(name, folder, new Map(), [], flags.check),
        folder: shownPath(folder, cwd),
      });
    }
    return outcomeOf(exported, shownPath(out, cwd), flags.check, `domainry export ${given.join(' ')}`);
  },
});

function outcomeOf(exported: readonly Exported[], folder: string, isCheck: boolean, call: string): Outcome {
  const failed = exported.flatMap(({ error }) => error ?? []);
  if (failed.length === exported.length) throw failed[0]!;
  const stale = exported.flatMap(({ folder: own, files }) =>
    isCheck
      ? files
          .filter(({ change }) => change !== 'same')
          .map(({ path, change }) => ({ path: own === '.' ? path : `${own}/${path}`, change }))
      : [],
  );
  return {
    exit: failed.length > 0 ? 4 : stale.length > 0 ? 1 : 0,
    data: {
      folder,
      formats: exported.map(({ format, files, remarks, error }) => ({
        format,
        files: files.map((each) => ({ ...each })),
        remarks: [...remarks],
        failed: error !== undefined,
      })),
    },
    diagnostics: [
      ...failed.flatMap(({ diagnostics }) => diagnostics),
      ...stale.map(({ path, change }): Diagnostic => ({
        code: 'OUTPUT_STALE',
        level: 'error',
        message: `${path} ${change === 'removed' ? 'would no longer be written' : 'is not what would be written now'}.`,
        file: path,
        fix: call,
      })),
      ...exported.flatMap(({ remarks, format }) =>
        remarks.map((message): Diagnostic => ({
          code: 'EXPORT_REMARK',
          level: 'info',
          message: `${format}: ${message}`,
        })),
      ),
    ],
    page: (page) => exported.forEach((each) => writeExported(page, each, isCheck)),
  };
}

function writeExported(page: Page, { format, files, remarks, error }: Exported, isCheck: boolean): void {
  const made = files.filter(({ change }) => change !== 'removed');
  const changed = made.filter(({ change }) => change !== 'same').length;
  const removed = files.length - made.length;
  const gone = removed === 0 ? '' : `, ${removed} ${isCheck ? 'no longer made' : 'removed'}`;
  const says =
    error === undefined
      ? `: ${counted(made.length, 'file')}, ${changed} ${isCheck ? 'not up to date' : 'written'}${gone}`
      : ` failed: ${error.message} ${error.options.why ?? ''}`;
  page.text([{ text: format, look: 'bold' }, says], { hang: 2 });
  for (const remark of remarks) page.item(remark);
}

async function exportOne(
  format: ExportFormat,
  project: DocumentedProject,
  folder: string,
  { check, baseUri, siteUri }: { check: boolean; baseUri: string | undefined; siteUri: string | undefined },
): Promise<Omit<Exported, 'folder'>> {
  const remarks: string[] = [];
  try {
    const files = await format.write(project, {
      report: (sentence) => remarks.push(sentence),
      ...(format.carriesOver ? { existing: format.isAtRoot ? textsBeside(folder) : textsIn(folder) } : {}),
      ...(baseUri === undefined ? {} : { baseUri }),
      ...(siteUri === undefined ? {} : { siteUri }),
    });
    if (!format.isAtRoot) return exportedInto(format.name, folder, files, remarks, check);
    return {
      format: format.name,
      files: check ? compareFiles(folder, files) : writeFiles(folder, files),
      remarks,
    };
  } catch (error) {
    const known =
      error instanceof CommandError
        ? error
        : new CommandError('NOT_WRITABLE', `${format.title} cannot be written.`, {
            why: (error as Error).message,
            cause: error,
          });
    return { format: format.name, files: [], remarks, error: known };
  }
}

/** Writes into a folder of the export's own, where what is no longer made goes. */
function exportedInto(
  format: string,
  folder: string,
  texts: ReadonlyMap<string, string>,
  remarks: readonly string[],
  isCheck: boolean,
): Omit<Exported, 'folder'> {
  const { files, kept } = writeExport(folder, texts, isCheck);
  return {
    format,
    files,
    remarks: [
      ...remarks,
      ...kept.map((path) => `${path} is no longer made; it stays, because somebody changed it.`),
    ],
  };
}

/** Folders of formats that an earlier version wrote, and this one does not know. */
function formatsThatAreGone(out: string): readonly string[] {
  return exportsIn(out).filter((name) => !names.includes(name));
}

/** The Markdown files right in a folder. */
function textsBeside(folder: string): ReadonlyMap<string, string> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.md'));
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

function textsIn(folder: string): ReadonlyMap<string, string> {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return new Map();
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return new Map(
    paths
      .filter((path) => statSync(join(folder, path)).isFile())
      .map((path) => [path.replaceAll('\\', '/'), readFileSync(join(folder, path), 'utf8')]),
  );
}

function formatOf(name: string): ExportFormat {
  const found = exportFormatTable.find((format) => format.name === name);
  if (found !== undefined) return found;
  const meant = suggest(name, names);
  throw new CommandError('ARGUMENT_WRONG', `There is no format ${name}.`, {
    fix: `${meant ? `Did you mean ${meant}? ` : ''}There is: ${names.join(', ')}, all.`,
  });
}
