import { landscapeOf, type Landscape } from '@domainry/model';
import { bookshop, emptyModel, hostileBookshop } from '../bookshop.js';
import { atlas } from './atlas.js';

/** What every format is tried on, by what it is. */
export const landscapes: readonly (readonly [string, Landscape])[] = [
  ['a bookshop in two contexts', landscapeOf(bookshop)],
  ['an atlas with every kind of field', landscapeOf([atlas])],
  ['a bookshop told by somebody who means harm', landscapeOf(hostileBookshop)],
  ['a context in which there is nothing', landscapeOf([emptyModel])],
];
