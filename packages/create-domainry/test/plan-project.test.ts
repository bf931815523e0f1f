import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { ProjectRefused, planProject, templates, writeProject } from 'create-domainry';

const scratch = (): string => mkdtempSync(join(tmpdir(), 'create-domainry-'));

it.each(templates.map(({ name }) => name))(
  'plans a whole project from %s, and writes nothing',
  (template) => {
    const folder = join(scratch(), 'My Shop');

    const { name, files } = planProject(folder, template);

    expect(name).toBe('my-shop');
    expect([...files.keys()]).toEqual(
      expect.arrayContaining([
        '.gitignore',
        'README.md',
        'domainry.config.ts',
        'package.json',
        'tsconfig.json',
      ]),
    );
    expect(JSON.parse(files.get('package.json')!)).toMatchObject({ name: 'my-shop', private: true });
    expect([...files.keys()].some((path) => path.endsWith('.test.ts'))).toBe(true);
    expect(existsSync(folder)).toBe(false);
  },
);

it('calls packages of a workspace after it', () => {
  const { files } = planProject(join(scratch(), 'shop'), 'monorepo');

  expect(JSON.parse(files.get('packages/billing/package.json')!)).toMatchObject({ name: '@shop/billing' });
});

it('writes what it planned', () => {
  const plan = planProject(join(scratch(), 'bank'), 'minimal');

  writeProject(plan);

  expect(readFileSync(join(plan.folder, 'src/account.ts'), 'utf8')).toBe(plan.files.get('src/account.ts'));
});

it('leaves folders alone that have something in them', () => {
  const folder = scratch();
  writeFileSync(join(folder, 'thesis.md'), '…');

  expect(() => planProject(folder, 'minimal')).toThrow(
    new ProjectRefused(
      5,
      `${folder} has something in it. Name a folder that is empty, or that is not there.`,
    ),
  );
});

it('takes an empty folder that Git knows', () => {
  const folder = scratch();
  mkdirSync(join(folder, '.git'));

  expect(planProject(folder, 'minimal').files.size).toBeGreaterThan(5);
});

it('leaves nothing behind when it cannot write all', () => {
  const folder = join(scratch(), 'bank');
  const plan = planProject(folder, 'minimal');
  const impossible = new Map([...plan.files, ['package.json/x', '']]);

  expect(() => writeProject({ ...plan, files: impossible })).toThrow('package.json');

  expect(existsSync(folder)).toBe(false);
});

it('names the templates there are', () => {
  expect(() => planProject(join(scratch(), 'bank'), 'express')).toThrow('minimal, fastify, nest, monorepo');
});
