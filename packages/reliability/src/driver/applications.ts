import type { Orders } from '../application/orders.js';
import { Application } from './application.js';

/**
 * Several processes on one store, open, for as long as something is done with them.
 *
 * @param count - how many there are.
 * @param orders - what each is told; by its number, where they are told different things.
 */
export async function withApplications<Result>(
  count: number,
  orders: Orders | ((at: number) => Orders),
  act: (applications: readonly Application[]) => Promise<Result>,
): Promise<Result> {
  const applications = Array.from({ length: count }, () => new Application());
  try {
    await Promise.all(
      applications.map(async (application, at) => {
        if (!(await application.open(typeof orders === 'function' ? orders(at) : orders)))
          throw new Error(`A process ended while it was opened: ${application.complaints}`);
      }),
    );
    const result = await act(applications);
    await Promise.all(applications.map((application) => application.close()));
    return result;
  } finally {
    await Promise.all(applications.map((application) => application.kill()));
  }
}
