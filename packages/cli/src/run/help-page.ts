import type { Page } from '../text/page.js';
import type { Text } from '../text/wrap.js';
import type { Command, CommandEntry } from './command.js';
import { flagName, variableName, type Flag } from './flag.js';
import { flagsOfAll, flagsOfConfigured } from './flags-of-all.js';

/** What there is, when nothing or only `--help` was asked for. */
export function writeOverview(page: Page, commands: readonly CommandEntry[]): void {
  page.text([{ text: 'domainry', look: 'bold' }, ' <command> [flags]']);
  page.text('Checks, describes and documents domains from their registry.');
  page.heading('Commands');
  page.entries(commands.map(({ name, summary }) => [name, summary]));
  page
    .gap()
    .text(
      'domainry <command> --help tells more, with examples. Nothing is sent anywhere: there is no telemetry.',
    );
}

/** How one command is called. */
export function writeHelp(page: Page, command: Command): void {
  page.text([{ text: usageOf(command), look: 'bold' }]);
  page.text(command.summary);
  if (command.description !== undefined) page.gap().text(command.description);
  if (command.given?.length) {
    page.heading('Arguments');
    page.entries(
      command.given.map(({ name, what, choices }) => [
        name,
        choices ? `${what} One of ${choices.join(', ')}.` : what,
      ]),
    );
  }
  const flags = Object.entries({ ...command.flags, ...configuredFlags(command), ...flagsOfAll });
  page.heading('Flags');
  page.entries(flags.map(([name, flag]) => [signatureOf(name, flag), aboutFlag(name, flag)]));
  page.heading('Examples');
  for (const { call, what } of command.examples) {
    page.text({ text: call, look: 'cyan' }, { indent: 2 });
    page.text(what, { indent: 4 });
  }
  page
    .gap()
    .text('A flag wins over its environment variable (DOMAINRY_ and its name), that over the configuration.');
}

/** `domainry describe <element> [flags]`. */
export function usageOf({ name, given = [] }: Command): string {
  const names = given.map((each) => {
    const shown = each.isRepeated ? `${each.name}…` : each.name;
    return each.isOptional ? ` [${shown}]` : ` <${shown}>`;
  });
  return `domainry ${name}${names.join('')} [flags]`;
}

/** Flags a command has because it reads the configuration. */
export function configuredFlags(command: Command): typeof flagsOfConfigured | Record<string, never> {
  return command.isWithoutConfig ? {} : flagsOfConfigured;
}

/** `-q, --quiet`, `--fail-on <level>`. */
export function signatureOf(name: string, { type, short, value, choices }: Flag): string {
  const long = `--${flagName(name)}`;
  const shown = value ?? choices?.join('|') ?? 'value';
  return `${short ? `-${short}, ` : ''}${long}${type === 'boolean' ? '' : ` <${shown}>`}`;
}

function aboutFlag(name: string, { what, default: usual, isOnlyWritten }: Flag): Text {
  const without = usual === undefined ? '' : ` ${usual === false ? '' : `${String(usual)} when absent.`}`;
  if (isOnlyWritten === true) return `${what}${without}`;
  return [`${what}${without} `, { text: variableName(name), look: 'dim' }];
}
