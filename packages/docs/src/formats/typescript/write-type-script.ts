import type { Landscape } from '@domainry/model';
import type { FormatFiles } from '../format.js';
import { elementsWithContents, pathOf } from '../names/element-names.js';
import { typeScriptOf } from './type-script-of.js';

/** Types of the JSON of everything that has contents, one module for each element, and version of it. */
export function writeTypeScript(landscape: Landscape): FormatFiles {
  return new Map(
    elementsWithContents(landscape).map((element) => [
      `${pathOf(landscape, element)}.ts`,
      typeScriptOf(landscape, element),
    ]),
  );
}
