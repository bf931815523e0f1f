// The public API of each package, entry by entry, against the committed report `api/<entry>.api.md`.
// node .ci/api-report.mjs --update writes the reports anew.
import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';
import { manifest, publicPackages, root, tool } from './workspace.mjs';

const REMEDY = 'If that is meant: npm run api:update, and commit the report.';
const update = process.argv.includes('--update');

if (tool('tsc', ['-b'], { show: true }).status !== 0) process.exit(1);
const wrong = publicPackages().flatMap((folder) =>
  entriesOf(folder).filter((entry) => !agrees(folder, entry)),
);
process.exit(wrong.length === 0 ? 0 : 1);

/** The entries that have types: `{ name: "core-testing", types: "./dist/testing.d.ts" }`. */
function entriesOf(folder) {
  return Object.entries(manifest(folder).exports)
    .filter(([, target]) => typeof target === 'object' && target.types)
    .map(([path, { types }]) => ({ name: [basename(folder), ...path.split('/').slice(1)].join('-'), types }));
}

function agrees(folder, { name, types }) {
  const project = join(root, folder);
  mkdirSync(join(project, 'api'), { recursive: true });
  const config = ExtractorConfig.prepare({
    configObject: {
      projectFolder: project,
      mainEntryPointFilePath: join(project, types),
      compiler: { tsconfigFilePath: join(project, 'tsconfig.json') },
      apiReport: {
        enabled: true,
        reportFolder: '<projectFolder>/api',
        reportTempFolder: join(root, '.cache', 'api'),
        reportFileName: `${name}.api.md`,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        extractorMessageReporting: {
          default: { logLevel: ExtractorLogLevel.Error },
          'ae-forgotten-export': { logLevel: ExtractorLogLevel.Warning, addToApiReportFile: true },
          'ae-undocumented': { logLevel: ExtractorLogLevel.None },
          'ae-missing-release-tag': { logLevel: ExtractorLogLevel.None },
        },
        tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
      },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: join(project, 'package.json'),
  });
  const result = Extractor.invoke(config, {
    localBuild: update,
    showVerboseMessages: false,
    messageCallback: (message) => {
      if (message.messageId === 'console-compiler-version-notice') message.logLevel = ExtractorLogLevel.None;
    },
  });
  if (result.apiReportChanged && update) console.log(`Written: ${folder}/api/${name}.api.md`);
  if (result.errorCount > 0) console.log(`FAIL ${name}: mend what the lines above name.`);
  if (result.apiReportChanged && !update) console.log(`FAIL ${name}: the API has changed. ${REMEDY}`);
  return result.errorCount === 0 && (update || !result.apiReportChanged);
}
