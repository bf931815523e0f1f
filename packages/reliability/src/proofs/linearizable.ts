import { linearizationOf, type Operation, type SequentialModel } from '@domainry/testing';
import { Refused, type Application } from '../driver/application.js';
import { withApplications } from '../driver/applications.js';
import type { Proof } from '../proof.js';
import type { Random } from '../random.js';
import { withStore } from '../stores/new-store.js';
import { storeNames } from '../stores/store.js';
import { ordersFor } from './ordered-processes.js';

/** What is asked of a balance: what it is, or to be put in place of another one. */
type Input = { readonly from: number; readonly to: number } | 'read';
type Balance = Operation<Input, number | boolean>;

const register: SequentialModel<number, Input, number | boolean> = {
  initial: 0,
  apply: (state, input) => {
    if (input === 'read') return { state, output: state };
    return state === input.from ? { state: input.to, output: true } : { state, output: false };
  },
};

/** */
export const linearizable: Proof = {
  ids: ['R-24'],
  title: 'What processes read and change of one aggregate has happened one after the other',
  stores: storeNames,
  notices: () => ['reads-old-states', 'ignores-versions'],
  run: (context) =>
    withStore(context, async (store) => {
      const histories = context.amount({ glance: 100, quick: 25, soak: 1_000 });
      const length = context.amount({ glance: 40, quick: 40, soak: 200 });
      const violations: string[] = [];
      let operations = 0;
      await withApplications(3, ordersFor(context, store, { attempts: 1 }), async (applications) => {
        for (let number = 0; number < histories && violations.length === 0; number++) {
          const history = await historyOf(applications, `a${number}`, length, context.random);
          operations += history.length;
          if (linearizationOf(history, register) === undefined)
            violations.push(`history ${number} has no order: ${JSON.stringify(history)}`);
        }
      });
      return { counts: { histories, operations }, violations };
    }),
};

/** What two clients of each process were told of one balance, all at once. */
async function historyOf(
  applications: readonly Application[],
  account: string,
  length: number,
  random: Random,
): Promise<readonly Balance[]> {
  const history: Balance[] = [];
  const clients = applications.flatMap((application) => [application, application]);
  let known = 0;
  let next = 1;
  const act = async (application: Application): Promise<void> => {
    const input: Input = random.next() < 0.4 ? 'read' : { from: known, to: next++ };
    const invoked = performance.now();
    try {
      const answer = await application.ask(
        input === 'read' ? { act: 'balance', account } : { act: 'exchange', account, ...input },
      );
      history.push({ input, output: answer as number | boolean, invoked, returned: performance.now() });
      if (typeof answer === 'number') known = answer;
      else if (answer === true && input !== 'read') known = input.to;
    } catch (error) {
      // Who was refused has changed nothing, and was told nothing.
      if (!(
        error instanceof Refused && /^(VERSION_CONFLICT|VALIDATION_FAILED \(unique\))/.test(error.message)
      ))
        throw error;
    }
  };
  await Promise.all(
    clients.map(async (application) => {
      for (let at = 0; at < length / clients.length; at++) await act(application);
    }),
  );
  return history;
}
