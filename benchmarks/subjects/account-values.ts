/** What an account is built from. */
export interface AccountValues {
  readonly id?: string;
  readonly owner: string;
  readonly currency: string;
  readonly balance: number;
  readonly overdraftLimit: number;
  readonly active: boolean;
}

const size = 64;

/** Identities and texts as they come from elsewhere: flat strings, different each time. */
export const identities: readonly string[] = texts(
  (index) => `0191f3a2-7b3c-7${100 + index}-8abc-0123456789ab`,
);
export const owners: readonly string[] = texts((index) => `Owner number ${index} of the bank`);
export const amounts: readonly number[] = Array.from({ length: size }, (_, index) => 1000.25 + index);

function texts(make: (index: number) => string): readonly string[] {
  return Array.from({ length: size }, (_, index) => JSON.parse(JSON.stringify(make(index))) as string);
}
