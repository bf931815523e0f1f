/** A store with customers as every subject offers it. */
export interface CustomersLike {
  fill(): Promise<void>;
  /** The customer with an address, of whom there is one. */
  find(email: string): Promise<{ readonly id: string }>;
}

/** What a customer is built from. */
export interface CustomerValues {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly city: string;
  readonly points: number;
  readonly active: boolean;
}

/** How many customers there are. */
export const customers = 100_000;

export function customerOf(index: number): CustomerValues {
  return {
    id: `customer-${index}`,
    name: `Customer number ${index}`,
    email: `customer.${index}@example.com`,
    city: `City ${index % 100}`,
    points: index % 1_000,
    active: index % 7 !== 0,
  };
}
