import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { execute } from '../src/run/execute.js';
import { CommandError } from '../src/run/command-error.js';
import { copyOfBank, keptByGit } from './copy-of-bank.js';
import { runIn, surroundingsOf } from './run-in.js';

const scratch = (): string => mkdtempSync(join(tmpdir(), 'domainry-cli-'));
const envelopeOf = ({ stdout }: { stdout: string }): { data: never; diagnostics: { message: string }[] } =>
  JSON.parse(stdout) as never;

describe('a site that is committed', () => {
  it('is up to date in the commit it is in, and in the next that leaves the model alone', async () => {
    const folder = copyOfBank();
    const commit = keptByGit(folder);
    await runIn(folder, ['model', 'check', '--update']);
    commit('Record the model');
    const file = join(folder, 'src/account.ts');
    writeFileSync(file, readFileSync(file, 'utf8').replace('maxLength: 80', 'maxLength: 40'));
    await runIn(folder, ['model', 'check', '--update']);
    await runIn(folder, ['docs', 'build']);
    commit('Shorten names');

    const inItsCommit = await runIn(folder, ['docs', 'check']);
    writeFileSync(join(folder, 'notes.txt'), 'nothing of the model');
    commit('Take notes');
    const inTheNext = await runIn(folder, ['docs', 'check']);

    expect([inItsCommit.stdout, inTheNext.stdout]).toEqual(Array(2).fill('site is up to date.\n'));
  });
});

describe('how a result is told', () => {
  it.each([
    [['list', '--json=true'], {}, true],
    [['list', '--json', '--no-json'], {}, false],
    [['list', '--json=false'], { DOMAINRY_JSON: '1' }, false],
    [['list'], { DOMAINRY_JSON: 'yes' }, true],
    [['check', '--format=json'], {}, true],
    [['list', '--find', 'x', '--', '--json'], {}, false],
  ])('by %j with %j', async (argv, env, isJson) => {
    expect((await runIn('bank', argv, { env })).stdout.startsWith('{')).toBe(isJson);
  });

  it('counts one of a thing as one', async () => {
    const { stdout } = await runIn('bank', ['export', 'contextive', '--out', scratch()]);

    expect(stdout).toBe('contextive: 1 file, 1 written\n');
  });
});

describe('help and version', () => {
  it('are asked for in the command line only: no variable turns every command into them', async () => {
    const env = { DOMAINRY_HELP: '1', DOMAINRY_VERSION: '1' };

    const { stdout } = await runIn('bank', ['shell', '--eval', '1'], { env });
    const help = await runIn('bank', ['list', '--help']);

    expect(stdout).toBe('1\n');
    expect(help.stdout).toContain('DOMAINRY_QUIET');
    expect(help.stdout).not.toMatch(/DOMAINRY_(HELP|VERSION)/);
  });
});

describe('files that the configuration names', () => {
  it('are looked for beside it, wherever the command is called', async () => {
    const folder = copyOfBank();
    mkdirSync(join(folder, 'settings'));
    writeFileSync(join(folder, 'settings/bank.env'), 'BANK=north\n');
    writeFileSync(
      join(folder, 'settings/domainry.config.mjs'),
      "export default { domains: { banking: '../src/domain.ts' }, envFile: 'bank.env', tsconfig: '../tsconfig.json' };\n",
    );

    const { stdout, stderr } = await runIn(folder, [
      'shell',
      '--config',
      'settings/domainry.config.mjs',
      '--eval',
      'banking.name',
    ]);

    expect({ stdout, stderr }).toEqual({ stdout: "'Banking'\n", stderr: '' });
  });

  it('are named by a flag from where one is', async () => {
    const { stderr } = await runIn('bank', ['list', '--env-file', 'no.env']);

    expect(stderr).toContain('There is no file no.env.');
  });

  it('may be a baseline anywhere', async () => {
    const known = join(scratch(), 'known.json');
    const flags = ['--baseline', known, '--fail-on', 'info'];

    await runIn('bank', ['check', ...flags, '--update-baseline']);

    expect((await runIn('bank', ['check', ...flags])).exit).toBe(0);
    expect(JSON.parse(readFileSync(known, 'utf8'))).not.toEqual([]);
  });
});

describe('an export', () => {
  it('removes what it wrote and no longer makes, and leaves what others wrote or changed', async () => {
    const folder = copyOfBank();
    const path = (name: string): string => join(folder, 'exports/json-schema', name);
    await runIn(folder, ['export', 'json-schema']);
    const written = JSON.parse(readFileSync(path('.domainry-export.json'), 'utf8')) as {
      files: Record<string, string>;
    };
    const names = Object.keys(written.files);
    const withdraw = names.filter((name) => /Withdraw\./.test(name));
    const withdrawn = names.filter((name) => /Withdrawn\./.test(name));
    writeFileSync(path('notes.txt'), 'ours');
    writeFileSync(path(withdrawn[0]!), 'changed');
    const file = join(folder, 'src/account.ts');
    writeFileSync(
      file,
      readFileSync(file, 'utf8')
        .replaceAll(/\bWithdrawn\b/g, 'MoneyTaken')
        .replaceAll(/\bWithdraw\b/g, 'TakeMoney'),
    );

    const check = await runIn(folder, ['export', 'json-schema', '--check', '--json']);
    const again = await runIn(folder, ['export', 'json-schema']);
    const fresh = await runIn(folder, ['export', 'json-schema', '--check']);

    expect(withdraw.length * withdrawn.length).toBeGreaterThan(0);
    expect(check.exit).toBe(1);
    expect(envelopeOf(check).diagnostics.map(({ message }) => message)).toContain(
      `exports/json-schema/${withdraw[0]!} would no longer be written.`,
    );
    expect(again.stdout).toMatch(/, \d+ written, \d+ removed$/m);
    expect(again.stdout).toContain(
      `${withdrawn[0]!} is no longer made; it stays, because somebody changed it.`,
    );
    expect(existsSync(path(withdraw[0]!))).toBe(false);
    expect(readFileSync(path('notes.txt'), 'utf8')).toBe('ours');
    expect(fresh.exit).toBe(0);
  });

  it('of everything removes formats that are gone', async () => {
    const out = scratch();
    mkdirSync(join(out, 'uml'));
    writeFileSync(join(out, 'uml/bank.uml'), 'x');
    writeFileSync(
      join(out, 'uml/.domainry-export.json'),
      JSON.stringify({ files: { 'bank.uml': '2d711642b726b044', '../../other': 'x' } }),
    );

    await runIn(copyOfBank(), ['export', 'all', '--out', out]);

    expect(existsSync(join(out, 'uml'))).toBe(false);
  });

  it('of the block for agents tells the file that is out of date', async () => {
    const folder = copyOfBank();

    const { stdout } = await runIn(folder, ['export', 'agents', '--check', '--json']);

    expect(envelopeOf({ stdout }).diagnostics).toMatchObject([
      { code: 'OUTPUT_STALE', message: 'AGENTS.md is not what would be written now.', file: 'AGENTS.md' },
    ]);
  });

  it('says where schemas and pages are published', async () => {
    const out = scratch();
    const flags = ['--base-uri', 'https://schemas.example/', '--site-uri', 'https://docs.example/'];

    await runIn('bank', ['export', 'json-schema', 'backstage', '--out', out, ...flags]);
    const grep = (folder: string, text: string): string =>
      execFileSync('grep', ['-rl', text, join(out, folder)], { encoding: 'utf8' });

    expect(grep('json-schema', 'https://schemas.example/')).not.toBe('');
    expect(grep('backstage', 'https://docs.example/')).not.toBe('');
  });
});

describe('flags have their effect:', () => {
  it('--single is a site in one file', async () => {
    const out = scratch();

    const { stdout } = await runIn('bank', ['docs', 'build', '--single', '--out', out]);

    expect(stdout).toContain('Wrote 1 file to');
    expect(readFileSync(join(out, 'index.html'), 'utf8').includes('Withdrawn')).toBe(true);
  });

  it('--show leaves out what is below a level, and counts it', async () => {
    const all = await runIn('bank', ['check']);
    const few = await runIn('bank', ['check', '--show', 'error']);

    expect(all.stdout).toContain('info ');
    expect(few.stdout.split('\n').filter((line) => /^(info|warning) /.test(line))).toEqual([]);
    expect(few.stdout.trimEnd().split('\n').at(-1)).toBe(all.stdout.trimEnd().split('\n').at(-1));
  });

  it('--unversioned and --head: what only breaks stored data does not count where nothing is stored', async () => {
    const compared = ['model', 'diff', '--base', 'models-before', '--head', 'models-before/Banking.json'];
    const since = ['model', 'diff', '--base', 'models-before', '--json'];

    const same = await runIn('bank', compared);
    const strict = await runIn('bank', since);
    const unversioned = await runIn('bank', [...since, '--unversioned']);
    const breaking = (run: { stdout: string }): number => envelopeOf(run).diagnostics.length;

    expect(same.stdout).toContain('Nothing changed.');
    expect(breaking(unversioned)).toBeLessThan(breaking(strict));
  });

  it('--release: what was announced to go with it may go', async () => {
    const folder = copyOfBank();
    const file = join(folder, 'src/account.ts');
    const text = readFileSync(file, 'utf8');
    const note =
      "@field.string({ deprecated: { since: '1.0.0', removal: '2.0.0' } }) readonly note?: string;";
    writeFileSync(
      file,
      text.replace(
        'readonly amount!: number;',
        `readonly amount!: number;
  ${note}`,
      ),
    );
    await runIn(folder, ['model', 'check', '--update']);
    writeFileSync(file, text);

    const diff = (release: string): Promise<{ exit: number }> =>
      runIn(folder, ['model', 'diff', '--release', release]);

    expect((await diff('1.9.0')).exit).toBe(1);
    expect((await diff('2.0.0')).exit).toBe(0);
  });

  it('--limit: as many commits as were asked for', async () => {
    const folder = copyOfBank();
    const commit = keptByGit(folder);
    const file = join(folder, 'src/account.ts');
    for (const length of [80, 60, 40]) {
      writeFileSync(file, readFileSync(file, 'utf8').replace(/maxLength: \d+/, `maxLength: ${length}`));
      await runIn(folder, ['model', 'check', '--update']);
      commit(`Names of ${length}`);
    }

    const { stdout } = await runIn(folder, ['model', 'history', '--limit', '2', '--json']);

    expect(
      (JSON.parse(stdout) as { data: { subject: string }[] }).data.map(({ subject }) => subject),
    ).toEqual(['Names of 40', 'Names of 60']);
  });
});

describe('what a command ends with', () => {
  it('2, PORT_TAKEN: somebody listens there already', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;

    const { exit, stderr } = await runIn('bank', ['docs', 'serve', '--port', String(port)]);
    server.close();

    expect(exit).toBe(2);
    expect(stderr).toContain(`PORT_TAKEN Port ${port} cannot be used.`);
  });

  it('70, INTERNAL: the command itself went wrong, and says what --verbose tells more of', async () => {
    const broken = {
      ...surroundingsOf('bank'),
      stderr: {
        write: (): never => {
          throw new TypeError('nowhere to write to');
        },
      },
    };

    const { result } = await execute(['list', '--verbose'], broken);

    expect(result).toBeInstanceOf(CommandError);
    expect(result).toMatchObject({
      exit: 70,
      diagnostics: [{ code: 'INTERNAL', why: 'nowhere to write to' }],
      options: { stack: expect.stringContaining('TypeError') },
    });
  });

  it('2, CONFIG_INVALID: a rule of the configuration throws', async () => {
    const folder = copyOfBank();
    writeFileSync(
      join(folder, 'domainry.config.mjs'),
      "export default { check: { rules: [() => { throw new Error('no rule'); }] } };\n",
    );

    const { exit, stderr } = await runIn(folder, ['check']);

    expect({ exit, says: stderr.includes('no rule') }).toEqual({ exit: 2, says: true });
  });
});
