import { ValidationError } from '@domainry/core';
import {
  type Booking,
  ChangeCardStatus,
  ChangeCustomerStatus,
  Deposit,
  IssueCard,
  JoinBank,
  OpenAccount,
  PayByCard,
  TransferMoney,
  Withdraw,
} from './commands.js';
import { readCells } from './read-csv.js';

/** The columns of a file of movements, in order. */
const columns = [
  'bookedAt',
  'kind',
  'customer',
  'account',
  'counterparty',
  'card',
  'amount',
  'currency',
  'detail',
] as const;

/** What stands in each column; undefined where a line says nothing. */
type Cells = Readonly<Record<(typeof columns)[number], string | undefined>>;

/** How a line of each kind becomes a command. Nothing is checked here: the fields of the command do that. */
const readers: Readonly<Record<string, (cells: Cells) => Booking>> = {
  customer: (cells) => JoinBank.fromDict({ ...bookedFor(cells), name: cells.detail }),
  'customer-status': (cells) => ChangeCustomerStatus.fromDict({ ...bookedFor(cells), status: cells.detail }),
  account: (cells) =>
    OpenAccount.fromDict({
      ...bookedFor(cells),
      account: { number: cells.account },
      ...(cells.amount === undefined ? {} : { overdraftLimit: money(cells) }),
    }),
  deposit: (cells) => Deposit.fromDict(onAccount(cells)),
  withdrawal: (cells) => Withdraw.fromDict(onAccount(cells)),
  transfer: (cells) =>
    TransferMoney.fromDict({
      bookedAt: cells.bookedAt,
      from: { number: cells.account },
      to: { number: cells.counterparty },
      amount: money(cells),
      reason: cells.detail,
    }),
  card: (cells) =>
    IssueCard.fromDict({
      ...bookedFor(cells),
      account: { number: cells.account },
      cardNumber: cells.card,
    }),
  'card-status': (cells) =>
    ChangeCardStatus.fromDict({ ...bookedFor(cells), cardNumber: cells.card, status: cells.detail }),
  payment: (cells) =>
    PayByCard.fromDict({
      ...bookedFor(cells),
      cardNumber: cells.card,
      amount: money(cells),
      shop: cells.detail,
    }),
};

/**
 * The command in a line of a file of movements.
 *
 * @throws ValidationError with everything that is wrong with the line.
 */
export function readMovement(line: string): Booking {
  const given = readCells(line);
  if (given.length !== columns.length)
    throw new ValidationError({ '': `Expected ${columns.length} columns, received ${given.length}.` });
  const cells = Object.fromEntries(
    columns.map((column, place) => [column, given[place] || undefined]),
  ) as Cells;
  const read = readers[cells.kind ?? ''];
  if (read === undefined)
    throw new ValidationError({ kind: `Expected a kind of movement, received "${cells.kind}".` });
  return read(cells);
}

function bookedFor({ bookedAt, customer }: Cells) {
  return { bookedAt, customerNumber: customer };
}

function onAccount(cells: Cells) {
  return {
    bookedAt: cells.bookedAt,
    account: { number: cells.account },
    amount: money(cells),
    reason: cells.detail,
  };
}

function money({ amount, currency }: Cells) {
  return { amount, currency };
}
