import * as v from 'valibot';
import { amounts, identities, owners } from '../account-values.js';

const Account = v.strictObject({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  owner: v.pipe(v.string(), v.maxLength(255)),
  currency: v.pipe(v.string(), v.maxLength(255)),
  balance: v.pipe(v.number(), v.finite()),
  overdraftLimit: v.pipe(v.number(), v.finite()),
  active: v.boolean(),
});

export function make(index: number): object {
  return v.parse(Account, {
    id: identities[index & 63]!,
    owner: owners[index & 63]!,
    currency: 'EUR',
    balance: amounts[index & 63]!,
    overdraftLimit: 500.5,
    active: true,
  });
}
