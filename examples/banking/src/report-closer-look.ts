import type { Consequence } from './consequences.js';
import { euros, moment, number } from './figures.js';
import type { CloserLook } from './look-closer.js';
import { table } from './table.js';

const mostEntries = 6;

/** Headings, each with its lines. */
export function reportCloserLook(look: CloserLook): readonly (readonly [string, readonly string[]])[] {
  const { accountNumber } = look;
  return [
    [`Withdrawn from ${accountNumber} at the same moment`, race(look)],
    [`Statement of ${accountNumber}, the last two weeks`, statement(look)],
    [`The ledger of ${accountNumber}, as it was`, past(look)],
    ...(look.transfer === undefined
      ? []
      : [
          [`What followed from the transfer in line ${look.transfer.line}`, transfer(look.transfer)] as const,
        ]),
  ];
}

function race({ race }: CloserLook): readonly string[] {
  return table(
    race.map(({ amount, balance, attempts }) => [
      euros(amount),
      `leaves ${euros(balance)}`,
      attempts === 1
        ? 'at once'
        : `at try ${attempts}: another was faster, so it began anew with what that left`,
    ]),
    ['right'],
  );
}

function statement({ statement: { opening, entries, closing } }: CloserLook): readonly string[] {
  const shown = entries.slice(-mostEntries);
  const left = entries.length - shown.length;
  return table(
    [
      ['before', '', euros(opening)],
      ...(left === 0 ? [] : [[`… ${number(left)} ${left === 1 ? 'entry' : 'entries'}`, '', '']]),
      ...shown.map(({ at, amount, balance }) => [moment(at), euros(amount), euros(balance)]),
      ['after', '', euros(closing)],
    ],
    ['left', 'right', 'right'],
  );
}

function past({ past }: CloserLook): readonly string[] {
  return table(
    past.map(({ when, balance }) => [
      typeof when === 'number' ? `{ atVersion: ${when} }` : `{ asOf: ${moment(when)} }`,
      euros(balance),
    ]),
    ['left', 'right'],
  );
}

function transfer({ consequences }: NonNullable<CloserLook['transfer']>): readonly string[] {
  return ['  TransferMoney', ...table(branches(consequences), ['left', 'left', 'right'])];
}

/** Rows of a tree: each consequence under what it followed from. */
function branches(consequences: readonly Consequence[], indent = ''): string[][] {
  return consequences.flatMap(({ type, accountNumber, amount, consequences: next }, place) => {
    const isLast = place === consequences.length - 1;
    return [
      [`${indent}${isLast ? '└─' : '├─'} ${type}`, accountNumber, euros(amount)],
      ...branches(next, `${indent}${isLast ? '  ' : '│ '} `),
    ];
  });
}
