// The process of one case: `node case.mjs '{…}'` prints what was measured as one line of JSON.
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { dist } from './places.mjs';
import { median } from './statistics.mjs';

const given = JSON.parse(process.argv[2]);
const modeFolder = join(dist, given.mode ?? 'legacy-assign');
const url = (path) => pathToFileURL(path).href;

/** Each copy has classes of its own, with code and feedback of their own. */
const load = (copy) => {
  const file = given.copies > 1 ? `${given.subject}-${copy}.js` : `${given.subject}.js`;
  const path =
    given.subject === 'core'
      ? join(dist, 'node_modules/@domainry/core/dist/fields/identity.js')
      : join(modeFolder, 'subjects', file);
  return import(url(path));
};

const measures = { timed, retained, startUp };
console.log(JSON.stringify(await measures[given.measure ?? 'timed']()));

async function timed() {
  if (given.crowd) await import(url(join(modeFolder, 'many/decorated.js')));
  const workload = await import(url(join(modeFolder, 'workloads', `${given.workload}.js`)));
  const batch = await workload[given.make](load, given.copies ?? 1);
  // Each class has code of its own to be optimised. CPU time is counted, since others use the machine, too.
  const warmUp = given.warmUp * ((given.copies ?? 1) > 1 ? 8 : 1) * 1e3;
  const startedAt = process.cpuUsage();
  while (cpuSince(startedAt) < warmUp) await runFor(batch, 20);
  const { wall, cpu } = await runFor(batch, given.milliseconds);
  await batch.close?.();
  return { cpu: median(cpu), wall: median(wall) };
}

/** Microseconds of CPU time. */
function cpuSince(before) {
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/** Nanoseconds an operation, by CPU time and by the clock, in samples of about 4 ms; `reset` is in neither. */
async function runFor(batch, milliseconds) {
  /** @type {{ cpu: number[], wall: number[] }} */
  const samples = { cpu: [], wall: [] };
  let operations = 0;
  let [wall, cpu] = [0, 0];
  const end = performance.now() + milliseconds;
  for (;;) {
    const cpuBefore = process.cpuUsage();
    const started = performance.now();
    const pending = batch.run();
    if (pending instanceof Promise) await pending;
    const ended = performance.now();
    cpu += cpuSince(cpuBefore) * 1e3;
    wall += (ended - started) * 1e6;
    operations += batch.operations;
    batch.reset?.();
    if (cpu < 4e6) continue;
    samples.cpu.push(cpu / operations);
    samples.wall.push(wall / operations);
    operations = wall = cpu = 0;
    if (ended >= end && samples.cpu.length >= 5) return samples;
  }
}

async function retained() {
  const { workload = 'retained', make = 'retained' } = given;
  const { [make]: measure } = await import(url(join(modeFolder, 'workloads', `${workload}.js`)));
  return { bytes: await measure(load) };
}

/** Milliseconds to import a module, after those that are not to be counted. */
async function startUp() {
  const places = {
    core: join(dist, 'node_modules/@domainry/core/dist/node/index.js'),
    'reflect-metadata': join(dist, 'node_modules/@domainry/core/node_modules/reflect-metadata/Reflect.js'),
  };
  const where = (name) => url(places[name] ?? join(modeFolder, `${name}.js`));
  for (const name of given.first ?? []) await import(where(name));
  const cpuBefore = process.cpuUsage();
  const started = performance.now();
  await import(where(given.module));
  return { wall: performance.now() - started, cpu: cpuSince(cpuBefore) / 1e3 };
}
