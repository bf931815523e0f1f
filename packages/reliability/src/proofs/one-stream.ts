import { Refused } from '../driver/application.js';
import { withApplications } from '../driver/applications.js';
import type { Proof } from '../proof.js';
import { withStore } from '../stores/new-store.js';
import { storeNames } from '../stores/store.js';
import { ordersFor } from './ordered-processes.js';

/** */
export const oneStream: Proof = {
  ids: ['R-22'],
  title: 'Writers of many processes that count in one aggregate count as one would',
  stores: storeNames,
  notices: () => ['ignores-versions'],
  run: (context) =>
    withStore(context, async (store) => {
      const processes = context.amount({ glance: 3, quick: 4, soak: 8 });
      const each = context.amount({ glance: 10, quick: 25, soak: 500 });
      const answers: number[] = [];
      const violations: string[] = [];
      let refused = 0;
      // Nobody tries again, so that it is seen that a refusal leaves nothing.
      const orders = ordersFor(context, store, { attempts: 1 });
      await withApplications(processes, orders, async (applications) => {
        const writers = applications.flatMap((application) => [application, application]);
        await Promise.all(
          writers.map(async (application, writer) => {
            for (let number = 0; number < each; number++) {
              try {
                const reference = `w${writer}.${number}`;
                answers.push(
                  (await application.ask({ act: 'confirm', ledger: 'shared', reference })) as number,
                );
              } catch (error) {
                if (!(error instanceof Refused)) throw error;
                // The first ones may both find that it is not there yet.
                if (error.code === 'VERSION_CONFLICT' || error.code === 'UNIQUE_CONFLICT') refused += 1;
                else violations.push(`a writer was told ${error.message}`);
              }
            }
          }),
        );
      });
      const { events, damage } = await store.look();
      answers.sort((one, other) => one - other);
      const wrong = answers.findIndex((answer, at) => answer !== at + 1);
      if (wrong !== -1)
        violations.push(`answer ${answers[wrong]} where ${wrong + 1} was due: a count was lost`);
      if (events.length !== answers.length)
        violations.push(`${events.length} events of ${answers.length} commands that were acknowledged`);
      const versions = events.map(({ version }) => version).toSorted((one, other) => one - other);
      if (versions.some((version, at) => version !== at)) violations.push('versions of the stream have gaps');
      const counts = { writers: processes * 2, acknowledged: answers.length, refused };
      // A store that refuses nobody is to be noticed by what is lost.
      if (refused === 0 && context.broken === undefined) violations.push('no two writers ever met');
      return { counts, violations: [...violations, ...damage] };
    }),
};
