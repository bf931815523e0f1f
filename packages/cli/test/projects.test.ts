import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { copyOfBank, keptByGit } from './copy-of-bank.js';
import { projects, runIn } from './run-in.js';

const dataOf = ({ stdout }: { stdout: string }): unknown => (JSON.parse(stdout) as { data: unknown }).data;

describe('domains are found', () => {
  it('where the configuration names them, which may be a function', async () => {
    const folder = copyOfBank();
    writeFileSync(
      join(folder, 'domainry.config.ts'),
      "export default ({ command }: { command: string }) => ({ domains: { [command]: { entry: './src/banking.ts', include: ['src/*.ts'] } } });\n",
    );

    const { stderr, stdout } = await runIn(folder, ['list', 'aggregate', '--verbose']);

    expect(stderr).toContain('Banking: src/banking.ts, because domainry.config.ts names it; 7 elements.');
    expect(stdout).toContain('Banking.Account');
  });

  it('in the packages of a workspace that depend on the framework', async () => {
    const root = mkdtempSync(join(tmpdir(), 'domainry-workspace-'));
    writeFileSync(join(root, 'package.json'), '{ "workspaces": ["packages/*"] }');
    for (const name of ['bank', 'two', 'plain'])
      cpSync(join(projects, name), join(root, 'packages', name), { recursive: true });
    symlinkSync(join(projects, '../../node_modules'), join(root, 'node_modules'));

    const one = await runIn(root, ['list', '--domain', 'bank', '--verbose']);
    const all = await runIn(root, ['list']);
    const unknown = await runIn(root, ['list', '--domain', 'bnak']);

    expect(one.stderr).toContain('because bank depends on @domainry/core and has it');
    expect(all.stderr).toContain('packages/two/src/domain.ts exports several domains: banking, billing.');
    expect(unknown.stderr).toContain('Did you mean bank? There is: bank, two.');
  });

  it('and tells what to do when one has no elements', async () => {
    const { stderr, exit } = await runIn('two', ['list', '--domain', './src/domain.ts#billing']);

    expect(exit).toBe(0);
    expect(stderr).toContain('Billing knows no elements');
  });
});

it('opens no adapter that a module awaits at its top level', async () => {
  expect(dataOf(await runIn('adapter', ['list', '--json']))).toMatchObject([{ id: 'Banking.Account' }]);
});

it('loads with swc, and what was built without a loader', async () => {
  const folder = copyOfBank();
  writeFileSync(
    join(folder, 'built.mjs'),
    "import { Domain } from '@domainry/core';\nexport default new Domain('Built');\n",
  );

  const swc = await runIn(folder, ['list', 'aggregate', '--loader', 'swc', '--json']);
  const built = await runIn(folder, ['describe', '--loader', 'none', '--domain', 'built.mjs', '--json']);

  expect(dataOf(swc)).toMatchObject([{ id: 'Banking.Account' }]);
  expect(dataOf(built)).toMatchObject([{ context: 'Built' }]);
});

it('records models, tells when they are stale, what changed since, and what changed from commit to commit', async () => {
  const folder = copyOfBank();
  const commit = keptByGit(folder);

  const recorded = await runIn(folder, ['model', 'check', '--update']);
  commit('Record the model');
  const fresh = await runIn(folder, ['model', 'check']);
  const file = join(folder, 'src/account.ts');
  writeFileSync(file, readFileSync(file, 'utf8').replace('maxLength: 80', 'maxLength: 40'));
  const stale = await runIn(folder, ['model', 'check']);
  const diff = await runIn(folder, ['model', 'diff', '--base', 'HEAD', '--format', 'markdown']);
  await runIn(folder, ['model', 'check', '--update']);
  commit('Shorten names');
  const history = await runIn(folder, ['model', 'history', '--changes', '--json']);

  expect(recorded.stdout).toBe('Recorded models/Banking.json\n');
  expect([fresh.exit, stale.exit, diff.exit]).toEqual([0, 1, 1]);
  expect(stale.stdout).toContain('MODEL_STALE');
  expect(diff.stdout).toContain('## Breaking changes');
  expect(dataOf(history)).toMatchObject([
    {
      subject: 'Shorten names',
      differences: [{ impact: 'breaking', changes: [{ path: 'Banking.Account.owner' }] }],
    },
    { subject: 'Record the model' },
  ]);
});

it('begins a domain in a package that has none, and adds to it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'domainry-new-'));
  writeFileSync(
    join(folder, 'package.json'),
    '{\n    "name": "@acme/corner-shop",\n    "type": "module"\n}\n',
  );
  writeFileSync(join(folder, 'tsconfig.json'), readFileSync(join(projects, 'bank/tsconfig.json')));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(join(projects, '../../../core'), join(folder, 'node_modules/.core'));
  mkdirSync(join(folder, 'node_modules/@domainry'));
  symlinkSync(join(projects, '../../../core'), join(folder, 'node_modules/@domainry/core'));

  const begun = await runIn(folder, ['init', '--yes']);
  const again = await runIn(folder, ['init', '--yes']);
  writeFileSync(
    join(folder, 'domainry.config.ts'),
    "export default { domains: { shop: './src/domain.ts' } };\n",
  );
  const added = await runIn(folder, ['add', 'aggregate', 'Shelf']);
  const event = await runIn(folder, ['add', 'event', 'ShelfFilled', '--of', 'Shelf']);
  const orphan = await runIn(folder, ['add', 'event', 'DoorOpened', '--of', 'Door']);
  const listed = await runIn(folder, ['list', '--json']);

  expect([begun.exit, again.exit, added.exit, event.exit, orphan.exit]).toEqual([0, 5, 0, 0, 2]);
  expect(readFileSync(join(folder, 'package.json'), 'utf8')).toContain('    "scripts": {');
  expect(readFileSync(join(folder, 'src/domain.ts'), 'utf8')).toContain(
    "import './shelf.js';\nimport './shelf-filled.js';\n",
  );
  expect(readdirSync(join(folder, 'src')).sort()).toEqual([
    'corner-shop.ts',
    'domain.ts',
    'shelf-filled.ts',
    'shelf.ts',
  ]);
  expect(dataOf(listed)).toMatchObject([{ id: 'CornerShop.Shelf' }, { id: 'CornerShop.ShelfFilled' }]);
});

it('knows findings that were there before', async () => {
  const folder = copyOfBank();
  const flags = ['--baseline', 'known.json', '--fail-on', 'info'];

  const before = await runIn(folder, ['check', ...flags]);
  await runIn(folder, ['check', ...flags, '--update-baseline']);
  const after = await runIn(folder, ['check', ...flags]);

  expect([before.exit, after.exit]).toEqual([1, 0]);
});

it.each([
  ['sarif', '"version": "2.1.0"'],
  ['github', '::warning file=src/account.ts,line=49'],
  ['junit', '<testsuite'],
  ['json', '"command": "check"'],
])('tells findings as %s', async (format, part) => {
  expect((await runIn('bank', ['check', '--format', format])).stdout).toContain(part);
});

it('writes a site, tells when it is not up to date, and leaves files of others alone', async () => {
  const out = mkdtempSync(join(tmpdir(), 'domainry-site-'));
  writeFileSync(join(out, 'robots.txt'), 'ours');

  const built = await runIn('bank', ['docs', 'build', '--out', out]);
  const fresh = await runIn('bank', ['docs', 'check', '--out', out]);
  writeFileSync(join(out, 'index.html'), 'edited');
  const edited = await runIn('bank', ['docs', 'check', '--out', out]);

  expect([built.exit, fresh.exit, edited.exit]).toEqual([0, 0, 1]);
  expect(edited.stdout).toContain('index.html is not what would be written now.');
  expect(readFileSync(join(out, 'robots.txt'), 'utf8')).toBe('ours');
});

it('extracts what comments say, for where there are no sources', async () => {
  const out = mkdtempSync(join(tmpdir(), 'domainry-said-'));

  await runIn('bank', ['docs', 'extract', '--out', out]);

  expect(existsSync(join(out, 'Banking.json'))).toBe(true);
  expect(readFileSync(join(out, 'Banking.json'), 'utf8')).toContain('What a customer has, and may spend.');
});

it('evaluates what it is given, alive when asked to, and tells what it throws', async () => {
  const still = await runIn('bank', ['shell', '--eval', "new Account({ owner: 'Ada' }).balance"]);
  const alive = await runIn('bank', [
    'shell',
    '--live',
    '--eval',
    "await banking.process(new Withdraw({ accountId: '1', amount: 1 }))",
  ]);

  expect(still.stdout).toBe('0\n');
  expect(alive.exit).toBe(1);
  expect(alive.stdout).toContain('Account');
});

it('completes in a shell that reads its script', async () => {
  const { stdout } = await runIn('plain', ['completion', 'bash']);
  const asked = `${stdout}\nCOMP_WORDS=(domainry model di); COMP_CWORD=2; _domainry; echo "\${COMPREPLY[@]}"\nCOMP_WORDS=(domainry check --fa); COMP_CWORD=2; _domainry; echo "\${COMPREPLY[@]}"`;

  expect(execFileSync('bash', ['-c', asked], { encoding: 'utf8' })).toBe('diff\n--fail-on\n');
});
