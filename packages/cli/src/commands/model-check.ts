import { canonicalModel } from '@domainry/model';
import { shownPath } from '../load/find-domains.js';
import { loadModels } from '../load/load-models.js';
import { modelsFolder, modelsIn } from '../load/recorded-models.js';
import { writeFiles } from '../load/write-files.js';
import type { Diagnostic } from '../run/diagnostic.js';
import { defineCommand } from '../run/command.js';
import { flagsOfLoading } from '../run/flags-of-all.js';
import { writeDiagnostic } from '../run/write-diagnostic.js';

export const modelCheck = defineCommand({
  name: 'model check',
  summary: 'Tells whether the recorded models are those of the code; records them with --update.',
  description:
    'Models are recorded in the folder models, a file for each context. Commit them: then a review sees what changed, and other commands can compare.',
  flags: {
    ...flagsOfLoading,
    update: { type: 'boolean', what: 'Records the models as they are.' },
    dryRun: { type: 'boolean', what: 'Tells what --update would write.' },
  },
  examples: [
    { call: 'domainry model check --update', what: 'Records the models.' },
    { call: 'domainry model check', what: 'Ends with 1 when the code says something else.' },
  ],
  async run(context) {
    const { flags, cwd, config } = context;
    const { documents } = await loadModels(context);
    const folder = modelsFolder(config);
    const recorded = modelsIn(folder, cwd);
    const states = documents.map((document): RecordedState => {
      const { name } = document.context;
      const before = recorded.get(name);
      const state =
        before === undefined ? 'missing' : before.checksum === document.checksum ? 'fresh' : 'stale';
      return {
        context: name,
        state,
        file: shownPath(`${folder}/${name}.json`, cwd),
        text: canonicalModel(document),
      };
    });
    const wrong = states.filter(({ state }) => state !== 'fresh');
    const data = states.map(({ context: name, state, file }) => ({ context: name, state, file }));
    if (!flags.update) {
      const diagnostics = wrong.map(diagnosticOf);
      return {
        exit: wrong.length === 0 ? 0 : 1,
        data,
        diagnostics,
        page: (page) => {
          for (const diagnostic of diagnostics) writeDiagnostic(page, diagnostic);
          if (wrong.length === 0) page.text('Everything is recorded as it is.');
        },
      };
    }
    if (!flags.dryRun)
      writeFiles(folder, new Map(wrong.map(({ context: name, text }) => [`${name}.json`, text])));
    return {
      data,
      page: (page) => {
        if (wrong.length === 0) page.text('Everything is recorded as it is.');
        for (const { file } of wrong) page.text(`${flags.dryRun ? 'Would record' : 'Recorded'} ${file}`);
      },
    };
  },
});

/** A model, and what is recorded of it. */
interface RecordedState {
  readonly context: string;
  readonly state: 'fresh' | 'stale' | 'missing';
  readonly file: string;
  readonly text: string;
}

function diagnosticOf({ context, state, file }: RecordedState): Diagnostic {
  const update = 'domainry model check --update';
  if (state === 'missing') {
    return {
      code: 'MODEL_NOT_RECORDED',
      level: 'error',
      message: `The model of ${context} is not recorded.`,
      file,
      fix: update,
    };
  }
  const fix = `See what changed with domainry model diff, then ${update}.`;
  return {
    code: 'MODEL_STALE',
    level: 'error',
    message: `The model of ${context} is not what ${file} says.`,
    file,
    fix,
  };
}
