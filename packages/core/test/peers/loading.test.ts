import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';

// Programs in processes of their own, bundled by esbuild: Jest has its own modules, and nothing has to be built first.

const core = resolve(fileURLToPath(import.meta.url), '../../..');
const esbuild = resolve(core, '../../node_modules/.bin/esbuild');

/** Where the libraries are to be found, and where they are not. */
const inside = folderIn(join(core, 'node_modules'));
const outside = folderIn(tmpdir());

afterAll(() => {
  for (const folder of [inside, outside]) rmSync(folder, { recursive: true });
});

const domainry = `import { Domain, ValueObject, field } from '${core}/src/index.ts';`;

const unused = `
${domainry}
import { createRequire } from 'node:module';
const app = new Domain('App');
@app.valueObject
class Tag extends ValueObject<Tag> {
  @field.string({ required: true }) readonly name!: string;
}
const tag = Tag.fromDict({ name: 'a' });
console.log(JSON.stringify([tag.toDict(), tag.toDict({ groups: ['a'] }), Tag.schema()['~standard'].vendor]));
await app.init();
const loaded = Object.keys(createRequire(import.meta.url).cache);
console.log(loaded.length > 0, loaded.some((file) => /class-(validator|transformer)/.test(file)));
`;

const used = `
${domainry}
import { IsEmail } from 'class-validator';
import { Expose } from 'class-transformer';
const app = new Domain('App');
@app.valueObject
class User extends ValueObject<User> {
  @field.string({ required: true }) @IsEmail() @Expose({ name: 'mail' }) readonly address!: string;
}
try {
  new User({ address: 'nobody' });
} catch (error) {
  console.log(error.code, error.message);
}
const user = new User({ address: 'ada@example.com' });
console.log(JSON.stringify([user, User.fromDict({ mail: user.address }).address]));
`;

const bridged = `
import '${core}/src/class-validator.ts';
import '${core}/src/class-transformer.ts';
${used}`;

const works = [
  'VALIDATION_FAILED address must be an email',
  '[{"mail":"ada@example.com"},"ada@example.com"]',
];

describe('a program in Node', () => {
  test('that uses neither library loads neither', () => {
    expect(run(unused, inside, ['--packages=external'])).toEqual([
      '[{"name":"a"},{"name":"a"},"domainry"]',
      'true false',
    ]);
  });

  test('that uses them needs nothing else', () => {
    expect(run(used, inside, ['--packages=external'])).toEqual(works);
  });
});

describe('a bundle', () => {
  test('works with the bridges', () => {
    expect(run(bridged, outside, [])).toEqual(works);
  });

  test('for CommonJS works with the bridges', () => {
    expect(run(bridged, outside, ['--format=cjs'], 'cjs')).toEqual(works);
  });

  test('for browsers works with the bridges made for it', () => {
    const browser = bridged.replace('class-transformer.ts', 'class-transformer-in-bundle.ts');

    expect(run(browser, outside, ['--platform=browser', '--external:node:*'])).toEqual(works);
  });

  test('says what is missing without the bridge of class-validator', () => {
    const withoutExpose = used.replace("@Expose({ name: 'mail' })", '');

    expect(() => run(withoutExpose, outside, [])).toThrow(
      "User has decorators of class-validator, but the library was loaded where it cannot be found, as in a bundle. Import '@domainry/core/class-validator' before the model.",
    );
  });

  test('says so when the bridge of class-transformer meets another build of it', () => {
    expect(() => run(bridged, outside, ['--platform=browser', '--external:node:*'])).toThrow(
      'class-transformer is there in another build than the one this bundle looks into for its metadata.',
    );
  });
});

/** What a program prints, by lines. */
function run(program: string, folder: string, options: readonly string[], ending = 'mjs'): string[] {
  const source = join(inside, 'program.ts');
  const file = join(folder, `program.${ending}`);
  writeFileSync(source, program);
  const settings = JSON.stringify({ compilerOptions: { experimentalDecorators: true } });
  execFileSync(esbuild, [
    source,
    '--bundle',
    '--platform=node',
    '--format=esm',
    '--log-level=error',
    `--tsconfig-raw=${settings}`,
    `--outfile=${file}`,
    ...options,
  ]);
  return execFileSync(process.execPath, [file], { encoding: 'utf8', cwd: folder, stdio: 'pipe' })
    .trim()
    .split('\n');
}

function folderIn(parent: string): string {
  mkdirSync(parent, { recursive: true });
  return mkdtempSync(join(parent, '.domainry-'));
}
