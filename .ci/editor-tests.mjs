// What an editor shows: packages/*/test-types/editor/*.ts, asked of the language service of TypeScript in each decorator
// mode. A comment below a line of code says what is expected there:
//   //  ^? text      hovering the position of the caret shows a type with this text, in less than 300 characters
//   //  ^doc text    hovering it shows documentation with this text
//   //  ^has a, b    completion at the position offers these names
//   //  ^error text  the line has an error with this text; `^error` alone in the first column: anywhere in it
import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { root } from './workspace.mjs';

const longestHover = 300;
const expectation = /^\s*\/\/\s*\^(\?|doc|has|error) (.+)$/;

/** Checks the editor files of a package; gives how many expectations were met and how many were not. */
export function checkEditor(folder, mode) {
  const place = join(root, folder, 'test-types', 'editor');
  if (!existsSync(place)) return { passed: 0, failed: 0 };
  const files = readdirSync(place)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(place, name));
  const service = languageService(join(root, folder), mode, files);
  const flaws = files.map((file) => checkFile(service, file));
  const failures = flaws.flatMap(({ failures }) => failures);
  const count = flaws.reduce((sum, { count }) => sum + count, 0);
  const verdict = failures.length === 0 && count > 0 ? 'ok  ' : 'FAIL';
  console.log(`${verdict} ${folder}, ${mode} decorators: ${count} expectations of editors`);
  for (const failure of failures) console.log(failure);
  return {
    passed: Math.max(0, count - failures.length),
    failed: Math.max(failures.length, count > 0 ? 0 : 1),
  };
}

function languageService(folder, mode, files) {
  const config = join(folder, mode === 'standard' ? 'tsconfig.test.json' : 'tsconfig.test-legacy.json');
  const parsed = ts.getParsedCommandLineOfConfigFile(
    config,
    {},
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: (diagnostic) => {
        throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'));
      },
    },
  );
  if (parsed === undefined) throw new Error(`${config} cannot be read`);
  return ts.createLanguageService({
    getScriptFileNames: () => files,
    getScriptVersion: () => '1',
    getScriptSnapshot: (name) => {
      const text = ts.sys.readFile(name);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => folder,
    getCompilationSettings: () => parsed.options,
    getDefaultLibFileName: (given) => ts.getDefaultLibFilePath(given),
    fileExists: (name) => ts.sys.fileExists(name),
    readFile: (name) => ts.sys.readFile(name),
    directoryExists: (name) => ts.sys.directoryExists(name),
    getDirectories: (name) => ts.sys.getDirectories(name),
  });
}

function checkFile(service, file) {
  const source = service.getProgram().getSourceFile(file);
  const lines = source.text.split('\n');
  const diagnostics = service.getSemanticDiagnostics(file);
  const explained = new Set();
  const failures = [];
  let count = 0;
  let code = 0;
  const fail = (line, text) => failures.push(`${relative(root, file)}:${line + 1}: ${text}`);
  for (const [index, line] of lines.entries()) {
    const match = expectation.exec(line);
    if (match === null) {
      code = index;
      continue;
    }
    count += 1;
    const [, kind, expected] = match;
    const position = source.getPositionOfLineAndCharacter(code, line.indexOf('^'));
    const flaw =
      kind === 'error'
        ? errorFlaw(diagnosticsOn(diagnostics, source, code), expected, explained)
        : kind === 'has'
          ? completionFlaw(service, file, position, expected)
          : hoverFlaw(service.getQuickInfoAtPosition(file, position), kind, expected);
    if (flaw) fail(index, flaw);
  }
  for (const diagnostic of diagnostics) {
    if (explained.has(diagnostic)) continue;
    const { line } = source.getLineAndCharacterOfPosition(diagnostic.start);
    fail(line, `unexpected error: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ')}`);
  }
  return { failures, count };
}

function diagnosticsOn(diagnostics, source, line) {
  return diagnostics.filter(({ start }) => source.getLineAndCharacterOfPosition(start).line === line);
}

/** An expected error explains all errors of its line. */
function errorFlaw(diagnostics, expected, explained) {
  for (const diagnostic of diagnostics) explained.add(diagnostic);
  const texts = diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  if (texts.some((text) => text.includes(expected))) return undefined;
  return `no error here says "${expected}", but: ${texts.join('\n') || 'nothing'}`;
}

function completionFlaw(service, file, position, expected) {
  const entries = service.getCompletionsAtPosition(file, position, {})?.entries ?? [];
  const offered = new Set(entries.map(({ name }) => name));
  const missing = expected.split(', ').filter((name) => !offered.has(name));
  return missing.length === 0 ? undefined : `completion does not offer ${missing.join(', ')}`;
}

function hoverFlaw(info, kind, expected) {
  if (info === undefined) return 'nothing to hover here';
  if (kind === 'doc') {
    const documentation = ts.displayPartsToString(info.documentation);
    return documentation.includes(expected) ? undefined : `the documentation shown is "${documentation}"`;
  }
  const type = ts.displayPartsToString(info.displayParts).replaceAll(/\s+/g, ' ');
  if (type.length >= longestHover) return `the hover has ${type.length} characters: ${type}`;
  return type.includes(expected) ? undefined : `the hover shows ${type}`;
}
