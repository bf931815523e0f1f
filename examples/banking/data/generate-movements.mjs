// Writes movements.csv: one quarter at an invented bank, day by day. The same file every time: chance comes from a
// seeded generator, and nothing from the clock. Run it again only to change the data: node data/generate-movements.mjs
import { writeFileSync } from 'node:fs';

const seed = 20250101;
const customers = 240;
const firstDay = Date.UTC(2025, 0, 1);
const days = 90;
const columns = 'bookedAt,kind,customer,account,counterparty,card,amount,currency,detail';

const givenNames =
  'Ada Alan Amina Anton Barbara Boris Carla Chen Clara David Dilan Edsger Elif Emil Eva Farid Frida Grace Hanna Hugo Ida Ines Ivan Jana Jean Jonas Karim Katja Lea Leo Lina Luis Maja Marek Mina Nadia Nils Olga Oskar Paula Priya Rosa Samir Sofia Tariq Tomas Uma Vera Wei Yusuf Zoe'.split(
    ' ',
  );
const surnames =
  'Albrecht Bauer Brandt Celik Dietrich Engel Fischer Gruber Haas Hoffmann Ivanov Jansen Kaya Keller Kowalski Lang Lehmann Maier Moreau Neumann Novak Okafor Peters Quandt Richter Rossi Sato Schuster Silva Thiel Ulrich Vogel Wagner Yilmaz Ziegler'.split(
    ' ',
  );
const shops = [
  'Baker',
  'Bookshop',
  'Café "Zur Post"',
  'Chemist',
  'Cinema',
  'Garage Huber, Sons & Co',
  'Petrol',
  'Supermarket',
  'Theatre',
];

const random = mulberry32(seed);
const lines = []; // { at, text }
const people = Array.from({ length: customers }, (_, index) => newPerson(index));

for (const person of people) arrive(person);
for (let day = 0; day < days; day++) for (const person of people) if (day > person.since) live(person, day);
for (const person of people) if (chance(0.06)) leave(person);
addOddOnes();
addBrokenOnes();

lines.sort((one, other) => one.at - other.at || one.order - other.order);
const text = `${[columns, ...lines.map((line) => line.text)].join('\n')}\n`;
if (process.argv[2] === '--print') process.stdout.write(text);
else writeFileSync(new URL('movements.csv', import.meta.url), text);

function newPerson(index) {
  const isFirm = chance(0.04);
  const surname = pick(surnames);
  const accounts = Array.from({ length: chance(0.25) ? 2 : 1 }, (_, which) => ({
    iban: iban(1_000_000 + index * 37 + which * 7),
    overdraft: pick([0, 0, 200, 500, 500, 1000, 2000]),
  }));
  return {
    number: `C-${1001 + index}`,
    name: isFirm ? `${surname}, ${pick(surnames)} & Co` : `${pick(givenNames)} ${surname}`,
    accounts,
    cards: [],
    since: between(0, 12),
    salary: between(1200, 5200),
    rent: between(400, 1400),
    landlord: between(0, customers - 1),
  };
}

function arrive(person) {
  let at = time(person.since, 8, 10);
  write(at, { kind: 'customer', customer: person.number, detail: person.name });
  for (const { iban: account, overdraft } of person.accounts) {
    at += 60_000;
    const limit = overdraft > 0 ? { amount: euros(overdraft * 100), currency: 'EUR' } : {};
    write(at, { kind: 'account', customer: person.number, account, ...limit });
    write(at + 30_000, {
      kind: 'deposit',
      account,
      ...money(between(5_000, 150_000)),
      detail: 'First deposit',
    });
  }
  if (chance(0.8)) orderCard(person, at + 120_000);
}

function orderCard(person, at) {
  const card = String(5_200_000_000_000_000 + between(0, 999_999_999_999)).padStart(16, '0');
  const { iban: account } = pick(person.accounts);
  person.cards.push(card);
  write(at, { kind: 'card', customer: person.number, account, card });
  if (chance(0.95)) changeCard(person, card, 'Active', at + between(1, 3) * 86_400_000);
}

function changeCard(person, card, detail, at) {
  write(at, { kind: 'card-status', customer: person.number, card, detail });
}

function live(person, day) {
  const account = person.accounts[0].iban;
  const dayOfMonth = new Date(firstDay + day * 86_400_000).getUTCDate();
  if (dayOfMonth === 1)
    write(time(day, 1, 5), { kind: 'deposit', account, ...money(person.salary * 100), detail: 'Salary' });
  if (dayOfMonth === 3) {
    const counterparty = people[person.landlord].accounts[0].iban;
    write(time(day, 6, 7), {
      kind: 'transfer',
      account,
      counterparty,
      ...money(person.rent * 100),
      detail: 'Rent',
    });
  }
  if (chance(0.05)) {
    const amount = money(between(2, 60) * 1000);
    write(time(day, 7, 22), {
      kind: 'withdrawal',
      account: pick(person.accounts).iban,
      ...amount,
      detail: 'Cash machine',
    });
  }
  if (chance(0.025)) {
    const counterparty = pick(pick(people.filter(({ since }) => since < day)).accounts).iban;
    write(time(day, 7, 22), {
      kind: 'transfer',
      account,
      counterparty,
      ...money(between(500, 90_000)),
      detail: 'Thanks',
    });
  }
  if (chance(0.012))
    write(time(day, 9, 16), {
      kind: 'deposit',
      account,
      ...money(between(1_000, 80_000)),
      detail: 'Counter',
    });
  if (person.cards.length > 0 && chance(0.13)) payByCard(person, day);
  if (person.cards.length > 0 && chance(0.002)) loseCard(person, day);
}

function payByCard(person, day) {
  const amount = money(chance(0.05) ? between(20_000, 150_000) : between(199, 12_000));
  write(time(day, 7, 22), {
    kind: 'payment',
    customer: person.number,
    card: pick(person.cards),
    ...amount,
    detail: pick(shops),
  });
}

/** Blocked; then found again, or cancelled and replaced. */
function loseCard(person, day) {
  const card = pick(person.cards);
  const at = time(day, 8, 20);
  changeCard(person, card, 'Blocked', at);
  if (chance(0.5)) return changeCard(person, card, 'Active', at + between(1, 40) * 3_600_000);
  changeCard(person, card, 'Cancelled', at + 3_600_000);
  if (chance(0.3)) changeCard(person, card, 'Active', at + 5_400_000); // too late
  orderCard(person, at + 7_200_000);
}

function leave(person) {
  const day = between(40, days - 5);
  const at = time(day, 9, 16);
  if (chance(0.5)) {
    write(at, { kind: 'customer-status', customer: person.number, detail: 'Suspended' });
    write(at + 5 * 86_400_000, { kind: 'customer-status', customer: person.number, detail: 'Active' });
    return;
  }
  write(at, { kind: 'customer-status', customer: person.number, detail: 'Closed' });
  if (chance(0.5))
    write(at + 86_400_000, { kind: 'customer-status', customer: person.number, detail: 'Active' });
  if (chance(0.5)) orderCard(person, at + 90_000_000);
}

/** Well formed, and impossible all the same. */
function addOddOnes() {
  for (let index = 0; index < 12; index++) {
    const person = pick(people);
    const { iban: account } = person.accounts[0];
    const day = () => between(20, days - 1);
    const stranger = iban(9_000_000 + index);
    write(time(day(), 7, 22), {
      kind: 'transfer',
      account,
      counterparty: account,
      ...money(10_000),
      detail: 'To myself',
    });
    write(time(day(), 7, 22), {
      kind: 'deposit',
      account: stranger,
      ...money(5_000),
      detail: 'Wrong account',
    });
    write(time(day(), 7, 22), {
      kind: 'transfer',
      account,
      counterparty: stranger,
      ...money(2_500),
      detail: 'Wrong account',
    });
    write(time(day(), 9, 16), {
      kind: 'deposit',
      account,
      amount: '100.00',
      currency: pick(['USD', 'CHF']),
      detail: 'Holiday',
    });
  }
  for (let index = 0; index < 5; index++) {
    const person = pick(people);
    const at = time(between(20, days - 2), 9, 16);
    write(at, { kind: 'customer', customer: person.number, detail: person.name });
    write(at + 1_000, { kind: 'account', customer: person.number, account: person.accounts[0].iban });
    for (let card = 0; card < 4; card++) orderCard(person, at + 10_000 * (card + 1));
  }
}

/** What no bank can read. */
function addBrokenOnes() {
  const breaks = [
    (cells) => ({ ...cells, amount: 'twenty' }),
    (cells) => ({ ...cells, amount: `${cells.amount}5` }),
    (cells) => ({ ...cells, amount: `-${cells.amount}` }),
    (cells) => ({ ...cells, amount: '0.00' }),
    (cells) => ({ ...cells, amount: cells.amount.replace('.', ',') }),
    (cells) => ({ ...cells, amount: '' }),
    (cells) => ({ ...cells, currency: 'Euro' }),
    (cells) => ({ ...cells, account: '' }),
    (cells) => ({ ...cells, account: swapDigits(cells.account) }),
    (cells) => ({ ...cells, account: cells.account.slice(0, 9) }),
    (cells) => ({ ...cells, kind: 'withdrawl' }),
    (cells) => ({ ...cells, bookedAt: cells.bookedAt.replace(/^\d+-\d+-\d+/, '2025-02-30') }),
    (cells) => ({ ...cells, bookedAt: '', account: '', amount: '1e3', currency: '€' }),
    (cells) => ({ ...cells, kind: 'card', customer: 'C-1001', card: '5200 1234 5678 9012' }),
    (cells) => ({
      ...cells,
      kind: 'card-status',
      customer: 'C-1001',
      card: '5200123456789012',
      detail: 'Stolen',
    }),
    (cells) => ({ ...cells, kind: 'customer', customer: '', detail: 'X' }),
    (cells) => `${join(cells)},,`,
    (cells) => join(cells).split(',').slice(0, 5).join(','),
  ];
  for (const broken of [...breaks, ...breaks, ...breaks, ...breaks]) {
    const at = time(between(5, days - 1), 0, 23);
    const account = pick(pick(people).accounts).iban;
    const cells = {
      ...row(at, {
        kind: 'withdrawal',
        account,
        ...money(between(10, 300) * 100 + 20),
        detail: 'Cash machine',
      }),
    };
    const result = broken(cells);
    lines.push({ at, order: lines.length, text: typeof result === 'string' ? result : join(result) });
  }
}

function write(at, cells) {
  lines.push({ at, order: lines.length, text: join(row(at, cells)) });
}

function row(at, cells) {
  const empty = Object.fromEntries(columns.split(',').map((column) => [column, '']));
  return { ...empty, bookedAt: new Date(at).toISOString().replace('.000', ''), ...cells };
}

function join(cells) {
  return Object.values(cells)
    .map((cell) => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(',');
}

function money(cents) {
  return { amount: euros(cents), currency: 'EUR' };
}

function euros(cents) {
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
}

/** A moment of a day, from one hour (inclusive) to another (exclusive), on a full second. */
function time(day, from, to) {
  return firstDay + day * 86_400_000 + between(from * 3600, to * 3600 - 1) * 1000;
}

/** A German account number with the check digits that belong to it (ISO 7064, MOD 97-10). */
function iban(account) {
  const rest = `50010000${String(account).padStart(10, '0')}`;
  const check = 98n - (BigInt(`${rest}131400`) % 97n);
  return `DE${String(check).padStart(2, '0')}${rest}`;
}

function swapDigits(number) {
  const digits = [...number];
  const place = digits.findIndex(
    (digit, index) => index > 12 && digits[index + 1] !== undefined && digit !== digits[index + 1],
  );
  [digits[place], digits[place + 1]] = [digits[place + 1], digits[place]];
  return digits.join('');
}

function chance(probability) {
  return random() < probability;
}

/** A whole number, both ends included. */
function between(least, most) {
  return least + Math.floor(random() * (most - least + 1));
}

function pick(items) {
  return items[between(0, items.length - 1)];
}

/** The generator mulberry32: numbers in [0, 1) from 32 bits of state. */
function mulberry32(state) {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
