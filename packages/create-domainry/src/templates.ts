/** A project to begin with. */
export interface Template {
  readonly name: string;
  readonly what: string;
  /** Folders of `templates/`, laid over each other in this order. */
  readonly layers: readonly string[];
}

/** The projects there are to begin with. */
export const templates: readonly Template[] = [
  {
    name: 'minimal',
    what: 'One context: an account, its commands and queries, and their tests',
    layers: ['minimal'],
  },
  { name: 'fastify', what: 'The same behind HTTP, with Fastify', layers: ['minimal', 'fastify'] },
  { name: 'nest', what: 'The same in an application of NestJS', layers: ['minimal', 'nest'] },
  { name: 'monorepo', what: 'A workspace with two contexts, each a package', layers: ['monorepo'] },
];
