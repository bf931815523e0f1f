import { z } from 'zod';
import { amounts, identities, owners } from '../account-values.js';

const Account = z.strictObject({
  id: z.string().min(1).max(255),
  owner: z.string().max(255),
  currency: z.string().max(255),
  balance: z.number(),
  overdraftLimit: z.number(),
  active: z.boolean(),
});

export function make(index: number): object {
  return Account.parse({
    id: identities[index & 63]!,
    owner: owners[index & 63]!,
    currency: 'EUR',
    balance: amounts[index & 63]!,
    overdraftLimit: 500.5,
    active: true,
  });
}
