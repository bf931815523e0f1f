import { euros, number } from './figures.js';
import { reportCloserLook } from './report-closer-look.js';
import { reportModel } from './report-model.js';
import type { Resumption } from './resume.js';
import type { Group, Summary } from './summary.js';
import { table } from './table.js';
import type { Style, Terminal } from './terminal.js';

type Paint = Terminal['paint'];

const mostExamples = 4;
const mostAccounts = 5;

/** A summary for a person: a heading and a table for each question one would ask. */
export function report(summary: Summary, paint: Paint): string {
  const section = (title: string, lines: readonly string[]) => [paint('bold', title), ...lines, ''];
  const { model, reconciliation, balances, closerLook, ledgers, resumption } = summary;
  return [
    ...(resumption === undefined
      ? []
      : section('The run before was interrupted, and this one went on', resumed(resumption, paint))),
    ...section('Movements', movements(summary, paint)),
    ...section('Refused, because the model said no', refusals(summary.refusals, paint)),
    ...section('Malformed: no command could be built', malformed(summary, paint)),
    ...section('Balances', accounts(summary, paint)),
    ...section('Reconciled with the text of the booked lines', [
      ...table(
        [
          ['all accounts', euros(balances.total)],
          ['the lines say', euros(reconciliation.total)],
          ['accounts that differ', String(reconciliation.accountsThatDiffer)],
        ],
        ['left', 'right'],
      ),
      verdict(reconciliation.total === balances.total && reconciliation.accountsThatDiffer === 0, paint),
    ]),
    ...section('Events stored', counts(summary.events)),
    ...section('The same file, sent once more', repetition(summary, paint)),
    ...(closerLook === undefined ? [] : reportCloserLook(closerLook)).flatMap((part) => section(...part)),
    ...section('Each account compared with its ledger', [
      ...table(
        [
          ['ledgers', number(ledgers.ledgers)],
          ['their balances', euros(ledgers.total)],
          ['accounts that differ', number(ledgers.accountsThatDiffer)],
        ],
        ['left', 'right'],
      ),
      verdict(ledgers.accountsThatDiffer === 0, paint),
    ]),
    ...section(`The model of ${model.domain}, from its registry`, reportModel(model)),
    timing(summary, paint),
  ].join('\n');
}

function resumed(resumption: Resumption, paint: Paint): readonly string[] {
  const { acknowledged, found, answered, bookedTwice, entriesCaughtUp } = resumption;
  const isWhole = (acknowledged ?? 0) <= found && answered === found && bookedTwice === 0;
  const rows = [
    ...(acknowledged === undefined ? [] : [[number(acknowledged), 'movements were acknowledged before']]),
    [number(found), 'were found in the store: the last one was committed, and nobody had been told'],
    [number(answered), 'of them, sent again, were answered from their records'],
    [number(bookedTwice), 'were booked twice'],
    [
      number(entriesCaughtUp),
      'entries were missing in ledgers, for movements after which nothing was done any more',
    ],
  ];
  return [
    ...tinted(table(rows, ['right']), paint, 'cyan'),
    isWhole
      ? paint('green', '  ✓ nothing lost, nothing doubled')
      : paint('red', '  ✗ something was lost or doubled'),
  ];
}

function movements({ movements, accountsOpened, withdrawals }: Summary, paint: Paint): readonly string[] {
  const { read, booked, refused, malformed, bookedByCommand, refusedByCommand } = movements;
  const names = [...new Set([...Object.keys(bookedByCommand), ...Object.keys(refusedByCommand)])];
  return [
    `  ${number(read)} read: ${paint('green', `${number(booked)} booked`)}, ` +
      `${paint('yellow', `${number(refused)} refused`)}, ${paint('red', `${number(malformed)} malformed`)}.`,
    `  ${number(accountsOpened)} accounts opened. Of ${number(withdrawals.done + withdrawals.refused)} withdrawals, ` +
      `card payments and transfers, ${number(withdrawals.done)} done and ${number(withdrawals.refused)} refused.`,
    '',
    ...table(
      [
        ['', 'booked', 'refused'],
        ...names.map((name) => [
          name,
          number(bookedByCommand[name] ?? 0),
          number(refusedByCommand[name] ?? 0),
        ]),
      ],
      ['left', 'right', 'right'],
    ),
  ];
}

function refusals(groups: readonly Group[], paint: Paint): readonly string[] {
  const rows = groups.map(({ reason, message, lines }) => [
    number(lines.length),
    reason,
    message,
    examples(lines),
  ]);
  return tinted(table(rows, ['right']), paint, 'yellow');
}

/** The first lines of each sort of mistake; what was received differs, so it does not count. */
function malformed({ malformedLines }: Summary, paint: Paint): readonly string[] {
  const sorts = new Map<string, { first: string; lines: number[] }>();
  for (const { line, problems } of malformedLines) {
    const text = problems.join('\n');
    const sort = text.replaceAll(/received .*$/gm, '');
    const group = sorts.get(sort) ?? { first: text, lines: [] };
    group.lines.push(line);
    sorts.set(sort, group);
  }
  const rows = [...sorts.values()].flatMap(({ first, lines }) =>
    first
      .split('\n')
      .map((problem, place) =>
        place === 0 ? [number(lines.length), examples(lines), problem] : ['', '', problem],
      ),
  );
  return tinted(table(rows, ['right']), paint, 'red');
}

function accounts({ balances }: Summary, paint: Paint): readonly string[] {
  const row = ({ accountNumber, balance, overdraftLimit }: (typeof balances.accounts)[number]) => [
    accountNumber,
    euros(balance),
    overdraftLimit === 0 ? '' : `may go to ${euros(-overdraftLimit)}`,
  ];
  const overdrawn = balances.accounts.filter(({ balance }) => balance < 0);
  return [
    `  The largest of ${number(balances.accounts.length)}, together ${euros(balances.total)} EUR`,
    ...table(balances.accounts.slice(0, mostAccounts).map(row), ['left', 'right']),
    `  The lowest of ${number(overdrawn.length)} that are overdrawn, all within their limits`,
    ...tinted(table(overdrawn.slice(-mostAccounts).reverse().map(row), ['left', 'right']), paint, 'cyan'),
  ];
}

function repetition({ repetition }: Summary, paint: Paint): readonly string[] {
  const { answered, refused, booked } = repetition;
  const rows = [
    [number(answered), 'booked before: answered from the records of the first time, nothing was done'],
    [number(refused), 'refused again'],
    [number(booked), 'refused before, possible by now: booked for the first time'],
  ];
  return tinted(table(rows, ['right']), paint, 'cyan');
}

function verdict(isRight: boolean, paint: Paint): string {
  return isRight ? paint('green', '  ✓ to the cent') : paint('red', '  ✗ they differ');
}

function timing({ movements, seconds, store }: Summary, paint: Paint): string {
  const rate = Math.round(movements.read / seconds);
  return paint(
    'dim',
    `${number(movements.read)} movements read, checked, booked and entered into ledgers in ${Math.round(seconds * 1000)} ms: ` +
      `${number(rate)} a second (${store}; Node ${process.versions.node}).`,
  );
}

function counts(byName: Readonly<Record<string, number>>): readonly string[] {
  const rows = Object.entries(byName).sort(([, one], [, other]) => other - one);
  return table(
    rows.map(([name, count]) => [number(count), name]),
    ['right'],
  );
}

function examples(lines: readonly number[]): string {
  const shown = lines.slice(0, mostExamples).join(', ');
  return `${lines.length === 1 ? 'line' : 'lines'} ${shown}${lines.length > mostExamples ? ', …' : ''}`;
}

/** Colours the first word of each line, which is its count or its name. */
function tinted(lines: readonly string[], paint: Paint, style: Style): readonly string[] {
  return lines.map((line) => line.replace(/\S+/, (word) => paint(style, word)));
}
