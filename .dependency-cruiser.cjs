/** The layers of packages/core/src, lowest first. A folder may import only from those before it. */
const layers = [
  'errors',
  'metadata',
  'fields',
  'invariants',
  'change',
  'messages',
  'elements',
  'registry',
  'queries',
  'ports',
  'event-store',
  'unit-of-work',
  'tenants',
  'repositories',
  'deciders',
  'dispatch',
  'projections',
  'process-managers',
  'domain',
  'runtime',
  'adapters',
];

const core = '^packages/core/src/';

/** The doors of the package: files beside the layers that only re-export. */
const doors = `${core}(index|for-adapters|fault-points|class-validator[a-z-]*|class-transformer[a-z-]*)\\.ts$`;

const layer = (...names) => `${core}(${names.join('|')})(/|\\.ts$)`;

const upward = layers.slice(0, -1).map((name, position) => ({
  name: `core-${name}-imports-nothing-above-it`,
  severity: 'error',
  from: { path: layer(name), pathNot: `${core}domain/wiring\\.ts$` },
  to: { path: layer(...layers.slice(position + 1)) },
}));

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '/src/', pathNot: '/src/(index\\.ts|site/assets/[a-z]+\\.js)$' },
      to: {},
    },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'core-has-no-folder-outside-the-plan',
      severity: 'error',
      from: {},
      to: { path: core, pathNot: [layer(...layers), doors] },
    },
    {
      name: 'core-has-no-folder-outside-the-plan-that-imports',
      severity: 'error',
      from: { path: core, pathNot: [layer(...layers), doors] },
      to: {},
    },
    {
      name: 'nothing-in-core-imports-its-doors',
      severity: 'error',
      from: { path: core },
      to: { path: doors },
    },
    {
      name: 'core-imports-no-other-package-of-ours',
      severity: 'error',
      from: { path: core },
      to: { path: '^packages/(?!core/)' },
    },
    {
      name: 'core-depends-on-these-libraries',
      severity: 'error',
      from: { path: core },
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'npm-peer', 'npm-optional', 'npm-no-pkg', 'npm-unknown'],
        pathNot: 'node_modules/(reflect-metadata|uuid|decimal\\.js|class-validator|class-transformer)/',
      },
    },
    {
      name: 'only-files-named-after-it-know-class-validator',
      severity: 'error',
      from: { path: core, pathNot: `${core}(fields/)?class-validator[a-z-]*\\.ts$` },
      to: { path: 'node_modules/class-validator/' },
    },
    {
      name: 'only-files-named-after-it-know-class-transformer',
      severity: 'error',
      from: { path: core, pathNot: `${core}(fields/)?class-transformer[a-z-]*\\.ts$` },
      to: { path: 'node_modules/class-transformer/' },
    },
    {
      name: 'packages-meet-at-their-front-door',
      severity: 'error',
      from: { path: '^(packages|examples)/([^/]+)/' },
      to: {
        path: '^packages/([^/]+)/src/(?!index\\.ts$)',
        pathNot: ['^$1/$2/', doors, '^packages/testing/src/conformance\\.ts$'],
      },
    },
    {
      name: 'sources-do-not-import-tests',
      severity: 'error',
      from: { path: '/src/', pathNot: '/test/' },
      to: { path: '/(test|test-types)/' },
    },
    {
      name: 'adapters-see-only-ports-queries-messages-errors',
      severity: 'error',
      from: { path: `${core}adapters/` },
      to: { path: core, pathNot: layer('adapters', 'ports', 'queries', 'messages', 'errors') },
    },
    {
      name: 'only-the-wiring-sees-adapters',
      severity: 'error',
      from: { path: core, pathNot: [`${core}adapters/`, `${core}domain/wiring\\.ts$`, doors] },
      to: { path: `${core}adapters/` },
    },
    {
      name: 'the-wiring-imports-nothing-above-it-but-adapters',
      severity: 'error',
      from: { path: `${core}domain/wiring\\.ts$` },
      to: { path: layer('runtime') },
    },
    ...upward,
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      conditionNames: ['@domainry/source', 'import', 'types', 'default'],
      exportsFields: ['exports'],
    },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['/dist/', '/test-types/consumers/', '/create-domainry/templates/', '/test/projects/'] },
  },
};
