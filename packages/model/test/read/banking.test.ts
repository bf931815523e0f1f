import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { landscapeOf, producersOf, reachOf, readModel } from '@domainry/model';
import { banking } from '../../../../examples/banking/src/domain.js';
import '../../../../examples/banking/src/open-bank.js';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const model = readModel(banking, { root });
const landscape = landscapeOf([model]);
const elementOf = (name: string) => landscape.find(`Banking.${name}`)!;
/** `method > to` of the edges of an element. */
const edgesOf = (name: string, ...kinds: Parameters<typeof landscape.edgesFrom>[1][]) =>
  landscape
    .edgesFrom(`Banking.${name}`, ...kinds)
    .map(
      ({ method, to, via }) =>
        `${method} > ${to.slice('Banking.'.length)}${via === undefined ? '' : `.${via}`}`,
    );

/** Where a text stands in the source of accounts. */
function placeOf(text: string) {
  const file = 'examples/banking/src/account.ts';
  const lines = readFileSync(join(root, file), 'utf8').split('\n');
  return { file, line: lines.findIndex((line) => line.includes(text)) + 1 };
}

describe('the model of the bank', () => {
  test('has a source for every element', () => {
    expect(model.provenance.gaps).toEqual([]);
    expect(elementOf('Account').source).toEqual(placeOf('export class Account extends'));
    expect(elementOf('Account').fields[1]).toMatchObject({
      name: 'balance',
      source: placeOf(' balance!: number'),
    });
  });

  test('describes what no decorator describes by the comments of the source', () => {
    expect(elementOf('Account').description).toBe(
      'What a customer has at the bank. Amounts are whole cents: see `Money.cents`.',
    );
    expect(elementOf('Iban').description).toBe(
      'Number of an account at any bank (ISO 13616), which protects itself from typing errors',
    );
    expect(model.context.documentation?.summary).toContain('The bounded context');
  });

  test('knows which method raises which event', () => {
    expect(edgesOf('Account', 'raises')).toEqual([
      'deposit > AccountDeposited',
      'open > AccountOpened',
      'withdraw > AccountWithdrawn',
    ]);
    expect(edgesOf('Ledger', 'raises')).toContain('open > LedgerOpened');
    expect(edgesOf('Card', 'raises')).toEqual(['moveTo > CardStatusChanged']);
    expect(producersOf(landscape, elementOf('AccountWithdrawn'))).toMatchObject([{ method: 'withdraw' }]);
  });

  test('follows handlers into aggregates, children and services', () => {
    expect(edgesOf('AccountCommands', 'invokes')).toEqual([
      'deposit > Account.deposit',
      'open > Account.open',
      'withdraw > Account.withdraw',
      'deposit > Accounts.withNumber',
      'transfer > Accounts.withNumber',
      'withdraw > Accounts.withNumber',
      'payByCard > CardPayment.run',
      'open > Customers.withNumber',
      'payByCard > Customers.withCard',
      'transfer > Transfer.run',
    ]);
    expect(edgesOf('CustomerCommands', 'invokes')).toContain('changeCardStatus > Card.moveTo');
    expect(edgesOf('Customer', 'invokes')).toEqual(['moveTo > Card.moveTo']);
    expect(edgesOf('Transfer', 'invokes')).toEqual(['run > Account.deposit', 'run > Account.withdraw']);
    expect(edgesOf('Statements', 'loads')).toEqual(['statementOf > Ledger']);
  });

  test('tells what may go wrong when money is withdrawn', () => {
    const [rule] = elementOf('Account').invariants;
    expect(rule?.throws).toEqual([
      { error: 'InsufficientFunds', message: 'Balance cannot be below overdraft limit' },
    ]);

    const thrown = reachOf(landscape, elementOf('Withdraw')).flatMap(({ element, method }) =>
      element.methods.filter(({ name }) => name === method).flatMap(({ throws }) => throws),
    );
    expect(thrown).toEqual([
      { error: 'ForeignCurrency', message: 'Accounts are kept in EUR, not in …' },
      { error: 'NotFound', message: 'There is no such account' },
    ]);
  });

  test('has the states of a customer, and the method that assigns them', () => {
    expect(elementOf('Customer').stateMachines).toEqual([
      {
        field: 'status',
        states: ['Active', 'Suspended', 'Closed'],
        initial: 'Active',
        final: ['Closed'],
        transitions: [
          { from: 'Active', to: 'Suspended', methods: ['moveTo'] },
          { from: 'Active', to: 'Closed', methods: ['moveTo'] },
          { from: 'Suspended', to: 'Active', methods: ['moveTo'] },
          { from: 'Suspended', to: 'Closed', methods: ['moveTo'] },
        ],
      },
    ]);
  });
});
