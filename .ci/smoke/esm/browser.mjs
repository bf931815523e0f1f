// Bundles a small program for browsers and runs it where there is nothing but the language and what browsers add.
import assert from 'node:assert/strict';
import { webcrypto } from 'node:crypto';
import { runInNewContext } from 'node:vm';
import { build } from 'esbuild';

const contents = `
  import { Aggregate, Domain, field } from '@domainry/core';

  const banking = new Domain('Banking');

  @banking.aggregate
  class Account extends Aggregate {
    @field.float({ required: true }) balance;

    withdraw(amount) {
      this.balance -= amount;
    }
  }

  const account = new Account({ balance: 100 });
  account.withdraw(30);
  export const { balance } = account.toDict();
`;
const bundle = (contents, external = []) =>
  build({
    stdin: { contents, resolveDir: '.', loader: 'ts' },
    external,
    bundle: true,
    minify: true,
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    globalName: 'program',
    write: false,
  });

const program = await bundle(contents);
const browser = { crypto: webcrypto, TextEncoder, TextDecoder };
assert.equal(runInNewContext(`${program.outputFiles[0].text}; program.balance`, browser), 70);

// Who imports little gets little; that decimal.js may be left out, only its own package could say.
const little = await bundle("export { DomainryError } from '@domainry/core';", ['decimal.js']);
const [size, whole] = [little, program].map(({ outputFiles }) => outputFiles[0].text.length);
assert.ok(size < whole / 5, `${size} characters for one class of errors, ${whole} for the program`);
console.log('smoke passed');
