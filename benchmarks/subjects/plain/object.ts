import { amounts, identities, owners } from '../account-values.js';

/** A plain object with the fields of an account. */
export function make(index: number): object {
  return {
    owner: owners[index & 63]!,
    currency: 'EUR',
    balance: amounts[index & 63]!,
    overdraftLimit: 500.5,
    active: true,
    id: identities[index & 63]!,
  };
}
