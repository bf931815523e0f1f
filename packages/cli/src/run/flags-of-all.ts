import type { Flags } from './flag.js';

/** Flags that every command has. */
export const flagsOfAll = {
  help: { type: 'boolean', short: 'h', isOnlyWritten: true, what: 'Shows how the command is called.' },
  version: { type: 'boolean', isOnlyWritten: true, what: 'Shows the version.' },
  json: { type: 'boolean', what: 'Prints one JSON document to standard output, and nothing else.' },
  color: { type: 'boolean', what: 'Colours, whatever the terminal says; --no-color for none.' },
  quiet: { type: 'boolean', short: 'q', what: 'Says only what was asked for.' },
  verbose: { type: 'boolean', what: 'Says more: stacks of errors, what was picked and why.' },
  cwd: { type: 'text', value: 'folder', what: 'Works in another folder.' },
} as const satisfies Flags;

/** Flags of commands that read the configuration. */
export const flagsOfConfigured = {
  config: { type: 'text', value: 'file', what: 'The configuration; domainry.config.ts when absent.' },
} as const satisfies Flags;

/** Flags of commands that import the domain. */
export const flagsOfLoading = {
  domain: {
    type: 'list',
    value: 'module|package|name',
    what: 'Which domain: a module, a package of the workspace, or a name of the configuration. May be repeated.',
  },
  loader: {
    type: 'text',
    choices: ['tsx', 'swc', 'none'],
    default: 'tsx',
    config: 'loader',
    what: 'What compiles TypeScript on import; none for JavaScript that was built.',
  },
  tsconfig: {
    type: 'text',
    value: 'file',
    config: 'tsconfig',
    isPath: true,
    what: 'The tsconfig.json to compile with.',
  },
  envFile: {
    type: 'text',
    value: 'file',
    config: 'envFile',
    isPath: true,
    what: 'Environment variables for the domain.',
  },
  timeout: {
    type: 'number',
    value: 'seconds',
    default: 60,
    config: 'timeout',
    what: 'How long importing the domain may take.',
  },
} as const satisfies Flags;
