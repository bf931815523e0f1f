import type { ModelDocument } from '@domainry/model';
import { edge, field, message, method, rule, writeModel, type WrittenElement } from './write-model.js';

const file = 'packages/billing/src';

function accountEvent(name: string, description: string): WrittenElement {
  return {
    kind: 'event',
    name,
    description,
    belongsTo: 'Billing.Account',
    aggregate: 'Billing.Account',
    source: { file: `${file}/account-events.ts`, line: 3 },
    message: message(`Billing.${name}.v1`),
    fields: [
      field('accountNumber', 'identifier', { description: 'The number printed on letters.' }),
      field('amount', 'decimal', { constraints: { min: '0.01', scale: 2 }, description: 'How much.' }),
    ],
  };
}

const account: readonly WrittenElement[] = [
  {
    kind: 'aggregate',
    name: 'Account',
    description: 'What a customer has paid in advance.',
    source: { file: `${file}/account.ts`, line: 20 },
    aggregate: 'Billing.Account',
    storage: { stream: 'billing::account', eventSourced: true, snapshotEvery: 100, database: 'ledger' },
    fields: [
      field('accountNumber', 'identifier', { identifier: true }),
      field('balance', 'decimal', { presence: 'defaulted', default: '0', constraints: { scale: 2 } }),
      field('overdraftLimit', 'decimal', {
        presence: 'defaulted',
        default: '0',
        constraints: { min: '0', scale: 2 },
      }),
    ],
    invariants: [
      rule('balanceStaysWithinLimit', 'The balance is never below the overdraft limit', {
        code: 'insufficient-funds',
        fields: ['balance', 'overdraftLimit'],
        source: { file: `${file}/account.ts`, line: 31 },
        throws: [{ error: 'InsufficientFunds', message: 'Balance cannot be below overdraft limit' }],
      }),
    ],
    tests: [
      {
        title: ['An account', 'goes down to its overdraft limit and not a cent further'],
        member: 'balanceStaysWithinLimit',
        by: 'tag',
        source: { file: 'billing/test/account.test.ts', line: 12 },
      },
      {
        title: ['Account.withdraw says how much it was'],
        member: 'withdraw',
        by: 'title',
        source: { file: 'billing/test/account.test.ts', line: 31 },
      },
    ],
    methods: [
      method('deposit', {
        parameters: ['amount: Decimal'],
        raises: ['Billing.AccountDeposited'],
        changes: ['balance'],
      }),
      method('withdraw', {
        parameters: ['amount: Decimal'],
        raises: ['Billing.AccountWithdrawn'],
        changes: ['balance'],
        source: { file: `${file}/account.ts`, line: 44 },
        throws: [{ error: 'AccountFrozen', message: 'Account … is frozen' }],
      }),
    ],
  },
  accountEvent('AccountDeposited', 'Money came in.'),
  accountEvent('AccountWithdrawn', 'Money left the account.'),
  {
    kind: 'command',
    name: 'Withdraw',
    description: 'Takes money out of an account.',
    belongsTo: 'Billing.Account',
    aggregate: 'Billing.Account',
    message: message('Billing.Withdraw.v1'),
    fields: [
      field('accountNumber', 'identifier'),
      field('amount', 'decimal', { constraints: { min: '0.01', scale: 2 } }),
    ],
  },
  {
    kind: 'commandHandler',
    name: 'AccountCommands',
    belongsTo: 'Billing.Account',
    aggregate: 'Billing.Account',
    handlers: [{ method: 'withdraw', by: 'handle', message: 'Billing.Withdraw', options: {} }],
    methods: [method('withdraw', { throws: [{ error: 'NotFound', message: 'There is no such account' }] })],
  },
];

const invoices: readonly WrittenElement[] = [
  {
    kind: 'aggregate',
    name: 'Invoice',
    description: 'What a customer owes for an order.',
    source: { file: `${file}/invoice.ts`, line: 11 },
    aggregate: 'Billing.Invoice',
    storage: { storedAs: 'invoices', stream: 'billing::invoice' },
    fields: [
      field('id', 'auto', { presence: 'optional', identifier: true }),
      field('orderId', 'identifier', { description: 'The order it is for.' }),
      field('amount', 'decimal', { constraints: { min: '0', scale: 2 } }),
      field('status', 'status', {
        presence: 'defaulted',
        default: 'Open',
        constraints: { choices: ['Open', 'Paid'] },
      }),
    ],
    invariants: [
      rule('paidOnce', 'An invoice is paid once', { stage: 'pre', code: 'invoice-paid', fields: ['status'] }),
    ],
    stateMachines: [
      {
        field: 'status',
        states: ['Open', 'Paid'],
        initial: 'Open',
        final: ['Paid'],
        transitions: [{ from: 'Open', to: 'Paid', methods: ['pay'] }],
      },
    ],
    methods: [
      method('issue', { static: true, raises: ['Billing.InvoiceIssued'] }),
      method('pay', { raises: ['Billing.InvoicePaid'], changes: ['status'] }),
    ],
  },
  ...['InvoiceIssued', 'InvoicePaid'].map((name): WrittenElement => ({
    kind: 'event',
    name,
    description: name === 'InvoicePaid' ? 'The customer owes nothing more.' : 'A customer was asked to pay.',
    belongsTo: 'Billing.Invoice',
    aggregate: 'Billing.Invoice',
    message: message(`Billing.${name}.v1`, { published: true }),
    fields: [field('invoiceId', 'identifier'), field('orderId', 'identifier')],
  })),
  ...['IssueInvoice', 'PayInvoice'].map((name): WrittenElement => ({
    kind: 'command',
    name,
    belongsTo: 'Billing.Invoice',
    aggregate: 'Billing.Invoice',
    message: message(`Billing.${name}.v1`),
    fields: [
      field('orderId', 'identifier'),
      field('amount', 'decimal', { constraints: { min: '0', scale: 2 } }),
    ],
  })),
  {
    kind: 'commandHandler',
    name: 'InvoiceCommands',
    belongsTo: 'Billing.Invoice',
    aggregate: 'Billing.Invoice',
    handlers: [
      { method: 'issue', by: 'handle', message: 'Billing.IssueInvoice', options: {} },
      { method: 'pay', by: 'handle', message: 'Billing.PayInvoice', options: {} },
    ],
  },
];

const others: readonly WrittenElement[] = [
  {
    kind: 'subscriber',
    name: 'CancelledOrders',
    description: 'Takes invoices back when nobody wants the order any more.',
    options: { stream: 'ordering::order' },
    handlers: [{ method: 'handle', by: 'handle', everyEvent: true, options: {} }],
  },
  {
    kind: 'decider',
    name: 'Voucher',
    description: 'A gift that can be spent once.',
    handlers: [
      { method: 'decide', by: 'decide', message: 'Billing.RedeemVoucher', options: {} },
      { method: 'evolve', by: 'evolve', message: 'Billing.VoucherRedeemed', options: {} },
    ],
    storage: { stream: 'billing::voucher' },
  },
  {
    kind: 'command',
    name: 'RedeemVoucher',
    belongsTo: 'Billing.Voucher',
    message: message('Billing.RedeemVoucher.v1'),
    fields: [field('code', 'string', { constraints: { minLength: 6, maxLength: 6 } })],
  },
  {
    kind: 'event',
    name: 'VoucherRedeemed',
    belongsTo: 'Billing.Voucher',
    message: message('Billing.VoucherRedeemed.v1', { tagged: true }),
    fields: [field('code', 'string')],
  },
  {
    kind: 'applicationService',
    name: 'MonthEnd',
    description: 'Closes the books of a month.',
    belongsTo: 'Billing.Invoice',
    aggregate: 'Billing.Invoice',
    handlers: [{ method: 'close', by: 'useCase', options: {} }],
    methods: [method('close', { parameters: ['month: string'], returns: 'Promise<void>' })],
  },
];

/** What customers of the bookshop owe and have paid. */
export const billing: ModelDocument = writeModel({
  context: {
    name: 'Billing',
    description: 'Asks customers for money, and knows who has paid.',
    owners: ['finance', 'treasury'],
    classification: 'supporting',
    relationships: [
      { to: 'Ordering', as: 'customer-supplier', direction: 'downstream' },
      { to: 'TaxOffice', as: 'conformist', direction: 'downstream', description: 'Forms are theirs.' },
    ],
  },
  checksum: '77c0'.repeat(16),
  elements: [...account, ...invoices, ...others],
  edges: [
    edge('Billing.Account', 'applies', 'Billing.AccountDeposited', { method: 'deposited' }),
    edge('Billing.Account', 'applies', 'Billing.AccountWithdrawn', { method: 'withdrawn' }),
    edge('Billing.Account', 'raises', 'Billing.AccountDeposited', { method: 'deposit', basis: 'read' }),
    edge('Billing.Account', 'raises', 'Billing.AccountWithdrawn', { method: 'withdraw', basis: 'read' }),
    edge('Billing.AccountCommands', 'handles', 'Billing.Withdraw', { method: 'withdraw' }),
    edge('Billing.AccountCommands', 'invokes', 'Billing.Account', {
      method: 'withdraw',
      via: 'withdraw',
      basis: 'read',
    }),
    edge('Billing.CancelledOrders', 'subscribes', 'Ordering.Order'),
    edge('Billing.Invoice', 'raises', 'Billing.InvoiceIssued', { method: 'issue', basis: 'read' }),
    edge('Billing.Invoice', 'raises', 'Billing.InvoicePaid', { method: 'pay', basis: 'read' }),
    edge('Billing.InvoiceCommands', 'handles', 'Billing.IssueInvoice', { method: 'issue' }),
    edge('Billing.InvoiceCommands', 'handles', 'Billing.PayInvoice', { method: 'pay' }),
    edge('Billing.InvoiceCommands', 'invokes', 'Billing.Invoice', {
      method: 'issue',
      via: 'issue',
      basis: 'read',
    }),
    edge('Billing.InvoiceCommands', 'invokes', 'Billing.Invoice', {
      method: 'pay',
      via: 'pay',
      basis: 'read',
    }),
    edge('Billing.Voucher', 'applies', 'Billing.VoucherRedeemed', { method: 'evolve' }),
    edge('Billing.Voucher', 'handles', 'Billing.RedeemVoucher', { method: 'decide' }),
    edge('Billing.Voucher', 'raises', 'Billing.VoucherRedeemed', { method: 'decide' }),
  ],
  glossary: [
    {
      name: 'Customer',
      definition: 'Whoever the invoice is addressed to.',
      aliases: ['debtor'],
      examples: [],
      usedBy: ['Billing.Invoice'],
      from: 'file',
    },
  ],
});
