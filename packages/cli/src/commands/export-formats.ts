import {
  agentsBlock,
  formats,
  mergeAgents,
  renderMarkdown,
  type FormatFiles,
  type FormatOptions,
} from '@domainry/docs';
import { filesForReaders, type DocumentedProject } from './site.js';

/** A format that a project can be written in. */
export interface ExportFormat {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Whether what is in the folder already matters. */
  readonly carriesOver: boolean;
  /** Written into the folder of the configuration, and not into one of its own. */
  readonly isAtRoot?: true;
  readonly write: (project: DocumentedProject, options: FormatOptions) => FormatFiles | Promise<FormatFiles>;
}

const agentsFile = 'AGENTS.md';

/** Formats that are about the documentation as a whole, and not only about its models. */
const ofDocumentation: readonly ExportFormat[] = [
  {
    name: 'agents',
    title: 'AGENTS.md',
    description:
      'A block of AGENTS.md, beside the configuration, with the rules coding agents have to keep; the rest of the file stays.',
    carriesOver: true,
    isAtRoot: true,
    write: ({ input }, { existing }) =>
      new Map([[agentsFile, mergeAgents(existing?.get(agentsFile), agentsBlock(input))]]),
  },
  {
    name: 'llms',
    title: 'llms.txt',
    description: 'The Markdown set with llms.txt and llms-full.txt, for language models.',
    carriesOver: false,
    write: ({ input }) => filesForReaders(input),
  },
  {
    name: 'markdown',
    title: 'Markdown',
    description: 'The documentation as Markdown with Mermaid diagrams, for code hosts and wikis.',
    carriesOver: false,
    write: ({ input }) => renderMarkdown(input),
  },
];

/** Every format, by name. */
export const exportFormatTable: readonly ExportFormat[] = [
  ...formats.map((format) => ({
    name: format.name,
    title: format.title,
    description: format.description,
    carriesOver: format.carriesOver === true,
    write: ({ landscape }: DocumentedProject, options: FormatOptions) => format.write(landscape, options),
  })),
  ...ofDocumentation,
].sort((one, other) => (one.name < other.name ? -1 : 1));
