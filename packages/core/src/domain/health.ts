import { DomainryError } from '../errors/domainry-error.js';
import { signOfLife } from '../event-store/sign-of-life.js';
import { checkOptions } from '../fields/check-options.js';
import type { ConnectionCounts } from '../ports/database.js';
import type { Wiring } from './wiring.js';

/** How a domain is asked for its health. */
export interface HealthOptions {
  /** Milliseconds after which what has not answered counts as not reachable; 2000 when absent. */
  readonly timeout?: number;
}

/** How a domain is, as plain data that may be shown to others: it names places, and never users or passwords. */
export interface HealthReport {
  /** Name of the domain. */
  readonly domain: string;
  /** Whether it is initialised, and nothing of what it runs on is down. */
  readonly isHealthy: boolean;
  /** `closed` also while it is being closed. */
  readonly state: 'running' | 'not initialised' | 'closed';
  /** In the order of `init({ databases })`; none while the domain does not run. */
  readonly databases: readonly PartHealth[];
  /** In the order of `init({ brokers })`; none while the domain does not run. */
  readonly brokers: readonly PartHealth[];
}

/** How a database or broker is. */
export interface PartHealth {
  /** What the domain calls it: `default`. */
  readonly name: string;
  /** What it is: `postgres`. */
  readonly adapter: string;
  /** `unknown` for one that cannot be asked. */
  readonly status: 'up' | 'down' | 'unknown';
  /** How long it took to answer, or until it was given up. */
  readonly milliseconds: number;
  /** What is wrong, and what to do; absent unless it is down. */
  readonly problem?: string;
  /** Code of the error, of ours or of what it was asked with: `DATABASE_UNAVAILABLE`, `ECONNREFUSED`. */
  readonly code?: string;
  /** Connections of this process; absent where there is no pool. */
  readonly connections?: ConnectionCounts;
}

/**
 * Asks everything that a domain runs on whether it is there, all at once.
 *
 * @param wiring - undefined unless the domain runs.
 * @throws DomainryError CONFIGURATION_INVALID when an option is unknown or wrong, and nothing else.
 */
export async function healthOf(
  domain: string,
  state: HealthReport['state'],
  wiring: Wiring | undefined,
  options: HealthOptions = {},
): Promise<HealthReport> {
  checkOptions(`The health of ${domain} was asked for`, options, { timeout });
  const patience = options.timeout ?? 2000;
  const [databases, brokers] = await Promise.all([
    allOf(wiring?.databases, async (name, database) => {
      const asked = await ask(() => signOfLife(database), patience);
      const connections = countedBy(() => database.connections?.());
      return { name, adapter: database.name, ...asked, ...(connections && { connections }) };
    }),
    allOf(wiring?.brokers, async (name, broker) => ({
      name,
      adapter: broker.name,
      ...(broker.health === undefined ? notAsked : await ask(() => broker.health!(), patience)),
    })),
  ]);
  const isHealthy =
    wiring !== undefined && [...databases, ...brokers].every(({ status }) => status !== 'down');
  return { domain, isHealthy, state, databases, brokers };
}

const timeout = {
  expected: 'a number of milliseconds above 0',
  holds: (value: unknown) => typeof value === 'number' && value > 0 && value < 2 ** 31,
};

type Answer = Pick<PartHealth, 'status' | 'milliseconds' | 'problem' | 'code'>;

const notAsked: Answer = { status: 'unknown', milliseconds: 0 };

function allOf<Part>(
  parts: ReadonlyMap<string, Part> | undefined,
  act: (name: string, part: Part) => Promise<PartHealth>,
): Promise<readonly PartHealth[]> {
  return Promise.all([...(parts ?? [])].map(([name, part]) => act(name, part)));
}

/** Waits for an answer, for so many milliseconds at most. Never fails. */
async function ask(question: () => Promise<void>, patience: number): Promise<Answer> {
  const begun = performance.now();
  const taken = (): number => Math.round((performance.now() - begun) * 10) / 10;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<Answer>((resolve) => {
    timer = setTimeout(() => {
      const problem = `There was no answer within ${patience} ms. Check that it runs and is not overloaded, and whether connections are free.`;
      resolve({ status: 'down', milliseconds: taken(), problem });
    }, patience);
  });
  // What is called may fail before it gives a promise.
  const answer = (async () => question())().then(
    (): Answer => ({ status: 'up', milliseconds: taken() }),
    (error: unknown): Answer => ({ status: 'down', milliseconds: taken(), ...whatIsWrong(error) }),
  );
  try {
    return await Promise.race([answer, silence]);
  } finally {
    clearTimeout(timer);
  }
}

/** What drivers say may hold anything, and is not shown. */
function whatIsWrong(error: unknown): Pick<PartHealth, 'problem' | 'code'> {
  if (DomainryError.is(error)) return { problem: withoutSecrets(error.message), code: error.code };
  const code = (error as { readonly code?: unknown } | null | undefined)?.code;
  const isCode = typeof code === 'string' && /^\w{1,40}$/.test(code);
  const problem = 'It answered with an error. Check that it runs and can be reached from here.';
  return isCode ? { problem, code } : { problem };
}

/** A text without what addresses say of users. */
function withoutSecrets(text: string): string {
  return text.replaceAll(/\/\/[^\s/@]*@/g, '//').replaceAll(/(password|pwd|token)=[^\s&;]+/gi, '$1=…');
}

function countedBy(count: () => ConnectionCounts | undefined): ConnectionCounts | undefined {
  try {
    return count();
  } catch {
    return undefined;
  }
}
