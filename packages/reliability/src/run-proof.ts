import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrokenStoreName } from './broken/broken-stores.js';
import type { Outcome, Proof, ProofContext, Size } from './proof.js';
import { Random } from './random.js';
import type { StoreName } from './stores/store.js';

/** What a proof has come to on one store. */
export interface Verdict extends Outcome {
  readonly ids: readonly string[];
  readonly title: string;
  readonly store: StoreName;
  readonly seconds: number;
  /** Broken stores that were noticed, with how many violations of which the first is told. */
  readonly noticed: readonly { readonly store: BrokenStoreName; readonly by: string }[];
}

/** Runs a proof on a store: first over each broken one, which it has to notice, and then over the store as it is. */
export async function runProof(proof: Proof, store: StoreName, size: Size, seed: number): Promise<Verdict> {
  const begun = performance.now();
  const noticed: { store: BrokenStoreName; by: string }[] = [];
  const missed: string[] = [];
  for (const broken of proof.notices(store)) {
    const outcome = await runOnce(proof, store, 'glance', seed, broken);
    const [by] = outcome.violations;
    if (outcome.hasFailed) missed.push(`over a store that breaks its promise, ${broken}: ${by}`);
    else if (by === undefined) missed.push(`a store that breaks its promise was not noticed: ${broken}`);
    else noticed.push({ store: broken, by });
  }
  const { counts, violations } = await runOnce(proof, store, size, seed, undefined);
  return {
    ids: proof.ids,
    title: proof.title,
    store,
    counts,
    violations: [...missed, ...violations],
    noticed,
    seconds: (performance.now() - begun) / 1000,
  };
}

async function runOnce(
  proof: Proof,
  store: StoreName,
  size: Size,
  seed: number,
  broken: BrokenStoreName | undefined,
): Promise<Outcome & { readonly hasFailed?: boolean }> {
  const folder = mkdtempSync(join(tmpdir(), 'domainry-reliability-'));
  const context: ProofContext = {
    size,
    store,
    folder,
    broken,
    random: new Random(seed).apart(`${proof.ids[0]} ${store} ${broken ?? ''}`),
    amount: (amounts) => amounts[size],
  };
  try {
    return await proof.run(context);
  } catch (error) {
    const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { counts: {}, violations: [`the proof itself failed: ${told}`], hasFailed: true };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
