import { readCells } from './read-csv.js';

/**
 * What each account should hold, in cents, from the text of the lines alone: no element of the model takes part. Digits
 * are read as whole numbers, so nothing is rounded.
 *
 * @param lines - without the heading.
 * @param booked - which of them were booked; numbers count the heading, as in `BookedMovements`.
 * @returns balances by account number.
 */
export function expectedBalances(
  lines: readonly string[],
  booked: Iterable<number>,
): ReadonlyMap<string, bigint> {
  const balances = new Map<string, bigint>();
  const accountOfCard = new Map<string, string>();
  const add = (account: string, cents: bigint) =>
    balances.set(account, (balances.get(account) ?? 0n) + cents);
  for (const line of booked) {
    const [, kind, , account = '', counterparty = '', card = '', amount = ''] = readCells(lines[line - 2]!);
    const cents = BigInt(
      amount.replace(/^(\d*)(?:\.(\d*))?$/, (_, whole, part = '') => whole + part.padEnd(2, '0')),
    );
    if (kind === 'account') add(account, 0n);
    if (kind === 'card') accountOfCard.set(card, account);
    if (kind === 'deposit') add(account, cents);
    if (kind === 'withdrawal' || kind === 'transfer') add(account, -cents);
    if (kind === 'transfer') add(counterparty, cents);
    if (kind === 'payment') add(accountOfCard.get(card)!, -cents);
  }
  return balances;
}
