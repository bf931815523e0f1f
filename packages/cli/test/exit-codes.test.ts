import { mkdtempSync, cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { exitCodes } from '../src/run/exit-codes.js';
import { projects, runIn } from './run-in.js';

const scratch = (): string => mkdtempSync(join(tmpdir(), 'domainry-cli-'));

describe('what a command ends with', () => {
  const cases: readonly [exit: number, code: string, project: string, argv: readonly string[]][] = [
    [2, 'COMMAND_UNKNOWN', 'bank', ['lst']],
    [2, 'FLAG_UNKNOWN', 'bank', ['list', '--jsno']],
    [2, 'FLAG_VALUE', 'bank', ['list', '--loader', 'babel']],
    [2, 'ARGUMENT_WRONG', 'bank', ['add', 'aggregate']],
    [2, 'PROJECT_NOT_FOUND', 'bank', ['list', '--cwd', 'nowhere']],
    [2, 'CONFIG_INVALID', 'typo', ['list']],
    [2, 'DOMAIN_NOT_FOUND', 'plain', ['list']],
    [2, 'DOMAIN_AMBIGUOUS', 'two', ['list']],
    [2, 'ELEMENT_UNKNOWN', 'bank', ['describe', 'Acount']],
    [2, 'CODE_UNKNOWN', 'bank', ['explain', 'VERSION_CONFLIC']],
    [2, 'NOT_READABLE', 'bank', ['model', 'diff', '--base', 'package.json']],
    [2, 'GIT_FAILED', 'bank', ['model', 'diff', '--base', 'no-such-revision']],
    [2, 'NOT_WRITABLE', 'bank', ['export', 'avro', '--out', 'package.json/exports']],
    [3, 'DOMAIN_NOT_LOADED', 'throwing', ['list']],
    [3, 'DOMAIN_NOT_LOADED', 'wrong-model', ['list']],
    [3, 'DOMAIN_NOT_LOADED', 'missing-import', ['list']],
    [3, 'DOMAIN_NOT_LOADED', 'exiting', ['list']],
    [3, 'DOMAIN_SILENT', 'silent', ['list', '--timeout', '3']],
    [3, 'SOCKET_REFUSED', 'connecting', ['list']],
    [3, 'DECORATORS_NOT_LOWERED', 'unlowered', ['list', '--loader', 'none']],
  ];
  it.each(cases)('%i, %s: in %s, %j', async (exit, code, project, argv) => {
    const { stdout, ...run } = await runIn(project, [...argv, '--json']);

    expect(JSON.parse(stdout)).toMatchObject({
      status: 'error',
      data: null,
      diagnostics: expect.arrayContaining([
        expect.objectContaining({ code, level: 'error', fix: expect.stringMatching(/\w/) }),
      ]),
    });
    expect(run.exit).toBe(exit);
  });

  it('0: nothing at the level that was asked for', async () => {
    expect((await runIn('bank', ['check', '--fail-on', 'never'])).exit).toBe(0);
  });

  it('1: findings', async () => {
    const { exit, stdout } = await runIn('bank', ['check', '--fail-on', 'info', '--json']);

    expect(JSON.parse(stdout)).toMatchObject({ status: 'findings' });
    expect(exit).toBe(1);
  });

  it('4: some of several formats were written', async () => {
    const out = scratch();
    writeFileSync(join(out, 'avro'), 'in the way');

    const { exit, stdout } = await runIn('bank', ['export', 'avro', 'typescript', '--out', out, '--json']);

    expect(exit).toBe(4);
    expect(JSON.parse(stdout)).toMatchObject({
      status: 'findings',
      data: {
        formats: [
          { format: 'avro', failed: true },
          { format: 'typescript', failed: false },
        ],
      },
      diagnostics: [{ code: 'NOT_WRITABLE' }],
    });
  });

  it('5: what is there would be overwritten', async () => {
    const { exit, stderr } = await runIn('bank', ['add', 'aggregate', 'account']);

    expect(exit).toBe(5);
    expect(stderr).toContain('src/account.ts is there already');
  });

  it('5: nobody is there to confirm', async () => {
    const folder = scratch();
    writeFileSync(join(folder, 'package.json'), '{ "name": "shop" }');

    const { exit, stderr } = await runIn(folder, ['init']);

    expect(exit).toBe(5);
    expect(stderr).toContain('CONFIRMATION_NEEDED');
  });

  it('3: two copies of the framework', async () => {
    const folder = scratch();
    cpSync(join(projects, 'bank'), folder, { recursive: true });
    const own = join(folder, 'node_modules/@domainry');
    mkdirSync(own, { recursive: true });
    const core = join(projects, '../../../core');
    for (const part of ['package.json', 'src'])
      cpSync(join(core, part), join(own, 'core', part), { recursive: true });
    symlinkSync(join(core, 'node_modules'), join(own, 'core/node_modules'));

    const { exit, stderr } = await runIn(folder, ['list']);

    expect(stderr).toMatch(
      /FRAMEWORK_TWICE Two copies of @domainry\/core are in use: \S+\/packages\/core and node_modules\/@domainry\/core\./,
    );
    expect(exit).toBe(3);
  });

  it('is one of the numbers of the table', () => {
    expect(exitCodes.map(({ code }) => code)).toEqual([0, 1, 2, 3, 4, 5, 70, 130, 143]);
  });
});
