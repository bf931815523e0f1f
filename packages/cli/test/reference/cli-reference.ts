import { commandErrorCodes } from '../../src/run/command-error-codes.js';
import type { Command } from '../../src/run/command.js';
import { exitCodes } from '../../src/run/exit-codes.js';
import { variableName, type Flag } from '../../src/run/flag.js';
import { flagsOfAll, flagsOfConfigured } from '../../src/run/flags-of-all.js';
import { configuredFlags, signatureOf, usageOf } from '../../src/run/help-page.js';

/** The reference page of the command, as Markdown, from the commands themselves. */
export function cliReference(commands: readonly Command[]): string {
  return [
    '# The `domainry` command',
    'Written from the commands themselves; `domainry <command> --help` says the same. What it is for is told in the [guide](../guide/cli.md).',
    '## Everywhere',
    'A flag wins over its environment variable, that over `domainry.config.ts`, and that over what the flag says by itself. Results go to standard output, everything else to standard error. There is no telemetry.',
    flagTable({ ...flagsOfAll, ...flagsOfConfigured }),
    '## What it ends with',
    table(
      ['code', 'meaning'],
      exitCodes.map(({ code, meaning }) => [String(code), meaning]),
    ),
    '## What `--json` prints',
    'One document, whatever the command: `command`, `status` (`ok`, `findings` or `error`), `data`, `diagnostics` and `durationMs`. Its JSON Schema is `envelope.schema.json` in the package; `data` is what the command found, `null` when it ended with an error. A diagnostic has a `code`, a `level` and a `message`, and where they are known `element`, `file`, `line`, `column`, `why` and `fix`.',
    '## Commands',
    ...commands.flatMap(commandPart),
    '## Codes',
    'What a command itself may report, beside the codes of [errors](errors.md) and [checks](checks.md).',
    table(
      ['code', 'ends with', 'what it means', 'what to do'],
      Object.entries(commandErrorCodes)
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([code, { exit, sentence, remedy }]) => [`\`${code}\``, String(exit), sentence, remedy]),
    ),
  ].join('\n\n');
}

function commandPart(command: Command): readonly string[] {
  const { name, summary, description, given = [], flags, examples } = command;
  const shared = { ...flagsOfAll, ...configuredFlags(command) };
  const own = Object.fromEntries(Object.entries(flags).filter(([flag]) => !Object.hasOwn(shared, flag)));
  return [
    `### domainry ${name}`,
    summary,
    ...(description === undefined ? [] : [description.split('\n').join('\\\n')]),
    `\`\`\`sh\n${usageOf(command)}\n\`\`\``,
    ...(given.length === 0
      ? []
      : [
          table(
            ['argument', 'what it is'],
            given.map(({ name: argument, what, choices }) => [
              `\`${argument}\``,
              choices ? `${what} One of ${choices.join(', ')}.` : what,
            ]),
          ),
        ]),
    ...(Object.keys(own).length === 0 ? [] : [flagTable(own)]),
    `\`\`\`sh\n${examples.map(({ call, what }) => `${call} # ${what}`).join('\n')}\n\`\`\``,
  ];
}

function flagTable(flags: Readonly<Record<string, Flag>>): string {
  return table(
    ['flag', 'variable', 'what it does'],
    Object.entries(flags).map(([name, flag]) => [
      `\`${signatureOf(name, flag)}\``,
      flag.isOnlyWritten ? '' : `\`${variableName(name)}\``,
      `${flag.what}${flag.default === undefined ? '' : ` \`${String(flag.default)}\` when absent.`}`,
    ]),
  );
}

function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(titles), line(titles.map(() => '---')), ...rows.map(line)].join('\n');
}
