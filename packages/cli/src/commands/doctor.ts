import type { Examination } from '../load/examination.js';
import { examine } from '../load/examine.js';
import type { Diagnostic } from '../run/diagnostic.js';
import { defineCommand } from '../run/command.js';
import { flagsOfLoading } from '../run/flags-of-all.js';
import type { Look } from '../text/style.js';

const looks: Readonly<Record<Examination['state'], Look>> = {
  good: 'green',
  wrong: 'red',
  doubtful: 'yellow',
};

export const doctor = defineCommand({
  name: 'doctor',
  summary: 'Looks whether everything a domain needs is there and fits together.',
  description:
    'Node, the packages, copies of the framework, compiler settings, the configuration, and whether the domains load.',
  flags: { ...flagsOfLoading },
  examples: [{ call: 'domainry doctor', what: 'Ends with 1 when something is wrong.' }],
  async run(context) {
    const examinations = await examine(context);
    const diagnostics = examinations.flatMap(({ code, state, says, fix }): Diagnostic[] =>
      state === 'good'
        ? []
        : [
            {
              code,
              level: state === 'wrong' ? 'error' : 'warning',
              message: says,
              ...(fix === undefined ? {} : { fix }),
            },
          ],
    );
    return {
      exit: examinations.some(({ state }) => state === 'wrong') ? 1 : 0,
      data: examinations.map(({ code, state, what, says }) => ({ code, state, what, says })),
      diagnostics,
      page: (page) => {
        for (const { state, what, says, fix } of examinations) {
          page.text(
            [{ text: state.padEnd(8), look: looks[state] }, ' ', { text: what, look: 'bold' }, `: ${says}`],
            { hang: 2 },
          );
          if (fix !== undefined && state !== 'good')
            page.text([{ text: 'fix: ', look: 'green' }, fix], { indent: 9, hang: 2 });
        }
      },
    };
  },
});
