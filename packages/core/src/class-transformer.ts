/**
 * Hands class-transformer over to Domainry where it cannot find the library by itself, as in bundles. Import it once,
 * before the model:
 *
 * ```ts
 * import '@domainry/core/class-transformer';
 * ```
 *
 * @packageDocumentation
 */
import * as library from 'class-transformer';
// @ts-expect-error the library has no types for its own modules
import * as commonjs from 'class-transformer/cjs/storage.js';
import { provideTransformer } from './fields/provide-transformer.js';

provideTransformer(library, [commonjs]);
