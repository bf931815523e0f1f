// Packs what we publish, as it would be published, into .cache/packed, and checks the tarballs with publint
// and are-the-types-wrong. Smoke tests, templates and proofs install the same tarballs: a package is packed anew when one
// of its files is another.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PNPM } from './bootstrap.mjs';
import { build } from './build.mjs';
import { command, publicPackages, root, tool } from './workspace.mjs';

const packed = join(root, '.cache', 'packed');

/** The tarballs by package folder. */
export function pack() {
  return packOnly(publicPackages());
}

/** The tarballs of some packages. */
export function packOnly(folders) {
  return new Map(folders.map((folder) => [folder, packOne(folder)]));
}

function packOne(folder) {
  const destination = join(packed, folder.replaceAll('/', '-'));
  const stamp = join(destination, 'of');
  const contents = hashOf(folder);
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== contents) {
    rmSync(destination, { recursive: true, force: true });
    mkdirSync(destination, { recursive: true });
    const { status, output } = command('npx', ['-y', PNPM, 'pack', '--pack-destination', destination], {
      cwd: join(root, folder),
      env: { npm_config_loglevel: 'error' },
    });
    if (status !== 0) throw new Error(`${folder} could not be packed:\n${output}`);
    writeFileSync(stamp, contents);
  }
  const tarball = readdirSync(destination).find((name) => name.endsWith('.tgz'));
  if (tarball === undefined) throw new Error(`${folder} was packed into nothing.`);
  return join(destination, tarball);
}

/** Of everything a tarball of the package may hold, and of the versions that it names of others. */
function hashOf(folder) {
  const hash = createHash('sha256').update(PNPM);
  const add = (path, name) => hash.update(`\0${name}\0`).update(readFileSync(path));
  for (const each of publicPackages()) add(join(root, each, 'package.json'), each);
  for (const name of ['LICENSE', 'pnpm-workspace.yaml', '.npmrc'])
    if (existsSync(join(root, name))) add(join(root, name), name);
  const below = readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !/^(node_modules|test|test-types|test-browser|\..*)$/.test(name))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  for (const entry of below) {
    const path = join(root, folder, entry.name);
    if (entry.isFile()) add(path, entry.name);
    if (!entry.isDirectory()) continue;
    const files = readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((each) => each.isFile() && each.name !== '.tsbuildinfo')
      .map((each) => join(each.parentPath ?? each.path, each.name))
      .sort();
    for (const file of files) add(file, relative(path, file));
  }
  return hash.digest('hex');
}

function check(folder, tarball) {
  console.log(`\n${folder}`);
  const listing = command('tar', ['-tzf', tarball]).output.split('\n');
  const missing = [
    'LICENSE',
    'README.md',
    'package.json',
    'dist/index.js',
    'dist/index.d.ts',
    'src/index.ts',
  ].filter((file) => !listing.includes(`package/${file}`));
  const surplus = listing.filter((file) =>
    /^package\/(?!dist\/|src\/|bin\/|schema\/|templates\/)[^/]+\/|tsbuildinfo/.test(file),
  );
  for (const file of missing) console.log(`FAIL the tarball lacks ${file}`);
  for (const file of surplus) console.log(`FAIL the tarball should not hold ${file}`);
  const publint = tool('publint', ['run', tarball, '--strict'], { show: true });
  const attw = tool('attw', [tarball, '--profile', 'esm-only', '--no-emoji'], { show: true });
  return missing.length + surplus.length + publint.status + attw.status === 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await build();
  const flawed = [...pack()].filter(([folder, tarball]) => !check(folder, tarball));
  for (const [folder] of flawed) console.log(`FAIL ${folder}: the package is not fit to publish, see above`);
  process.exit(flawed.length === 0 ? 0 : 1);
}
