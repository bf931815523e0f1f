import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FormatFiles } from '../../../src/formats/format.js';

/** Writes files to a folder of their own, and removes it when they were used. */
export async function inFolder<Result>(
  files: FormatFiles,
  use: (folder: string) => Result | Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'domainry-catalog-'));
  try {
    for (const [path, text] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Verdict {
  readonly unreadable: readonly unknown[];
  readonly found: readonly {
    readonly file: string;
    readonly rule?: string;
    readonly field?: string;
    readonly message: string;
  }[];
}

/** Advice about what only people can say, and not about the form of the catalog. */
const advice = ['best-practices/', 'refs/orphan-messages', 'versions/no-deprecated-references'];
const linter = fileURLToPath(new URL('lint.mjs', import.meta.url));

/** What EventCatalog's own linter finds wrong with a catalog. */
export async function lintCatalog(files: FormatFiles): Promise<readonly string[]> {
  return inFolder(files, (folder) => {
    const { stdout, stderr } = spawnSync(process.execPath, [linter, folder], {
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    });
    if (stdout === '') throw new Error(stderr);
    const { unreadable, found } = JSON.parse(stdout) as Verdict;
    const wrong = found.filter(({ rule = '' }) => !advice.some((start) => rule.startsWith(start)));
    return [
      ...unreadable.map((error) => JSON.stringify(error)),
      ...wrong.map(({ file, rule, field, message }) => `${file}: ${rule} ${field}: ${message}`),
    ];
  });
}
