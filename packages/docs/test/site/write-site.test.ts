import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { compareSite } from '../../src/site/compare-site.js';
import { manifestPath } from '../../src/site/site-folder.js';
import { writeSite } from '../../src/site/write-site.js';

let parent: string;
let folder: string;

const first = new Map([
  ['index.html', 'first'],
  ['orders/index.html', 'orders'],
]);
const second = new Map<string, string | Uint8Array>([
  ['index.html', 'second'],
  ['bytes.bin', new Uint8Array([0, 255])],
]);

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'site-'));
  folder = join(parent, 'site');
});

afterEach(() => rm(parent, { recursive: true, force: true }));

const read = (path: string): Promise<string> => readFile(join(folder, path), 'utf8');

describe('Writing a site', () => {
  test('makes the folder, with the folders above it', async () => {
    folder = join(parent, 'a/b/site');

    const written = await writeSite(first, folder);

    expect(written).toEqual({ folder, written: 2, removed: [], kept: 0 });
    expect(await read('orders/index.html')).toBe('orders');
  });

  test('removes what was generated before and is no longer made, with folders that are empty then', async () => {
    await writeSite(first, folder);

    const { removed } = await writeSite(second, folder);

    expect(removed).toEqual(['orders/index.html']);
    expect((await readdir(folder)).sort()).toEqual([manifestPath, 'bytes.bin', 'index.html'].sort());
    expect(await readFile(join(folder, 'bytes.bin'))).toEqual(Buffer.from([0, 255]));
  });

  test('leaves files of others where they are', async () => {
    await writeSite(first, folder);
    await mkdir(join(folder, 'orders/notes'), { recursive: true });
    await writeFile(join(folder, 'CNAME'), 'docs.example');
    await writeFile(join(folder, 'orders/notes/mine.txt'), 'mine');
    await symlink('CNAME', join(folder, 'link'));

    const { kept } = await writeSite(second, folder);

    expect(kept).toBe(3);
    expect(await read('CNAME')).toBe('docs.example');
    expect(await read('orders/notes/mine.txt')).toBe('mine');
    expect(await read('link')).toBe('docs.example');
  });

  test('writes over no file that it did not generate', async () => {
    await mkdir(folder);
    await writeFile(join(folder, 'index.html'), 'written by hand');

    await expect(writeSite(first, folder)).rejects.toMatchObject({
      code: 'FOREIGN_FILE',
      message: expect.stringContaining('index.html'),
      fix: 'Move it away, or give another folder.',
    });
    expect(await read('index.html')).toBe('written by hand');
    expect(await readdir(parent)).toEqual(['site']);
  });

  test('writes over no folder that it did not generate, and into no file of others', async () => {
    await mkdir(join(folder, 'index.html/notes'), { recursive: true });

    await expect(writeSite(first, folder)).rejects.toMatchObject({
      code: 'FOREIGN_FILE',
      message: expect.stringContaining('index.html/notes would be overwritten, and was not generated.'),
    });
    await rm(join(folder, 'index.html'), { recursive: true });
    await writeFile(join(folder, 'orders'), 'a file');

    await expect(writeSite(first, folder)).rejects.toMatchObject({ code: 'FOREIGN_FILE' });
    expect(await read('orders')).toBe('a file');
    expect(await readdir(parent)).toEqual(['site']);
  });

  test('leaves empty folders of others where they are', async () => {
    await writeSite(first, folder);
    await mkdir(join(folder, 'uploads/today'), { recursive: true });

    await writeSite(second, folder);

    expect(await readdir(join(folder, 'uploads'))).toEqual(['today']);
  });

  test('tells when the folder is a file, or is in one', async () => {
    await writeFile(folder, 'a file');

    await expect(writeSite(first, folder)).rejects.toMatchObject({
      code: 'FOLDER_IS_A_FILE',
      message: `${folder} is a file. Remove it, or give another folder.`,
    });
    await expect(writeSite(first, join(folder, 'deeper'))).rejects.toMatchObject({
      code: 'FOLDER_NOT_WRITABLE',
      message: `${folder}/deeper cannot be written (ENOTDIR). Allow writing to it and to the folder it is in, or give another folder.`,
    });
    expect(await readFile(folder, 'utf8')).toBe('a file');
  });

  test('refuses paths that lead out of the folder', async () => {
    for (const path of ['../escaped.html', '/etc/escaped', 'a/../../escaped', manifestPath, '']) {
      await expect(writeSite(new Map([[path, '']]), folder)).rejects.toMatchObject({ code: 'PATH_OUTSIDE' });
    }
    await expect(writeSite(new Map([['', '']]), folder)).rejects.toThrow(
      'A file without a name is no file of a site. Give paths relative to its folder.',
    );
    expect(await readdir(parent)).toEqual([]);
  });

  test('leaves the old site whole when writing the new one fails', async () => {
    await writeSite(first, folder);
    const conflicting = new Map([
      ['a', 'a file'],
      ['a/b', 'and a folder of the same name'],
    ]);

    await expect(writeSite(conflicting, folder)).rejects.toThrow(/EISDIR|EEXIST|ENOTDIR/);

    expect(await read('index.html')).toBe('first');
    expect(await read('orders/index.html')).toBe('orders');
    expect(await readdir(parent)).toEqual(['site']);
  });

  test('goes on after a swap that was interrupted before the new site was in place', async () => {
    await writeSite(first, folder);
    await writeFile(join(folder, 'CNAME'), 'docs.example');
    await rename(folder, `${folder}.domainry-before`);

    await writeSite(second, folder);

    expect(await read('index.html')).toBe('second');
    expect(await read('CNAME')).toBe('docs.example');
    expect(await readdir(parent)).toEqual(['site']);
  });

  test('goes on after a swap that was interrupted before files of others were back', async () => {
    await writeSite(first, folder);
    await writeFile(join(folder, 'CNAME'), 'docs.example');
    await rename(folder, `${folder}.domainry-before`);
    await writeSite(second, `${folder}-new`);
    await rename(`${folder}-new`, folder);

    await writeSite(second, folder);

    expect(await read('CNAME')).toBe('docs.example');
    expect(await readdir(parent)).toEqual(['site']);
  });

  test('gives back nothing that was written anew since a swap was interrupted', async () => {
    await writeSite(first, folder);
    await writeFile(join(folder, 'CNAME'), 'old.example');
    await rename(folder, `${folder}.domainry-before`);
    await writeSite(second, folder.replace('site', 'other'));
    await rename(folder.replace('site', 'other'), folder);
    await writeFile(join(folder, 'CNAME'), 'new.example');

    await expect(writeSite(second, folder)).rejects.toMatchObject({
      code: 'FOREIGN_FILE',
      message: expect.stringContaining('CNAME was written after a swap was interrupted'),
      fix: 'Keep the one that counts at the first place, and remove the other.',
    });
    expect(await read('CNAME')).toBe('new.example');
    expect(await readFile(`${folder}.domainry-before/CNAME`, 'utf8')).toBe('old.example');

    await rm(`${folder}.domainry-before/CNAME`);
    await writeSite(second, folder);
    expect(await read('CNAME')).toBe('new.example');
  });

  test('tells when the folder may not be written to', async () => {
    await chmod(parent, 0o500);
    // Whoever may write everywhere becomes somebody who may not, for as long as the test takes.
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) process.seteuid?.(65_534);

    try {
      await expect(writeSite(first, folder)).rejects.toMatchObject({
        code: 'FOLDER_NOT_WRITABLE',
        fix: expect.stringContaining('give another folder'),
      });
    } finally {
      if (isRoot) process.seteuid?.(0);
      await chmod(parent, 0o700);
    }
  });
});

describe('Comparing a site with a folder', () => {
  test('finds nothing when they are the same', async () => {
    await writeSite(first, folder);
    await writeFile(join(folder, 'CNAME'), 'of somebody else');

    expect(await compareSite(first, folder)).toEqual({ missing: [], different: [], stale: [] });
  });

  test('tells what is missing, different and stale', async () => {
    await writeSite(first, folder);

    expect(await compareSite(second, folder)).toEqual({
      missing: ['bytes.bin'],
      different: ['index.html'],
      stale: ['orders/index.html'],
    });
  });

  test('takes a folder that is not there as empty', async () => {
    const { missing } = await compareSite(first, folder);

    expect(missing).toEqual(['index.html', 'orders/index.html']);
  });
});
