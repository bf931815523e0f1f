import { join } from 'node:path';
import { DomainryError, type Domain } from '@domainry/core';
import { postgres } from '@domainry/postgres';
import { adapterOf } from '../application/adapter-of.js';
import { Account, Move, SeatTaken, bank } from '../application/bank.js';
import { codeOf } from '../application/code-of.js';
import { perform } from '../application/perform.js';
import { silent } from '../application/silent.js';
import { PostgresCluster, whyNoCluster, withoutSync } from '../driver/postgres-cluster.js';
import { until } from '../driver/until.js';
import type { Outcome, Proof, ProofContext } from '../proof.js';
import type { Row } from '../stores/picture.js';
import { onServer, postgresStore } from '../stores/postgres-store.js';
import { openFile, sqliteStore } from '../stores/sqlite-store.js';
import { storeNames, type Store } from '../stores/store.js';
import { hostileNames, hostileTexts, marker } from './hostile-texts.js';

/** */
export const hostileInput: Proof = {
  ids: ['R-32', 'R-33'],
  title:
    'No text of a user gets into a statement or changes what all objects share, and each comes back as it was given',
  stores: storeNames,
  notices: () => ['writes-values-into-statements', 'pollutes-prototypes'],
  lacks: whyNoCluster,
  run: async (context) => {
    if (context.store !== 'postgres')
      return feed(context, sqliteStore(context.store, context.folder), async () => []);
    const logging = [
      withoutSync,
      'logging_collector = on',
      'log_destination = jsonlog',
      'log_statement = all',
    ];
    const cluster = await PostgresCluster.start(join(context.folder, 'c'), logging);
    try {
      return await feed(context, postgresStore(cluster.url), async () => {
        // The log is written by another process: it is whole when what was said last is in it.
        await onServer(cluster.url, (client) => client.query("SELECT 'the end of the log'"));
        await until(() => cluster.readLog().includes('the end of the log'));
        return statementsWithTexts(cluster.readLog());
      });
    } finally {
      await cluster.stop('killed');
    }
  },
};

/** Statements of the log that have a text of a user in them; parameters are told of elsewhere. */
function statementsWithTexts(log: string): readonly string[] {
  // The last line may be on its way still.
  const lines = log
    .slice(0, log.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((line) => line !== '');
  if (lines.length < 100) return [`the server has logged only ${lines.length} statements`];
  return lines
    .map((line) => (JSON.parse(line) as { message?: string }).message ?? '')
    .filter((message) => message.includes(marker))
    .map((message) => `a statement has a text of a user in it: ${message.slice(0, 200)}`);
}

async function feed(
  context: ProofContext,
  store: Store,
  wrongStatements: () => Promise<readonly string[]>,
): Promise<Outcome> {
  const texts = context.size === 'glance' ? hostileTexts.filter((_, at) => at % 7 === 0) : hostileTexts;
  const shared = sharedByAll();
  const violations: string[] = [];
  await runOn(store, "CREATE TABLE canary (secret text); INSERT INTO canary VALUES ('alive')");
  const domain = bank.fork();
  // A schema of its own is not there before the domain is opened.
  await domain.init({ databases: { default: adapterOf(store.place, context.broken) }, logger: silent });
  try {
    for (const [number, text] of texts.entries()) {
      violations.push(
        ...(await takeIn(domain, text, number)).map((wrong) => `${JSON.stringify(text)}: ${wrong}`),
      );
      if (context.broken === 'writes-values-into-statements')
        await runOn(store, `SELECT '${text}'`).catch(() => undefined);
    }
    for (const name of hostileNames) violations.push(...(await takeAsKeys(domain, name)));
    await domain.settled();
  } finally {
    await domain.close();
  }
  violations.push(...(await wrongStatements()));
  const canary = await canaryOf(store);
  if (canary !== '[{"secret":"alive"}]') violations.push(`the table of somebody else: ${canary}`);
  if (sharedByAll() !== shared) violations.push('something was added to what all objects share');
  Reflect.deleteProperty(Object.prototype, 'polluted');
  return { counts: { texts: texts.length, names: hostileNames.length }, violations };
}

/** Runs statements of our own beside the domain. */
async function runOn({ place }: Store, statements: string): Promise<void> {
  if (place.kind === 'postgres') {
    await onServer(place.url, (client) => client.query(statements));
    return;
  }
  const file = openFile(place.driver, place.path);
  try {
    file.exec(statements);
  } finally {
    file.close();
  }
}

/** What is in the table of somebody else; or why that cannot be told. */
async function canaryOf({ place }: Store): Promise<string> {
  const statement = 'SELECT secret FROM canary';
  try {
    if (place.kind === 'postgres')
      return JSON.stringify((await onServer(place.url, (client) => client.query<Row>(statement))).rows);
    const file = openFile(place.driver, place.path);
    try {
      return JSON.stringify(file.prepare(statement).all());
    } finally {
      file.close();
    }
  } catch (error) {
    return String(error);
  }
}

/** Gives a text wherever a user may; tells what went wrong. */
async function takeIn(domain: Domain, text: string, number: number): Promise<readonly string[]> {
  const wrongs: string[] = [];
  const accounts = domain.repositoryFor(Account);
  await perform(domain, { act: 'move', account: text, reference: text, amount: number, parts: 1 }, text);
  await perform(domain, { act: 'claim', account: text, holder: text });
  await perform(domain, { act: 'confirm', ledger: text, reference: text });
  await perform(domain, { act: 'seat', seat: text, row: text, by: text });
  const found = await accounts.get(text);
  if (found.holder !== text || found.balance !== number) wrongs.push('it did not come back as it was given');
  const lookups = [
    'equals',
    'contains',
    'startsWith',
    'endsWith',
    'equalsIgnoringCase',
    'containsIgnoringCase',
  ] as const;
  for (const lookup of lookups) {
    const holders = await accounts.query.where({ holder: { [lookup]: text } }).all();
    if (!holders.some((each) => each.number === text)) wrongs.push(`it is not found by ${lookup}`);
  }
  const { events } = await domain.events.read({ types: [SeatTaken], tags: [`seat:${text}`] });
  if (events.length !== 1) wrongs.push(`${events.length} events have its tag`);
  const refusals: readonly (() => unknown)[] = [
    () => accounts.query.where({ [text]: 1 } as never).all(),
    () => accounts.query.orderBy(text as never).all(),
    () => accounts.query.page({ size: 1, after: text }),
    () => postgres({ schema: text }),
  ];
  for (const [at, attempt] of refusals.entries()) {
    const error = await Promise.resolve()
      .then(attempt)
      .then(
        () => 'was not refused',
        (reason: unknown) => (DomainryError.is(reason) ? undefined : String(reason)),
      );
    if (error !== undefined) wrongs.push(`as a name, ${at}: ${error}`);
  }
  return wrongs;
}

/** Gives an object with a key that no object should be given. */
async function takeAsKeys(domain: Domain, name: string): Promise<readonly string[]> {
  const payload = `{"account":"keys","reference":"x","amount":1,"parts":1,${JSON.stringify(name)}:{"polluted":1}}`;
  try {
    await domain.process(new Move(JSON.parse(payload) as never));
    return [`a key ${name} was taken`];
  } catch (error) {
    const { error: code } = codeOf(error);
    return code === 'VALIDATION_FAILED' ? [] : [`a key ${name}: ${code}`];
  }
}

/** Names of everything that all objects have from their prototypes. */
function sharedByAll(): string {
  const prototypes = [
    Object.prototype,
    Array.prototype,
    Function.prototype,
    String.prototype,
    Promise.prototype,
  ];
  return JSON.stringify(prototypes.map((each) => Reflect.ownKeys(each).map(String)));
}
