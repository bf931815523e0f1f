// What the result comments of documentation blocks become; copied beside the compiled blocks.
import { deepEqual } from 'node:assert/strict';

function throws(act: () => unknown, name: string): void {
  let caught: unknown;
  let threw = false;
  try {
    act();
  } catch (error) {
    caught = error;
    threw = true;
  }
  if (!threw) throw new Error(`expected ${name} to be thrown, nothing was`);
  const names: string[] = [];
  for (let at: unknown = Object(caught); at !== null; at = Object.getPrototypeOf(at)) {
    names.push((at as object).constructor.name);
  }
  const { code } = Object(caught) as { code?: unknown };
  if (typeof code === 'string') names.push(code);
  if (!names.includes(name)) throw new Error(`expected ${name}, received ${names[0]}`, { cause: caught });
}

async function rejects(act: () => Promise<unknown>, name: string): Promise<void> {
  const outcome = await act().then(
    () => () => undefined,
    (error: unknown) => () => {
      throw error;
    },
  );
  throws(outcome, name);
}

function is(actual: unknown, expected: unknown): void {
  deepEqual(actual, expected);
}

export const __outcome: {
  readonly throws: typeof throws;
  readonly rejects: typeof rejects;
  readonly is: typeof is;
} = { throws, rejects, is };
