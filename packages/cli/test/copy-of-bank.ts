import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projects } from './run-in.js';

/** The project `bank` in a folder of its own, which a test may change. */
export function copyOfBank(): string {
  const folder = mkdtempSync(join(tmpdir(), 'domainry-bank-'));
  cpSync(join(projects, 'bank'), folder, { recursive: true });
  symlinkSync(join(projects, '../../node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** Has Git keep a folder; @returns what commits everything in it. */
export function keptByGit(folder: string): (message: string) => void {
  const git = (...args: string[]): unknown =>
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args], {
      cwd: folder,
    });
  git('init', '-q');
  writeFileSync(join(folder, '.gitignore'), 'node_modules\n');
  return (message) => {
    git('add', '.');
    git('commit', '-q', '-m', message);
  };
}
