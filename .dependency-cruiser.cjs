// The layers of the house: imports run downwards only. test/scripts/layers.test.ts proves that these rules bite.

const doors = '^src/(endpoints|commands|events|interactions|jobs|settings)/';

/** What every door may import. */
const behindDoors = ['^src/(services|whatsapp|domain|rocketchat)/', '^src/wiring\\.ts$'];

/** A folder of src may import from these places inside src, and nowhere else. */
const layer = (name, { may, why }) => ({
  name: `${name}-imports`,
  comment: why,
  severity: 'error',
  from: { path: `^src/${name}/` },
  to: {
    path: '^(src|WhatsAppApp\\.ts)',
    pathNot: [`^src/${name}/`, ...may.map((folder) => `^src/${folder}/`)],
  },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'domain-imports',
      comment: 'Our words depend on nothing: no other layer, no package, no built-in module.',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { pathNot: '^src/domain/' },
    },
    layer('whatsapp', { may: ['domain'], why: 'The protocol is pure: it knows our words only.' }),
    layer('services', {
      may: ['whatsapp', 'domain'],
      why: 'The rules speak to the world through their ports.',
    }),
    layer('dialog360', { may: ['services', 'whatsapp', 'domain'], why: 'Implements ports of services.' }),
    layer('rocketchat', { may: ['services', 'whatsapp', 'domain'], why: 'Implements ports of services.' }),
    {
      name: 'doors-imports',
      comment: 'A door reads, guards, calls a service and answers. It knows no other door, nor 360dialog.',
      severity: 'error',
      from: { path: doors, pathNot: '^src/commands/' },
      to: { path: '^(src|WhatsAppApp\\.ts)', pathNot: ['^src/$1/', ...behindDoors] },
    },
    {
      name: 'commands-imports',
      comment: 'A command is a door as well; it shows the cards and forms that clicks show.',
      severity: 'error',
      from: { path: '^src/commands/' },
      to: { path: '^(src|WhatsAppApp\\.ts)', pathNot: ['^src/(commands|interactions)/', ...behindDoors] },
    },
    {
      name: 'doors-are-given-services',
      comment: 'The app class hands a door its services; of the wiring a door knows the types.',
      severity: 'error',
      from: { path: doors },
      to: { path: '^src/wiring\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'wiring-imports',
      comment: 'The wiring puts the parts together and does not open the doors.',
      severity: 'error',
      from: { path: '^src/wiring\\.ts$' },
      to: { path: doors },
    },
    {
      name: 'whatsapp-is-pure',
      comment: 'The protocol does no I/O: packages yes, built-in modules no.',
      severity: 'error',
      from: { path: '^src/whatsapp/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'sandbox-modules',
      comment:
        "Of Node's modules the app needs crypto, and zlib for pictures; most others are refused by the engine's sandbox.",
      severity: 'error',
      from: { path: '^(src/|WhatsAppApp\\.ts$)' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|zlib)$' },
    },
    {
      name: 'engine-at-the-edge',
      comment: 'The Apps-Engine is known to its adapters, to the doors and to the app class.',
      severity: 'error',
      from: { path: '^src/(domain|whatsapp|services)/' },
      to: { path: 'node_modules/@rocket\\.chat/apps-engine' },
    },
    {
      name: 'engine-definition-only',
      comment: 'On a server only the definition folder of the engine is within reach of an app.',
      severity: 'error',
      from: { path: '^(src/|WhatsAppApp\\.ts$)' },
      to: {
        path: 'node_modules/@rocket\\.chat/apps-engine',
        pathNot: 'node_modules/@rocket\\.chat/apps-engine/definition/',
      },
    },
    {
      name: 'app-stands-alone',
      comment: 'The app knows nothing of the simulator, the tests, the benchmarks and the scripts.',
      severity: 'error',
      from: { path: '^(src/|WhatsAppApp\\.ts$)' },
      to: { path: '^(simulator|test|bench|scripts)/' },
    },
    {
      name: 'app-uses-shipped-packages',
      comment:
        'What the app bundles is a dependency; development tools are not. Types may come from anywhere, and the engine is there at run time.',
      severity: 'error',
      from: { path: '^(src/|WhatsAppApp\\.ts$)' },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: 'node_modules/@rocket\\.chat/apps-engine/definition/',
      },
    },
    {
      name: 'simulator-knows-the-zip',
      comment: 'The simulator takes the app as a zip, as a server does.',
      severity: 'error',
      from: { path: '^simulator/' },
      to: { path: '^(src/|WhatsAppApp\\.ts$|test/|bench/)' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'A module that nothing imports and that imports nothing is left over.',
      severity: 'error',
      from: { orphan: true, pathNot: ['\\.d\\.ts$'] },
      to: {},
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^simulator/rocketchat/engine/deno-std/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['require', 'node'],
    },
  },
};
