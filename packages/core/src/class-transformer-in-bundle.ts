/**
 * What `@domainry/core/class-transformer` is in bundles for browsers: bundlers take the library's files for bundlers or
 * those for Node, and its metadata lie in either.
 *
 * @packageDocumentation
 */
import * as library from 'class-transformer';
// @ts-expect-error the library has no types for its own modules
import * as commonjs from 'class-transformer/cjs/storage.js';
// @ts-expect-error the library has no types for its own modules
import * as modules from 'class-transformer/esm5/storage.js';
import { provideTransformer } from './fields/provide-transformer.js';

provideTransformer(library, [modules, commonjs]);
