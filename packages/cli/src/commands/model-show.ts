import type { JsonValue } from '@domainry/core';
import { canonicalModel } from '@domainry/model';
import { loadModels } from '../load/load-models.js';
import { CommandError } from '../run/command-error.js';
import { defineCommand } from '../run/command.js';
import { flagsOfLoading } from '../run/flags-of-all.js';

export const modelShow = defineCommand({
  name: 'model show',
  summary: 'Prints the model document of a domain, as JSON.',
  given: [{ name: 'context', what: 'Which context; may be left out when there is one.', isOptional: true }],
  flags: { ...flagsOfLoading },
  examples: [
    { call: 'domainry model show', what: 'The document, byte by byte the same for the same model.' },
    { call: 'domainry model show --json', what: 'The documents of all contexts, in the envelope.' },
  ],
  async run(context) {
    const { documents, landscape } = await loadModels(context);
    const [wanted] = context.given;
    const found =
      wanted === undefined ? documents : documents.filter((document) => document.context.name === wanted);
    const names = landscape.documents.map((document) => document.context.name);
    if (found.length === 0) {
      throw new CommandError('DOMAIN_NOT_FOUND', `There is no context ${wanted!}.`, {
        fix: `There is: ${names.join(', ')}.`,
      });
    }
    if (found.length > 1 && !context.flags.json) {
      throw new CommandError('DOMAIN_AMBIGUOUS', `There are ${found.length} contexts: ${names.join(', ')}.`, {
        fix: 'Name one, or take all with --json.',
      });
    }
    return { data: found as unknown as JsonValue, raw: canonicalModel(found[0]!) };
  },
});
