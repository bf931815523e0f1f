// Classes and functions have the names by which they are imported, and stack traces lead to the sources.
// Run with --enable-source-maps.
import assert from 'node:assert/strict';
import * as core from '@domainry/core';

const named = Object.entries(core).filter(([, value]) => typeof value === 'function');
assert.deepEqual(
  named.map(([, value]) => value.name),
  named.map(([name]) => name),
);

class Unfinished extends core.Aggregate {}
assert.throws(
  () => new Unfinished({}),
  ({ stack }) => /at .*core\/src\/elements\/\w+\.ts:\d+:\d+/.test(stack.replaceAll('\\', '/')),
);
console.log('smoke passed');
