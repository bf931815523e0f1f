import { expect, test } from '@jest/globals';
import { handle, metadataOf, type HandlerContext } from '@domainry/core';
import fc from 'fast-check';
import { newBank, newLog } from './bank.js';

const accounts = ['a', 'b', 'c'] as const;

/** Lets others go first, as often as it is told. */
async function dawdle(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await Promise.resolve();
}

test('Whatever is committed together, every event reaches every handler once, and those of a stream in their order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          account: fc.constantFrom(...accounts),
          // What its handlers have withdrawn in turn, elsewhere.
          then: fc.option(fc.constantFrom(...accounts)),
          handling: fc.nat(12),
          later: fc.boolean(),
        }),
        { minLength: 1, maxLength: 12 },
      ),
      async (commands) => {
        const made = newBank();
        const { bank, Account, Withdrawn, Withdraw, Open } = made;
        const seen = { one: [] as string[], other: [] as string[] };
        const reader =
          (name: keyof typeof seen) =>
          async (amount: number, { message, attempt }: HandlerContext) => {
            await dawdle(commands[Math.floor(amount) % commands.length]!.handling * (name === 'one' ? 1 : 3));
            // Another try after a conflict is no other delivery.
            if (attempt === 1) seen[name].push(`${message.stream} ${message.id}`);
          };
        const [one, other] = [reader('one'), reader('other')];
        @bank.eventHandler(Account)
        class Readers {
          @handle(Withdrawn) async one({ amount }: InstanceType<typeof Withdrawn>, context: HandlerContext) {
            await one(amount, context);
            // Halves are what follows from wholes.
            const { then } = commands[Math.floor(amount) % commands.length]!;
            if (then === null || !Number.isInteger(amount)) return;
            await context.process(new Withdraw({ accountId: then, amount: amount + 0.5 }));
          }
          @handle(Withdrawn) async other(
            { amount }: InstanceType<typeof Withdrawn>,
            context: HandlerContext,
          ) {
            await other(amount, context);
          }
        }
        expect(Readers).toBeDefined();
        await bank.init({ logger: newLog(), retry: { attempts: 1000, delay: 0 } });
        for (const accountId of accounts) await bank.process(new Open({ accountId }));

        await Promise.all(
          commands.map(({ account, later }, index) => {
            const command = new Withdraw({
              accountId: account,
              amount: index === 0 ? commands.length : index,
            });
            return later ? bank.process(command, { asynchronous: true }) : bank.process(command);
          }),
        );
        await bank.settled();

        expect(bank.deadLetters.list()).toEqual([]);
        const stored = await readAll(made);
        for (const account of accounts) {
          const expected = stored.filter((line) => line.startsWith(`Account-${account} `));
          for (const ids of Object.values(seen)) {
            expect(ids.filter((line) => line.startsWith(`Account-${account} `))).toEqual(expected);
          }
        }
        await bank.close();
      },
    ),
    { numRuns: 15 },
  );
}, 30_000);

/** Every withdrawal that is stored, in the order of the store: its stream and its identity. */
async function readAll({ bank, Withdraw, Withdrawn, probe }: ReturnType<typeof newBank>): Promise<string[]> {
  let lines: string[] = [];
  probe.onWithdraw = async ({ events }) => {
    const all = await events.read({ types: [Withdrawn] });
    lines = all.events.map(({ stream, event }) => `${stream} ${metadataOf(event)!.id}`);
    throw new Error('read');
  };
  await bank.process(new Withdraw({ accountId: 'a', amount: 1 })).catch(() => undefined);
  return lines;
}
