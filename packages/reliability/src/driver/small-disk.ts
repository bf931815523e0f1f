import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of a proof's own, in memory, which can be filled up to its last byte. */
export class SmallDisk {
  private constructor(readonly folder: string) {}

  /**
   * @param folder - where it is to be seen; made, if it is not there.
   * @param mebibytes - its size.
   */
  static mount(folder: string, mebibytes: number): SmallDisk {
    mkdirSync(folder, { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m,mode=755`, 'tmpfs', folder], {
      stdio: 'ignore',
    });
    return new SmallDisk(folder);
  }

  /** Leaves no room at all. */
  fill(): void {
    const file = openSync(join(this.folder, 'filler'), 'a');
    try {
      for (let piece = Buffer.alloc(2 ** 20); piece.length > 0;) {
        try {
          writeSync(file, piece);
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
          piece = piece.subarray(0, Math.floor(piece.length / 2));
        }
      }
    } finally {
      closeSync(file);
    }
  }

  /** Makes room again. */
  free(): void {
    rmSync(join(this.folder, 'filler'), { force: true });
  }

  /** Takes it away, with all that is on it; also while somebody still looks at it. */
  unmount(): void {
    execFileSync('umount', ['--lazy', this.folder], { stdio: 'ignore' });
  }
}

/** Why no disk can be made here; undefined when one can. */
export async function whyNoDisk(): Promise<string | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'domainry-disk-'));
  try {
    SmallDisk.mount(folder, 1).unmount();
    return undefined;
  } catch {
    return 'no disk can be mounted here (mount -t tmpfs, which takes root), so none can be filled.';
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
