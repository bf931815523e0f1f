/* oxlint-disable no-console -- what it found is its result */
/** Counts checks; what fails is told at once, in full. */
export class Checks {
  passed = 0;
  failed = 0;

  /** One check: passed when nothing was found. */
  none(what, found) {
    if (found.length === 0) {
      this.passed += 1;
      return;
    }
    this.failed += 1;
    console.log(`FAIL ${what}`);
    for (const each of found.slice(0, 12))
      console.log(`     ${typeof each === 'string' ? each : JSON.stringify(each)}`);
    if (found.length > 12) console.log(`     and ${found.length - 12} more`);
  }

  /** One check: passed when it is so. */
  that(what, isSo, seen = '') {
    this.none(what, isSo ? [] : [String(seen)]);
  }
}
