import type { ElementDocument, Landscape } from '@domainry/model';
import { CommandError } from '../run/command-error.js';
import { suggest } from '../run/suggest.js';

/**
 * The element that somebody means by `Banking.Account` or `account`.
 *
 * @throws CommandError ELEMENT_UNKNOWN, also when several have the name.
 */
export function findElement(landscape: Landscape, written: string): ElementDocument {
  const exact = landscape.find(written);
  if (exact !== undefined) return exact;
  const wanted = written.toLowerCase();
  const found = landscape.elements.filter(
    ({ id, name }) => id.toLowerCase() === wanted || name.toLowerCase() === wanted,
  );
  const newest = found.filter(({ id, name }) => id.endsWith(`.${name}`));
  const [only, ...others] = newest.length > 0 ? newest : found;
  if (only !== undefined && others.length === 0) return only;
  if (only !== undefined) {
    const ids = [only, ...others].map(({ id }) => id);
    throw new CommandError('ELEMENT_UNKNOWN', `Several elements are called ${written}.`, {
      fix: `Name one: ${ids.join(', ')}.`,
    });
  }
  const meant = suggest(written, [
    ...landscape.elements.map(({ name }) => name),
    ...landscape.elements.map(({ id }) => id),
  ]);
  throw new CommandError(
    'ELEMENT_UNKNOWN',
    `No domain has an element ${written}.`,
    meant === undefined ? {} : { fix: `Did you mean ${meant}?` },
  );
}
