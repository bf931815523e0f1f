import { Accounts } from './accounts.js';
import type { BookedMovements } from './book-movements.js';
import { TransferMoney } from './commands.js';
import { consequencesOf, type Consequence } from './consequences.js';
import type { OpenBank } from './open-bank.js';
import { pastBalances, type PastBalance } from './past-balances.js';
import { raceForMoney, type Racer } from './race.js';
import { StatementOf, type Statement } from './statement.js';

const twoWeeks = 14 * 86_400_000;
/** Two withdrawals, together at most what the account has. */
const raced = ['60.00', '40.00'];
const moments = [1, new Date('2025-01-31T23:59:59Z'), new Date('2025-02-28T23:59:59Z')];

/** One account, and one transfer, from near. */
export interface CloserLook {
  readonly accountNumber: string;
  readonly race: readonly Racer[];
  readonly statement: Statement;
  readonly past: readonly PastBalance[];
  /** The last one that was booked, and what followed from it. */
  readonly transfer?: { readonly line: number; readonly consequences: readonly Consequence[] };
}

/** Takes the richest account, withdraws from it twice at the same moment, and looks at what is known of it. */
export async function lookCloser(
  open: OpenBank,
  { booked }: BookedMovements,
): Promise<CloserLook | undefined> {
  const { bank, clock } = open;
  const account = await bank.repositoryFor(Accounts).query.orderBy('-balance', 'accountNumber').first();
  if (account === undefined || account.balance < 10_000) return undefined; // a very short file
  const { accountNumber } = account;
  const race = await raceForMoney(open, accountNumber, raced);
  const until = clock.now;
  const after = new Date(until.getTime() - twoWeeks);
  const statement = await bank.ask(new StatementOf({ accountNumber, after, until }));
  const past = await pastBalances(bank, accountNumber, [...moments, until]);
  const last = booked.findLast(({ command }) => command instanceof TransferMoney);
  if (last === undefined) return { accountNumber, race, statement, past };
  const consequences = await consequencesOf(bank, last.id);
  return { accountNumber, race, statement, past, transfer: { line: last.line, consequences } };
}
