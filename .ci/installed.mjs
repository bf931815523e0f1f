// Packs what we publish, unpacks the tarballs into a folder of its own, and runs a program of packages/reliability there,
// against what a user installs. Other libraries are those that the workspace has.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { provideSqliteDriver } from './sqlite-driver.mjs';
import { command, manifest, root } from './workspace.mjs';

const home = 'packages/reliability';

/** Runs `dist/NAME.js`, and ends this process as it ended. */
export async function runInstalled(name, args) {
  bootstrap();
  provideSqliteDriver();
  const { build } = await import('./build.mjs'); // which needs what was installed
  const { packOnly } = await import('./pack.mjs');
  await build();
  const scratch = mkdtempSync(join(tmpdir(), 'domainry-installed-'));
  let status = 1;
  try {
    install(scratch, packOnly);
    const program = join(scratch, 'dist', `${name}.js`);
    status = command(process.execPath, [program, ...args], { cwd: scratch, show: true }).status;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  process.exit(status);
}

function install(scratch, packOnly) {
  const ours = ['core', 'sql', 'sqlite', 'postgres', 'testing'].map((name) => `packages/${name}`);
  for (const [folder, tarball] of packOnly(ours)) {
    const target = join(scratch, 'node_modules', manifest(folder).name);
    mkdirSync(target, { recursive: true });
    const { status: unpacked, output } = command('tar', [
      '-xzf',
      tarball,
      '-C',
      target,
      '--strip-components=1',
    ]);
    if (unpacked !== 0) throw new Error(`${tarball} could not be unpacked:\n${output}`);
  }
  for (const folder of [...ours, home]) linkLibraries(scratch, folder);
  writeFileSync(join(scratch, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  cpSync(join(root, home, 'dist'), join(scratch, 'dist'), { recursive: true });
}

/** Links what a package of ours asks for, from where the workspace has it. */
function linkLibraries(scratch, folder) {
  const { dependencies = {}, peerDependencies = {} } = manifest(folder);
  for (const name of Object.keys({ ...dependencies, ...peerDependencies })) {
    const source = join(root, folder, 'node_modules', name);
    const target = join(scratch, 'node_modules', name);
    if (name.startsWith('@domainry/') || existsSync(target) || !existsSync(source)) continue;
    mkdirSync(dirname(target), { recursive: true });
    symlinkSync(realpathSync(source), target, 'junction');
  }
}
