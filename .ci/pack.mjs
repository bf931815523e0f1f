// Packs what we publish, as it would be published, into .cache/packed, and checks the tarballs with publint
// and are-the-types-wrong. The smoke test installs the same tarballs.
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PNPM } from './bootstrap.mjs';
import { build } from './build.mjs';
import { command, publicPackages, root, tool } from './workspace.mjs';

const packed = join(root, '.cache', 'packed');

/** The tarballs by package folder, freshly made. */
export function pack() {
  rmSync(packed, { recursive: true, force: true });
  return packOnly(publicPackages());
}

/** The tarballs of some packages, freshly made. */
export function packOnly(folders) {
  return new Map(folders.map((folder) => [folder, packOne(folder)]));
}

function packOne(folder) {
  const destination = join(packed, folder.replaceAll('/', '-'));
  rmSync(destination, { recursive: true, force: true });
  mkdirSync(destination, { recursive: true });
  const { status, output } = command('npx', ['-y', PNPM, 'pack', '--pack-destination', destination], {
    cwd: join(root, folder),
    env: { npm_config_loglevel: 'error' },
  });
  const [tarball] = readdirSync(destination);
  if (status !== 0 || tarball === undefined) throw new Error(`${folder} could not be packed:\n${output}`);
  return join(destination, tarball);
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
