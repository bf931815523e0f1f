import { changeTitles, checkRules } from '@domainry/model';
import { CommandError } from '../run/command-error.js';
import { commandErrorCodes } from '../run/command-error-codes.js';
import { defineCommand } from '../run/command.js';
import { suggest } from '../run/suggest.js';

/** What is known of a code. */
interface Explanation {
  readonly code: string;
  /** Where it is met. */
  readonly of: 'framework' | 'check' | 'command' | 'change';
  readonly what: string;
  readonly why?: string;
  readonly fix?: string;
  readonly level?: string;
  /** The number the command ends with. */
  readonly exit?: number;
}

const origins: Readonly<Record<Explanation['of'], string>> = {
  framework: 'An error of the framework: `code` of a DomainryError.',
  check: 'A finding of domainry check.',
  command: 'An error of the domainry command.',
  change: 'A change that domainry model diff tells.',
};

export const explain = defineCommand({
  name: 'explain',
  summary: 'Tells what a code of an error or a finding means, and what to do.',
  given: [{ name: 'code', what: 'The code; all of them are listed without it.', isOptional: true }],
  flags: {},
  examples: [
    { call: 'domainry explain VERSION_CONFLICT', what: 'An error that a save may end with.' },
    { call: 'domainry explain', what: 'Every code there is.' },
  ],
  isWithoutConfig: true,
  async run({ given: [code] }) {
    const known = await explanations();
    if (code === undefined) {
      return {
        data: known.map((each) => ({ ...each })),
        page: (page) =>
          page.table(
            ['Code', 'Of', 'What'],
            known.map((each) => [each.code, each.of, each.what]),
          ),
      };
    }
    const found = known.filter((each) => each.code === code.toUpperCase());
    if (found.length === 0) throw unknown(code, known);
    return {
      data: found.map((each) => ({ ...each })),
      page: (page) => {
        for (const { code: name, of, what, why, fix, level, exit } of found) {
          page.heading(name);
          page.text({ text: origins[of], look: 'dim' });
          page.gap().text(what);
          if (why !== undefined) page.text(why);
          if (fix !== undefined) page.gap().text([{ text: 'What to do: ', look: 'green' }, fix]);
          if (level !== undefined)
            page
              .gap()
              .text(
                `Level: ${level}. Live with one: @suppress ${name} and the reason, in the comment of the element.`,
              );
          if (exit !== undefined) page.gap().text(`The command ends with ${exit}.`);
        }
      },
    };
  },
});

async function explanations(): Promise<readonly Explanation[]> {
  const { errorCodes } = await import('@domainry/core');
  return [
    ...Object.entries(errorCodes).map(([code, { sentence, remedy }]) => ({
      code,
      of: 'framework' as const,
      what: sentence,
      fix: remedy,
    })),
    ...Object.values(checkRules).map(({ code, level, title, why, fix }) => ({
      code,
      of: 'check' as const,
      what: title,
      why,
      fix,
      level,
    })),
    ...Object.entries(changeTitles).map(([code, title]) => ({
      code,
      of: 'change' as const,
      what: `${title}.`,
    })),
    ...Object.entries(commandErrorCodes).map(([code, { sentence, remedy, exit }]) => ({
      code,
      of: 'command' as const,
      what: sentence,
      fix: remedy,
      exit,
    })),
  ];
}

function unknown(code: string, known: readonly Explanation[]): CommandError {
  const meant = suggest(
    code,
    known.map((each) => each.code),
  );
  return new CommandError(
    'CODE_UNKNOWN',
    `There is no error and no finding ${code}.`,
    meant === undefined ? {} : { fix: `Did you mean ${meant}?` },
  );
}
