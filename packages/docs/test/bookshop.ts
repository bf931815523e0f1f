import type { ModelDocument } from '@domainry/model';
import { billing } from './bookshop/billing.js';
import { hostile } from './bookshop/hostile.js';
import { ordering } from './bookshop/ordering.js';
import { writeModel } from './bookshop/write-model.js';

/**
 * A bookshop in two contexts, Ordering and Billing, with every kind of element, written by hand: what the generators are
 * tested with.
 */
export const bookshop: readonly ModelDocument[] = [billing, ordering];

/** The same bookshop, told by somebody who means harm. */
export const hostileBookshop: readonly ModelDocument[] = bookshop.map(hostile);

/** A context in which there is nothing yet. */
export const emptyModel: ModelDocument = writeModel({ context: { name: 'Nothing' }, elements: [] });
