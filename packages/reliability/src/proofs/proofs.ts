import type { Proof } from '../proof.js';
import { applicationKilled } from './application-killed.js';
import { diskFull } from './disk-full.js';
import { databaseKilled } from './database-killed.js';
import { everyFaultPoint } from './fault-points.js';
import { feedAfterRestore } from './feed-after-restore.js';
import { feedBesideOthers } from './feed-beside-others.js';
import { feedProcessesStopped } from './feed-processes-stopped.js';
import { feedThroughPooler } from './feed-through-pooler.js';
import { feedWhole } from './feed-whole.js';
import { imageCopied } from './image-copied.js';
import { linearizable } from './linearizable.js';
import { hostileInput } from './hostile-input.js';
import { hostileSizes } from './hostile-sizes.js';
import { sameAsInMemory } from './same-as-in-memory.js';
import { serverDiskFull } from './server-disk-full.js';
import { serverStarved } from './server-starved.js';
import { oneStream } from './one-stream.js';
import { namesClaimedUnderKills } from './names-claimed-under-kills.js';
import { namesClaimed, tagsRaced } from './one-winner.js';

/** All proofs, in the order in which they run. */
export const proofs: readonly Proof[] = [
  applicationKilled,
  imageCopied,
  databaseKilled,
  serverStarved,
  diskFull,
  serverDiskFull,
  everyFaultPoint,
  feedWhole,
  feedBesideOthers,
  feedAfterRestore,
  feedProcessesStopped,
  feedThroughPooler,
  oneStream,
  tagsRaced,
  linearizable,
  namesClaimed,
  namesClaimedUnderKills,
  sameAsInMemory,
  hostileInput,
  hostileSizes,
];
