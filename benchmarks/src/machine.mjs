import { cpus, loadavg, totalmem } from 'node:os';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { benchmarks } from './places.mjs';

/** What a reader has to know of the machine; nothing that tells which one it is. */
export function machineFacts() {
  const [first] = cpus();
  return {
    processor: `${cpus().length} × ${first.model.trim()}`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    system: `${process.platform} ${process.arch}`,
    node: `${process.version} (V8 ${process.versions.v8})`,
    date: new Date().toISOString().slice(0, 10),
    load: loadavg()[0].toFixed(1),
    peers: peerVersions(),
  };
}

function peerVersions() {
  const names = ['class-validator', 'class-transformer', 'zod', 'valibot', 'effect', 'uuid'];
  return names.map((name) => `${name} ${versionOf(name)}`).join(', ');
}

function versionOf(name) {
  return JSON.parse(readFileSync(join(benchmarks, 'node_modules', name, 'package.json'), 'utf8')).version;
}
