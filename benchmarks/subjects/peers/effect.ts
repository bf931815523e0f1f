import { Schema } from 'effect';
import { amounts, identities, owners } from '../account-values.js';

class Account extends Schema.Class<Account>('Account')({
  id: Schema.String.check(Schema.isMinLength(1), Schema.isMaxLength(255)),
  owner: Schema.String.check(Schema.isMaxLength(255)),
  currency: Schema.String.check(Schema.isMaxLength(255)),
  balance: Schema.Finite,
  overdraftLimit: Schema.Finite,
  active: Schema.Boolean,
}) {}

export function make(index: number): object {
  return new Account({
    id: identities[index & 63]!,
    owner: owners[index & 63]!,
    currency: 'EUR',
    balance: amounts[index & 63]!,
    overdraftLimit: 500.5,
    active: true,
  });
}
