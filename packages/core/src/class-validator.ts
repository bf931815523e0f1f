/**
 * Hands class-validator over to Domainry where it cannot find the library by itself, as in bundles. Import it once,
 * before the model:
 *
 * ```ts
 * import '@domainry/core/class-validator';
 * ```
 *
 * @packageDocumentation
 */
import { validateSync } from 'class-validator';
import { providePeer } from './fields/peer.js';

providePeer('class-validator', { validateSync });
