import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { landscapeOf } from '@domainry/model';
import { exampleOf } from '../../../src/formats/example/example-of.js';
import { elementsWithContents } from '../../../src/formats/names/element-names.js';
import { typeScriptOf } from '../../../src/formats/typescript/type-script-of.js';
import { atlas } from '../atlas.js';
import { landscapes } from '../landscapes.js';

const compiler = join(
  dirname(createRequire(import.meta.url).resolve('@typescript/native/package.json')),
  'bin/tsc',
);

test('modules of all landscapes compile, and their examples are of their types', () => {
  const folder = mkdtempSync(join(tmpdir(), 'domainry-types-'));
  let written = 0;
  for (const [, landscape] of landscapes) {
    for (const element of elementsWithContents(landscape)) {
      for (const side of ['input', 'output'] as const) {
        const types = typeScriptOf(landscape, element, { side });
        const name = /export interface (\w+)/.exec(types)![1]!;
        const example = JSON.stringify(exampleOf(landscape, element, { side }));
        writeFileSync(
          join(folder, `${++written}.ts`),
          `${types}\nexport const example: ${name} = ${example};\n`,
        );
      }
    }
  }

  const compilerOptions = { strict: true, noEmit: true, target: 'es2022', module: 'nodenext', types: [] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
  const { stdout, status } = spawnSync(process.execPath, [compiler, '-p', folder], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });

  expect(stdout).toBe('');
  expect(status).toBe(0);
  expect(written).toBeGreaterThan(100);
});

test('what a field says of itself stands above its property', () => {
  const landscape = landscapeOf([atlas]);

  expect(typeScriptOf(landscape, landscape.find('Atlas.Region')!)).toBe(
    'export interface Region {\n  readonly name: string;\n  readonly parts?: readonly Region[];\n}\n',
  );
  expect(typeScriptOf(landscape, landscape.find('Atlas.Surveyed')!)).toContain(
    '  /** @deprecated since 1.0; use notes */\n  readonly remark?: string;\n',
  );
});
