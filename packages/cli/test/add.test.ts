import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';
import { copyOfBank } from './copy-of-bank.js';
import { expectGolden } from './golden.js';
import { compile, newPackage } from './new-package.js';
import { projects, runIn } from './run-in.js';

// Each test imports domains several times, in processes of their own.
jest.setTimeout(180_000);

const dataOf = ({ stdout }: { stdout: string }): unknown => (JSON.parse(stdout) as { data: unknown }).data;

/** A package with a domain: cases that are opened, each by its number. */
async function newCases(): Promise<string> {
  const folder = newPackage('cases');
  await runIn(folder, ['init', '--yes', '--name', 'Cases']);
  await runIn(folder, ['add', 'aggregate', 'Case']);
  await runIn(folder, ['add', 'event', 'CaseOpened', '--of', 'Case']);
  return folder;
}

describe('what is added', () => {
  it('compiles, is registered, and has no errors, whatever the kind', async () => {
    const folder = await newCases();
    const added = [
      ['entity', 'Note', '--of', 'Case'],
      ['value-object', 'Address'],
      ['command', 'OpenCase', '--of', 'Case'],
      ['query', 'CaseOf', '--of', 'Case'],
      ['event-handler', 'News', '--of', 'CaseOpened'],
      ['domain-service', 'Assignment', '--of', 'Case'],
      ['projection', 'CaseList', '--of', 'CaseOpened'],
      ['process', 'Escalation', '--of', 'CaseOpened'],
    ];

    const exits = [];
    for (const what of added) exits.push((await runIn(folder, ['add', ...what])).exit);
    const listed = await runIn(folder, ['list', '--json']);
    const checked = await runIn(folder, ['check']);

    expect(exits).toEqual(added.map(() => 0));
    expect(compile(folder)).toBe('');
    expect(dataOf(listed)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: 'Cases.CaseList' }),
        expect.objectContaining({ id: 'Cases.CaseListProjector' }),
        expect.objectContaining({ id: 'Cases.Escalation' }),
      ]),
    );
    expect(checked.exit).toBe(0);
  });

  it.each(['projection', 'process'])('%s: finds its own by the identifier of its event', async (kind) => {
    const folder = await newCases();

    const { stdout, exit } = await runIn(folder, [
      'add',
      kind,
      'Overview',
      '--of',
      'CaseOpened',
      '--dry-run',
    ]);

    expect(exit).toBe(0);
    expectGolden(`add-${kind}.txt`, stdout);
  });

  it.each(['projection', 'process'])('%s: asks for an event that has one', async (kind) => {
    const folder = await newCases();
    const file = join(folder, 'src/case-opened.ts');
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace(
        /@field\.identifier.*/,
        "@field.identifier({ type: 'integer' }) readonly number?: number;\n  @field.string({ required: true }) readonly owner!: string;",
      ),
    );

    const { exit, stderr } = await runIn(folder, ['add', kind, 'Overview', '--of', 'CaseOpened']);

    expect(exit).toBe(2);
    expect(stderr).toContain('CaseOpened has no field that tells which one it belongs to.');
    expect(stderr).toContain('Add one to CaseOpened: @field.identifier');
  });
});

describe('a context', () => {
  it('gets a domain in a folder of its own, named in the configuration, and takes elements', async () => {
    const folder = await newCases();

    const added = await runIn(folder, ['add', 'context', 'Billing']);
    const invoice = await runIn(folder, ['add', 'aggregate', 'Invoice', '--domain', 'billing']);
    const lost = await runIn(folder, ['add', 'event', 'Paid', '--of', 'Invoice', '--domain', 'cases']);
    const listed = await runIn(folder, ['list', 'aggregate', '--json']);
    const ambiguous = await runIn(folder, ['add', 'aggregate', 'Payment']);
    const again = await runIn(folder, ['add', 'context', 'Billing']);

    expectGolden('add-context.txt', added.stdout);
    expect(readFileSync(join(folder, 'domainry.config.ts'), 'utf8')).toContain(
      "  domains: {\n    billing: './src/billing/domain.ts',\n    cases: './src/domain.ts',\n  },",
    );
    expect(dataOf(listed)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: 'Cases.Case' }),
        expect.objectContaining({ id: 'Billing.Invoice' }),
      ]),
    );
    expect(compile(folder)).toBe('');
    expect([invoice.exit, lost.exit, ambiguous.exit, again.exit]).toEqual([0, 2, 2, 5]);
    expect(lost.stderr).toContain('exports a class Invoice.');
  });

  it('writes a configuration where there was none, with the domain that was found', async () => {
    const folder = copyOfBank();

    await runIn(folder, ['add', 'context', 'Cards']);

    expect(readFileSync(join(folder, 'domainry.config.ts'), 'utf8')).toContain(
      "    main: './src/domain.ts',\n    cards: './src/cards/domain.ts',\n",
    );
  });

  it.each([
    ["export default { domains: { cases: './src/domain.ts' } };\n", true],
    ["const domains = { cases: './src/domain.ts' };\nexport default { domains };\n", false],
  ])('changes a configuration such as %j: %s', async (text, isChanged) => {
    const folder = await newCases();
    writeFileSync(join(folder, 'domainry.config.ts'), text);

    const { exit, stdout } = await runIn(folder, ['add', 'context', 'Billing']);
    const listed = await runIn(folder, ['list', '--domain', 'billing']);

    expect(exit).toBe(0);
    expect(stdout.includes("Name it among the domains of domainry.config.ts: billing: './src/")).toBe(
      !isChanged,
    );
    expect(listed.exit).toBe(isChanged ? 0 : 2);
  });

  it('of a workspace is a package, which others make', async () => {
    const folder = newPackage('workspace');
    writeFileSync(join(folder, 'package.json'), '{ "workspaces": ["packages/*"] }');
    cpSync(join(projects, 'bank'), join(folder, 'packages/bank'), { recursive: true });

    const { exit, stderr } = await runIn(folder, ['add', 'context', 'Billing']);

    expect(exit).toBe(2);
    expect(stderr).toContain('In a workspace a context is a package of its own.');
  });
});

it('suggests the kind that was probably meant', async () => {
  const { stderr } = await runIn('bank', ['add', 'projektion', 'Balance']);

  expect(stderr).toContain('Did you mean projection?');
});
