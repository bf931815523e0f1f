import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Aggregate, Command, Domain, Event, Repository, field } from '@domainry/core';
import { extractDocumentation, parseDocumentation, parseModel, readModel } from '@domainry/model';
import { build, type BuildOptions } from 'esbuild';
import { shop } from '../fixtures/shop/shop.js';

const fixtures = fileURLToPath(new URL('../fixtures', import.meta.url));
const workshop = fileURLToPath(new URL('../../node_modules/.cache/stability', import.meta.url));
const fromSources = readModel(shop, { root: fixtures });

/** Builds the program that prints the model into a folder of its own; packages are taken from their sources. */
async function built(name: string, options: BuildOptions): Promise<string> {
  const outfile = join(workshop, name, 'print-shop.mjs');
  await build({
    entryPoints: [join(fixtures, 'print-shop.ts')],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'es2022',
    keepNames: true,
    // The fixtures are part of a package that promises to have no side effects; they have some.
    ignoreAnnotations: true,
    conditions: ['@domainry/source'],
    external: ['oxc-parser', '@microsoft/tsdoc', '@jridgewell/trace-mapping', 'yaml'],
    tsconfigRaw: { compilerOptions: { experimentalDecorators: true, useDefineForClassFields: true } },
    logLevel: 'silent',
    ...options,
  });
  return outfile;
}

function run(
  program: string,
  sources: readonly string[] = [],
  surroundings: { root?: string; cwd?: string; timezone?: string } = {},
) {
  const text = execFileSync(process.execPath, [program, surroundings.root ?? fixtures, ...sources], {
    cwd: surroundings.cwd ?? fixtures,
    env: { ...process.env, NODE_OPTIONS: '', TZ: surroundings.timezone ?? 'UTC', LANG: 'tr_TR.UTF-8' },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return { text, model: parseModel(text) };
}

let withoutMap: Promise<string>;

beforeAll(() => {
  mkdirSync(workshop, { recursive: true });
  withoutMap = built('bare', { sourcemap: false });
});
afterAll(() => rmSync(workshop, { recursive: true, force: true }));

describe('the same model', () => {
  test('has the same bytes, whatever was registered first', () => {
    expect(readModel(smallDomain(false), { root: fixtures })).toEqual(
      readModel(smallDomain(true), { root: fixtures }),
    );
  });

  test('has the same content when it is read from what was built, through a source map beside it', async () => {
    const { model } = run(await built('linked', { sourcemap: 'linked' }));

    expect(model.provenance.gaps).toEqual([]);
    expect(model).toEqual(fromSources);
  });

  test('has the same content through a source map inside of it, in any folder and any time zone', async () => {
    const program = await built('inline', { sourcemap: 'inline' });

    const here = run(program, [], { timezone: 'Pacific/Kiritimati' });
    const there = run(program, [], { timezone: 'America/St_Johns', cwd: tmpdir() });

    expect(here.text).toBe(there.text);
    expect(here.model.checksum).toBe(fromSources.checksum);
  });

  test('has the same content without any source map, where its sources are looked through', async () => {
    const program = await withoutMap;

    for (const sources of [['shop'], ['**/*.ts']]) {
      expect(run(program, sources).model.checksum).toBe(fromSources.checksum);
    }
  });

  test('has the same content from a copy of the repository that was checked out on Windows', async () => {
    const program = await withoutMap;
    const root = mkdtempSync(join(tmpdir(), 'model-'));
    mkdirSync(join(root, 'shop'));
    for (const name of readdirSync(join(fixtures, 'shop'))) {
      const text = readFileSync(join(fixtures, 'shop', name), 'utf8');
      writeFileSync(join(root, 'shop', name), text.replaceAll('\n', '\r\n'));
    }

    const { model } = run(program, ['.'], { root });
    rmSync(root, { recursive: true });

    expect(model.checksum).toBe(fromSources.checksum);
  });

  test('has the same content without any source, from what was extracted before', async () => {
    const text = JSON.stringify(extractDocumentation(shop, { root: fixtures }));

    const model = readModel(shop, { root: '/nowhere', sidecar: parseDocumentation(text) });

    expect(model).toEqual(fromSources);
    expect(text).not.toContain(fixtures);
  });
});

describe('what is not known', () => {
  test('is told, and no place of another machine gets into the document', async () => {
    const { model, text } = run(await withoutMap);

    expect(model.provenance.gaps).toContainEqual(
      expect.stringMatching(/^Shop\.Order: it is written outside of the repository\.$/),
    );
    expect(model.elements.find(({ id }) => id === 'Shop.Order')).toMatchObject({
      kind: 'aggregate',
      methods: [],
    });
    expect(text).not.toContain(fixtures);
  });

  test('is what is in a source that cannot be parsed', () => {
    const folder = mkdtempSync(join(tmpdir(), 'model-'));
    writeFileSync(join(folder, 'broken.ts'), 'export class {{{');
    const domain = new Domain('Small');
    const name = 'Ghost';
    domain.register({ [name]: class extends Aggregate {} }[name]!);

    const { provenance } = readModel(domain, { root: folder, sources: ['.'] });
    rmSync(folder, { recursive: true });

    expect(provenance.gaps).toEqual([
      expect.stringMatching(/^Small\.Ghost: /),
      expect.stringMatching(/^broken\.ts cannot be parsed: /),
    ]);
  });

  test('is a class that nobody wrote down', () => {
    const domain = new Domain('Small');
    const name = 'Made';
    const made = { [name]: class extends Aggregate {} }[name]!;
    domain.register(made);

    expect(readModel(domain, { root: join(fixtures, '..') }).provenance.gaps).toEqual([
      expect.stringMatching(
        /^Small\.Made: its class was not found; it was registered at read\/stability\.test\.ts:\d+\.$/,
      ),
    ]);
  });
});

/** A domain of its own, whose classes are registered from either end. */
function smallDomain(turned: boolean): Domain {
  const domain = new Domain('Small');
  class Till extends Aggregate<Till> {
    static open(): void {}
  }
  class Opened extends Event<Opened> {
    @field.identifier({ required: true }) readonly tillId!: string;
  }
  class Open extends Command<Open> {}
  class Tills extends Repository<Till> {}
  const steps = [
    () => domain.register(Till),
    () => domain.register(Opened, { partOf: 'Till' }),
    () => domain.register(Open, { partOf: 'Till' }),
    () => domain.register(Tills, { kind: 'repository', partOf: 'Till' }),
  ];
  for (const step of turned ? steps.toReversed() : steps) step();
  return domain;
}
