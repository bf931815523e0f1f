import { defineCommand, type Command, type CommandEntry } from '../run/command.js';
import { flagName } from '../run/flag.js';
import { flagsOfAll } from '../run/flags-of-all.js';
import { configuredFlags } from '../run/help-page.js';

const shells = ['bash', 'zsh', 'fish', 'pwsh'] as const;

/** What is completed after a command. */
interface Words {
  readonly command: string;
  readonly summary: string;
  readonly words: readonly string[];
}

export const completion = defineCommand({
  name: 'completion',
  summary: 'Prints a script that completes commands and flags in a shell.',
  description:
    'bash: source <(domainry completion bash). zsh: the same. fish: domainry completion fish | source. PowerShell: domainry completion pwsh | Out-String | Invoke-Expression.',
  given: [{ name: 'shell', what: 'The shell.', choices: shells }],
  flags: {},
  examples: [{ call: 'domainry completion bash', what: 'For source <(…) in ~/.bashrc.' }],
  isWithoutConfig: true,
  async run({ given: [shell], commands }) {
    const { CommandError } = await import('../run/command-error.js');
    if (!shells.includes(shell as 'bash')) {
      throw new CommandError('ARGUMENT_WRONG', `There is no script for ${shell!}.`, {
        fix: `Name one of ${shells.join(', ')}.`,
      });
    }
    const script = scripts[shell as keyof typeof scripts](await wordsOfAll(commands));
    return { data: { shell: shell!, script }, raw: script };
  },
});

async function wordsOfAll(entries: readonly CommandEntry[]): Promise<readonly Words[]> {
  const commands: Command[] = [];
  for (const { load } of entries) commands.push(await load());
  return commands.map((command) => ({
    command: command.name,
    summary: command.summary,
    words: [
      ...(command.given ?? []).flatMap(({ choices = [] }) => choices),
      ...Object.keys({ ...command.flags, ...configuredFlags(command), ...flagsOfAll }).map(
        (name) => `--${flagName(name)}`,
      ),
    ],
  }));
}

const scripts = { bash, zsh, fish, pwsh };

function bash(all: readonly Words[]): string {
  return `# domainry completion bash
_domainry() {
  local current="\${COMP_WORDS[COMP_CWORD]}" words=""
  case "\${COMP_WORDS[*]:1:COMP_CWORD-1}" in
${cases(all)}    *) words="${firstWords(all).join(' ')}" ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _domainry domainry
`;
}

function zsh(all: readonly Words[]): string {
  return `# domainry completion zsh
autoload -U +X bashcompinit && bashcompinit
${bash(all).split('\n').slice(1).join('\n')}`;
}

function cases(all: readonly Words[]): string {
  const groups = [
    ...new Set(all.flatMap(({ command }) => (command.includes(' ') ? [command.split(' ')[0]!] : []))),
  ];
  return [
    ...all.map(({ command, words }) => `    "${command}"|"${command} "*) words="${words.join(' ')}" ;;\n`),
    ...groups.map((group) => {
      const seconds = all.flatMap(({ command }) =>
        command.startsWith(`${group} `) ? [command.slice(group.length + 1)] : [],
      );
      return `    "${group}") words="${seconds.join(' ')}" ;;\n`;
    }),
  ].join('');
}

function fish(all: readonly Words[]): string {
  const quoted = (text: string): string => `'${text.replaceAll(/[\\']/g, '\\$&')}'`;
  const lines = all.flatMap(({ command, summary, words }) => {
    const [first, second] = command.split(' ');
    const seen =
      second === undefined
        ? `__fish_seen_subcommand_from ${first}`
        : `__fish_seen_subcommand_from ${first}; and __fish_seen_subcommand_from ${second}`;
    const offered =
      second === undefined
        ? `complete -c domainry -f -n __fish_use_subcommand -a ${first} -d ${quoted(summary)}`
        : `complete -c domainry -f -n ${quoted(`__fish_seen_subcommand_from ${first}`)} -a ${second} -d ${quoted(summary)}`;
    return [offered, `complete -c domainry -n ${quoted(seen)} -a ${quoted(words.join(' '))}`];
  });
  const groups = [
    ...new Set(all.flatMap(({ command }) => (command.includes(' ') ? [command.split(' ')[0]!] : []))),
  ];
  const tops = groups.map((group) => `complete -c domainry -f -n __fish_use_subcommand -a ${group}`);
  return `# domainry completion fish\n${[...tops, ...lines].join('\n')}\n`;
}

function pwsh(all: readonly Words[]): string {
  const list = (words: readonly string[]): string => `@(${words.map((word) => `'${word}'`).join(', ')})`;
  const rows = all.map(({ command, words }) => `    '${command}' = ${list(words)}`);
  return `# domainry completion pwsh
Register-ArgumentCompleter -Native -CommandName domainry -ScriptBlock {
  param($word, $ast, $cursor)
  $words = @{
${rows.join('\n')}
  }
  $said = ($ast.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() }) -join ' '
  $known = $words.Keys | Where-Object { $said.StartsWith($_) } | Select-Object -First 1
  $offered = if ($known) { $words[$known] } else { ${list(firstWords(all))} }
  $offered | Where-Object { $_ -like "$word*" } | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
}
`;
}

function firstWords(all: readonly Words[]): readonly string[] {
  return [...new Set(all.map(({ command }) => command.split(' ')[0]!)), '--help', '--version'];
}
