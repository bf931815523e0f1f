import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';
import { format } from 'prettier';
import { commandTable } from '../../src/commands/command-table.js';
import { envelopeSchema } from '../../src/run/envelope.js';
import type { Command } from '../../src/run/command.js';
import { cliReference } from './cli-reference.js';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

async function allCommands(): Promise<readonly Command[]> {
  const commands: Command[] = [];
  for (const { load } of commandTable) commands.push(await load());
  return commands;
}

/** A text as it is kept, and the file it is kept in; with UPDATE_DOCS=1 it is written. */
async function written(path: string, text: string, parser: string): Promise<{ kept: string; fresh: string }> {
  const fresh = await format(text, { parser, printWidth: 110, singleQuote: true });
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(`${root}${path}`, fresh);
  return { kept: readFileSync(`${root}${path}`, 'utf8'), fresh };
}

it('describes every command in docs/reference/cli.md as the command describes itself', async () => {
  const { kept, fresh } = await written(
    'docs/reference/cli.md',
    cliReference(await allCommands()),
    'markdown',
  );

  expect(kept).toBe(fresh);
});

it('publishes the schema of the envelope', async () => {
  const { kept, fresh } = await written(
    'packages/cli/envelope.schema.json',
    JSON.stringify(envelopeSchema),
    'json',
  );

  expect(kept).toBe(fresh);
});

it('summarises commands in the table as they do themselves', async () => {
  const commands = await allCommands();

  expect(commandTable.map(({ name, summary }) => ({ name, summary }))).toEqual(
    commands.map(({ name, summary }) => ({ name, summary })),
  );
});

it('calls no flag and no variable by two meanings of a type', async () => {
  const types = new Map<string, Set<string>>();
  for (const { flags } of await allCommands()) {
    for (const [name, { type }] of Object.entries(flags))
      types.set(name, (types.get(name) ?? new Set()).add(type));
  }
  expect([...types].filter(([, set]) => set.size > 1)).toEqual([]);
});
