// Other versions of Node, from npm: `node .ci/node-versions.mjs 22` prints where the binary of Node 22 is.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { command, root } from './workspace.mjs';

export const VERSIONS = { 22: '22.23.3', 24: '24.21.0' };

export function nodeBinary(major) {
  const version = VERSIONS[major];
  if (version === undefined) throw new Error(`No version is chosen for Node ${major}`);
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const folder = join(root, '.cache', 'node', version);
  const binary = join(
    folder,
    'node_modules',
    name,
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  if (!runs(binary, version)) install(folder, `${name}@${version}`);
  if (!runs(binary, version)) throw new Error(`${binary} is not Node ${version}`);
  return binary;
}

function install(folder, what) {
  mkdirSync(folder, { recursive: true });
  const args = [
    'install',
    '--prefix',
    folder,
    '--no-save',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    what,
  ];
  const { status, output } = command('npm', args);
  if (status !== 0) throw new Error(`npm could not install ${what}:\n${output}`);
}

function runs(binary, version) {
  return existsSync(binary) && command(binary, ['--version']).output.trim() === `v${version}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(nodeBinary(process.argv[2]));
