// Plain JavaScript that knows only require(): one copy of the framework, whichever way it is loaded.
const assert = require('node:assert/strict');
const { Domain } = require('@domainry/core');

assert.equal(typeof new Domain('Plain'), 'object');
void import('@domainry/core').then((imported) => {
  assert.equal(imported.Domain, Domain);
  console.log('smoke passed');
});
