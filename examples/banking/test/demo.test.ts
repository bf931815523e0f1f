import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Summary } from '../src/summary.js';
import { newFile, openDemo, runDemo as demo, example } from './run-demo.js';
import { spawnSync } from 'node:child_process';

const file = readFileSync(`${example}/data/movements.csv`, 'utf8').trimEnd().split('\n').slice(1);

// Processes of their own, on machines that may be busy.
jest.setTimeout(300_000);

beforeAll(openDemo);

describe('The figures of the demo', () => {
  let summary: Summary;
  beforeAll(() => {
    summary = JSON.parse(demo(['--sqlite', newFile(), '--json']).stdout) as Summary;
  });

  test('account for every line of the file', () => {
    const { read, booked, refused, malformed } = summary.movements;

    expect(read).toBe(file.length);
    expect(booked + refused + malformed).toBe(read);
    expect(read).toBeGreaterThan(5_000);
  });

  test('are those of a ledger that knows nothing of the framework', () => {
    const ledger = keepLedger(file);

    expect(summary.movements).toMatchObject(ledger.counts);
    expect(summary.withdrawals).toEqual(ledger.withdrawals);
    expect(summary.accountsOpened).toBe(ledger.balances.size);
    expect(
      new Map(summary.balances.accounts.map(({ accountNumber, balance }) => [accountNumber, balance])),
    ).toEqual(ledger.balances);
    expect(
      Object.fromEntries(
        summary.refusals.map(({ reason, message, lines }) => [`${reason} ${message}`, lines]),
      ),
    ).toMatchObject({
      'InsufficientFunds Balance cannot be below overdraft limit': ledger.overdrawing,
    });
  });

  test('reconcile, and no account is below its limit', () => {
    const { balances, reconciliation } = summary;

    expect(reconciliation).toEqual({ total: balances.total, accountsThatDiffer: 0 });
    expect(balances.accounts.filter(({ balance, overdraftLimit }) => balance < -overdraftLimit)).toEqual([]);
    expect(balances.accounts.some(({ balance }) => balance < 0)).toBe(true);
  });

  test('hold an event for everything that was booked, and none for what was refused', () => {
    const { bookedByCommand: booked } = summary.movements;
    const times = (name: string) => booked[name] ?? 0;
    const deposited = times('Deposit') + times('TransferMoney');
    const withdrawn = times('Withdraw') + times('TransferMoney') + times('PayByCard');

    expect(summary.events).toMatchObject({
      'Banking.AccountOpened.v1': times('OpenAccount'),
      'Banking.AccountDeposited.v1': deposited,
      'Banking.AccountWithdrawn.v1': withdrawn,
      'Banking.LedgerOpened.v1': times('OpenAccount'),
      'Banking.Credited.v1': deposited,
      'Banking.Debited.v1': withdrawn,
      'Banking.CustomerJoined.v1': times('JoinBank'),
      'Banking.CardIssued.v1': times('IssueCard'),
      'Banking.CustomerStatusChanged.v1': times('ChangeCustomerStatus'),
    });
    // Customers who leave have their cards cancelled with them.
    expect(summary.events['Banking.CardStatusChanged.v1']).toBeGreaterThan(times('ChangeCardStatus'));
  });

  test('show that a file that comes again books nothing again', () => {
    const { movements, repetition } = summary;

    expect(repetition.answered).toBe(movements.booked);
    expect(repetition.refused + repetition.booked).toBe(movements.refused);
  });

  test('have a ledger for each account, and its balance is the one of the account', () => {
    expect(summary.ledgers).toMatchObject({ ledgers: summary.accountsOpened, accountsThatDiffer: 0 });
  });

  test('look closer at one account, which holds now what its past and its statement say', () => {
    const { race, statement, past, transfer } = summary.closerLook!;

    expect(race.map(({ amount, attempts }) => [amount, attempts])).toEqual([
      [6_000, 1],
      [4_000, 2],
    ]);
    expect(statement.entries.slice(-2).map(({ amount }) => amount)).toEqual([-6_000, -4_000]);
    expect(statement.closing).toBe(race[1]!.balance);
    expect(statement.entries.reduce((balance, { amount }) => balance + amount, statement.opening)).toBe(
      statement.closing,
    );
    expect(past.at(-1)!.balance).toBe(statement.closing);
    expect(new Set(past.map(({ balance }) => balance)).size).toBe(past.length);
    expect(file[transfer!.line - 2]!.split(',')[1]).toBe('transfer');
  });

  test('name the line of each malformed movement, and everything that is wrong with it', () => {
    for (const { line, problems } of summary.malformedLines) {
      expect(isWellFormed(file[line - 2]!)).toBe(false);
      expect(problems.length).toBeGreaterThan(0);
    }
    const worst = summary.malformedLines.find(({ problems }) => problems.length > 2)!;
    expect(worst.problems.map((problem) => problem.split(':')[0])).toEqual([
      'Withdraw.bookedAt',
      'Withdraw.account.number',
      'Withdraw.amount.currency',
    ]);
  });

  test('describe the model from the registry: elements, rules, transitions', () => {
    const { counts, elements } = summary.model;
    const find = (wanted: string) => elements.find(({ name }) => name === wanted)!;

    expect(counts).toEqual({
      aggregate: 3,
      entity: 1,
      valueObject: 2,
      event: 10,
      command: 9,
      query: 1,
      domainService: 2,
      commandHandler: 2,
      eventHandler: 1,
      queryHandler: 1,
      repository: 2,
    });
    expect(find('Card')).toMatchObject({ kind: 'entity', belongsTo: 'Customer' });
    expect(find('Account').invariants).toMatchObject([
      { stage: 'post', message: 'Balance must stay within overdraft limit' },
    ]);
    expect(find('Card').fields.find(({ name }) => name === 'status')!.constraints).toMatchObject({
      transitions: { Blocked: ['Active', 'Cancelled'] },
    });
  });
});

describe('The demo for people', () => {
  test('shows its sections plainly where nobody watches, and ends with the time it took', () => {
    const { status, stdout, stderr } = demo(['--memory'], { CI: 'true' });

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^An account, by hand$/m);
    expect(stdout).toMatch(
      /InsufficientFunds: Balance cannot be below overdraft limit\n +still balance 500, events 1/,
    );
    expect(stdout.match(/✓ to the cent/g)).toHaveLength(2);
    expect(stdout).toMatch(/^ +40\.00 +leaves [\d,.]+ +at try 2: another was faster/m);
    expect(stdout).toMatch(
      /^ {2}TransferMoney\n {2}├─ Banking\.AccountWithdrawn\.v1 .+\n {2}│ {2}└─ Banking\.Debited\.v1 /m,
    );
    expect(stdout.trimEnd()).toMatch(
      /movements read, checked, booked and entered into ledgers in \d+ ms: [\d,]+ a second \(memory; Node .+\)\.$/,
    );
    expect(stdout).not.toContain('\u001B');
  });

  test('is coloured on demand', () => {
    expect(demo(['--memory', '--limit', '100'], { FORCE_COLOR: '1' }).stdout).toContain('\u001B[32m');
    expect(demo(['--memory', '--limit', '100'], { NO_COLOR: '1' }).stdout).not.toContain('\u001B');
  });

  test('takes as many movements as it is asked to', () => {
    const { movements } = JSON.parse(demo(['--memory', '--limit', '100', '--json']).stdout) as Summary;

    expect(movements.read).toBe(100);
  });

  test.each([1, 3, 9])('shows what there is of a file of %i movements', (limit) => {
    const { movements, ledgers, accountsOpened } = JSON.parse(
      demo(['--memory', '--limit', String(limit), '--json']).stdout,
    ) as Summary;

    expect(movements).toMatchObject({ read: limit, booked: limit });
    expect(ledgers).toMatchObject({ ledgers: accountsOpened, accountsThatDiffer: 0 });
    expect(demo(['--memory', '--limit', String(limit)])).toMatchObject({ status: 0, stderr: '' });
  });

  test('says the same each time, but for the time it took', () => {
    const [one, other] = [demo(['--memory', '--limit', '600']), demo(['--memory', '--limit', '600'])].map(
      ({ stdout }) => stdout.replace(/ in \d+ ms: .*/, ''),
    );

    expect(one).toBe(other);
  });

  test.each([['--fast'], ['--limit=none'], ['everything']])(
    'does not know %s, and says what it knows',
    (given) => {
      const { status, stdout, stderr } = demo([given]);

      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toMatch(/^Usage: demo \[--memory \| --sqlite file/m);
    },
  );
});

test('The movements are those that their generator writes', () => {
  const before = readFileSync(`${example}/data/movements.csv`, 'utf8');

  const { stdout, status } = spawnSync(process.execPath, ['data/generate-movements.mjs', '--print'], {
    cwd: example,
    encoding: 'utf8',
    maxBuffer: 16 * 1024 * 1024,
  });

  expect(status).toBe(0);
  expect(stdout === before).toBe(true);
});

/** A bank in forty lines of plain arithmetic, to compare with: the same rules, written without the framework. */
function keepLedger(lines: readonly string[]) {
  const customers = new Map<
    string,
    { status: string; cards: Map<string, { account: string; status: string }> }
  >();
  const balances = new Map<string, number>();
  const limits = new Map<string, number>();
  const overdrawing: number[] = [];
  const counts = { booked: 0, refused: 0, malformed: 0 };
  const withdrawals = { done: 0, refused: 0 };

  for (const [index, line] of lines.entries()) {
    if (!isWellFormed(line)) {
      counts.malformed++;
      continue;
    }
    const cells = cellsOf(line);
    const isDone = book(cells, index + 2);
    counts[isDone ? 'booked' : 'refused']++;
    if (['withdrawal', 'transfer', 'payment'].includes(cells[1]!)) withdrawals[isDone ? 'done' : 'refused']++;
  }
  return { counts, withdrawals, balances, overdrawing };

  function book(cells: readonly string[], line: number): boolean {
    const [, kind, customer = '', account = '', other = '', card = '', amount, currency, detail = ''] = cells;
    const cents = Math.round(Number(amount) * 100);
    const holder = customers.get(customer);
    const held = holder?.cards.get(card);
    if (amount !== '' && currency !== 'EUR' && kind !== 'account') return false;
    switch (kind) {
      case 'customer':
        return !holder && !!customers.set(customer, { status: 'Active', cards: new Map() });
      case 'customer-status':
        if (!holder || !follows(customerStates, holder.status, detail)) return false;
        if (detail === 'Closed') for (const each of holder.cards.values()) each.status = 'Cancelled';
        return !!(holder.status = detail);
      case 'account':
        if (!holder || balances.has(account)) return false;
        limits.set(account, cents);
        return !!balances.set(account, 0);
      case 'deposit':
        return balances.has(account) && add(account, cents);
      case 'withdrawal':
        return balances.has(account) && takeFrom(account, cents, line);
      case 'transfer':
        if (!balances.has(account) || !balances.has(other) || account === other) return false;
        return takeFrom(account, cents, line) && add(other, cents);
      case 'card':
        if (!holder || holder.status === 'Closed' || !balances.has(account)) return false;
        if ([...holder.cards.values()].filter(({ status }) => status !== 'Cancelled').length === 3)
          return false;
        return !!holder.cards.set(card, { account, status: 'Issued' });
      case 'card-status':
        if (!holder || holder.status === 'Closed' || !held) return false;
        return follows(cardStates, held.status, detail) && !!(held.status = detail);
      default:
        if (!holder || holder.status !== 'Active' || held?.status !== 'Active') return false;
        return takeFrom(held.account, cents, line);
    }
  }

  function takeFrom(account: string, cents: number, line: number): boolean {
    const isCovered = balances.get(account)! - cents >= -limits.get(account)!;
    if (!isCovered) overdrawing.push(line);
    return isCovered && add(account, -cents);
  }

  function add(account: string, cents: number): boolean {
    return !!balances.set(account, balances.get(account)! + cents);
  }
}

const cardStates = {
  Issued: ['Active', 'Cancelled'],
  Active: ['Blocked', 'Cancelled'],
  Blocked: ['Active', 'Cancelled'],
};
const customerStates = { Active: ['Suspended', 'Closed'], Suspended: ['Active', 'Closed'] };

function follows(states: Readonly<Record<string, readonly string[]>>, from: string, to: string): boolean {
  return states[from]?.includes(to) ?? false;
}

function cellsOf(line: string): string[] {
  return (line.match(/("([^"]|"")*"|[^,]*)(,|$)/g) ?? [])
    .slice(0, line.endsWith(',') ? undefined : -1)
    .map((cell) => cell.replace(/,$/, ''));
}

/** The form of a movement, as one pattern for each kind. */
function isWellFormed(line: string): boolean {
  const cells = cellsOf(line);
  const [at = '', kind = '', customer, account, other, card = '', amount, currency, detail = ''] = cells;
  const isMoney = /^\d{1,10}\.\d\d$/.test(amount!) && Number(amount) > 0 && /^[A-Z]{3}$/.test(currency!);
  if (cells.length !== 9 || !isMoment(at)) return false;
  const forms: Readonly<Record<string, () => boolean>> = {
    customer: () => customer !== '' && detail.length >= 2,
    'customer-status': () => customer !== '' && ['Active', 'Suspended', 'Closed'].includes(detail),
    account: () => customer !== '' && isIban(account!) && (amount === '' || isMoney),
    deposit: () => isIban(account!) && isMoney,
    withdrawal: () => isIban(account!) && isMoney,
    transfer: () => isIban(account!) && isIban(other!) && isMoney,
    card: () => customer !== '' && isIban(account!) && /^\d{16}$/.test(card),
    'card-status': () =>
      customer !== '' &&
      /^\d{16}$/.test(card) &&
      ['Issued', 'Active', 'Blocked', 'Cancelled'].includes(detail),
    payment: () => customer !== '' && /^\d{16}$/.test(card) && isMoney,
  };
  return forms[kind]?.() ?? false;
}

function isMoment(text: string): boolean {
  const date = new Date(text);
  return !Number.isNaN(date.getTime()) && date.toISOString() === text.replace('Z', '.000Z');
}

function isIban(text: string): boolean {
  if (!/^DE\d{20}$/.test(text)) return false;
  return BigInt(`${text.slice(4)}1314${text.slice(2, 4)}`) % 97n === 1n;
}
