import { kebabCase, pascalCase } from './names.js';
import type { DomainBeginning } from './domain-beginning.js';

/** A framework that applications are made with, and that says when one begins and ends. */
export type ApplicationFramework = 'nest' | 'fastify';

/** How a domain is opened and closed with an application. */
export interface Opening {
  /** From the folder of the package. */
  readonly file: string;
  readonly source: string;
  /** What is left to do by hand. */
  readonly next: readonly string[];
}

/**
 * The framework a package is made with. Nest comes first: it may run on Fastify.
 *
 * @param dependencies - names of all packages it depends on.
 */
export function frameworkAmong(dependencies: ReadonlySet<string>): ApplicationFramework | undefined {
  if (dependencies.has('@nestjs/core') || dependencies.has('@nestjs/common')) return 'nest';
  return dependencies.has('fastify') ? 'fastify' : undefined;
}

/** Writes where a domain is opened when the application begins, and closed when it ends. */
export function openingIn(framework: ApplicationFramework, domain: DomainBeginning): Opening {
  return framework === 'nest' ? nestModule(domain) : fastifyPlugin(domain);
}

function nestModule({ name, variable }: DomainBeginning): Opening {
  const module = `${pascalCase(name)}Module`;
  const provider = `${pascalCase(name)}Domain`;
  const file = `src/${kebabCase(name)}.module.ts`;
  return {
    file,
    source: `import { Injectable, Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { ${variable} } from './domain.js';

/** The domain, for as long as the application runs. */
@Injectable()
export class ${provider} implements OnModuleInit, OnApplicationShutdown {
  readonly process = ${variable}.process.bind(${variable});
  readonly ask = ${variable}.ask.bind(${variable});

  async onModuleInit(): Promise<void> {
    await ${variable}.init();
  }

  async onApplicationShutdown(): Promise<void> {
    await ${variable}.close();
  }
}

@Module({ providers: [${provider}], exports: [${provider}] })
export class ${module} {}
`,
    next: [
      `Import ${module} of ${file} in the module of the application, and inject ${provider}.`,
      'Call app.enableShutdownHooks() in main.ts: without it, signals do not close the domain.',
    ],
  };
}

function fastifyPlugin({ name, variable }: DomainBeginning): Opening {
  const plugin = `${variable}Plugin`;
  const file = `src/${kebabCase(name)}-plugin.ts`;
  return {
    file,
    source: `import type { FastifyPluginAsync } from 'fastify';
import { ${variable} } from './domain.js';

/** Opens the domain before the server listens, and closes it when the last request is answered. */
export const ${plugin}: FastifyPluginAsync = async (server) => {
  await ${variable}.init();
  server.addHook('onClose', async () => {
    await ${variable}.close();
  });
};
`,
    next: [
      `Register ${plugin} of ${file}: await server.register(${plugin}).`,
      'Have signals call server.close(): without it, they do not close the domain.',
    ],
  };
}
