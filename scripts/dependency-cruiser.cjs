// The floors of the house, as laws: a floor imports only floors below it. ARCHITECTURE.md draws them.
const FLOORS = {
  'lib/core': 'lib/core|prisma/generated',
  'lib/integrations': 'lib/(core|integrations)',
  'lib/domain': 'lib/(core|integrations|domain)',
  'lib/web': 'lib/(core|domain|web)',
  'lib/api-server': 'lib/(core|domain|web|api-server)',
  'lib/mail-in': 'lib/(core|integrations|domain|mail-in)',
  'lib/jobs': 'lib/(core|integrations|domain|jobs)',
  'lib/commands': 'lib/(core|integrations|domain|commands)',
  'lib/sandbox': 'lib/sandbox',
  'components/ui': 'components/ui',
  'components/(?!ui/)[^/]+': 'components|lib/domain/[^/]+/schema|lib/core/format',
  app: 'app|components|lib/(core|domain|web)',
};
const TESTS = '\\.test\\.tsx?$';
/** Everything that is ours; what stands outside (packages, Node) is the business of laws of their own. */
const OURS = '^(app|components|lib|prisma|e2e|scripts)/';

const law = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const floors = Object.entries(FLOORS).map(([floor, allowed]) =>
  law(
    `floor ${floor}`,
    'A floor imports only floors below it.',
    { path: `^${floor}/`, pathNot: TESTS },
    { path: OURS, pathNot: `^(${allowed})(/|\\.|$)` },
  ),
);

module.exports = {
  forbidden: [
    law('no-circular', 'Two modules that need each other are one, or need a third.', {}, { circular: true }),
    ...floors,
    law(
      'internal-is-private',
      'internal.ts belongs to its noun.',
      { path: '^lib/domain/([^/]+)/' },
      { path: '^lib/domain/[^/]+/internal', pathNot: '^lib/domain/$1/' },
    ),
    law(
      'internal-stays-in-the-domain',
      'Doors use verbs, queries and schemas.',
      { pathNot: '^lib/domain/' },
      { path: '^lib/domain/[^/]+/internal' },
    ),
    law(
      'support-carries-its-neighbours',
      'The desk, quotes and ratings stand upon support, each by itself.',
      { path: '^lib/domain/(support|desk|quotes|ratings)/', pathNot: TESTS },
      { path: '^lib/domain/(desk|quotes|ratings)/', pathNot: '^lib/domain/$1/' },
    ),
    law(
      'database-behind-the-domain',
      'Pages, components, the web floor and the integrations never touch the database.',
      { path: '^(app|components|lib/(web|integrations))/', pathNot: TESTS },
      { path: '^(lib/core/db|prisma/generated)' },
    ),
    law(
      'revenue-is-for-finance',
      'Only the pages of finance and the admin read the figures of the whole company.',
      { path: '^app/(?!\\((finance|admin)\\)/)' },
      { path: '^lib/domain/revenue/' },
    ),
    law(
      'testing-is-for-tests',
      'Factories and the test database are no part of the product.',
      { pathNot: `(${TESTS}|^lib/testing/|^e2e/|^prisma/(seed|simulation)/|^scripts/)` },
      { path: '^lib/testing/' },
    ),
    law(
      'sandbox-stands-alone',
      'The stand-ins run as a process of their own and are reached by HTTP.',
      { pathNot: '^lib/sandbox/' },
      { path: '^lib/sandbox/' },
    ),
    law(
      'worker-without-next',
      'The worker, the commands and all that they use run in plain Node.',
      { path: '^lib/(core|integrations|domain|mail-in|jobs|commands|sandbox)/', pathNot: TESTS },
      { path: '(^|node_modules/)(next|next-auth|next-intl|server-only)(/|$)' },
    ),
    law(
      'api-without-next',
      'The public API answers from any server that knows Request and Response.',
      { path: '^lib/(api-server|web/api)/', pathNot: TESTS },
      {
        path: '(^|node_modules/)(next|next-auth|next-intl|server-only|react|react-dom)(/|$)',
        reachable: true,
      },
    ),
    law(
      'react-writes-mail-and-pdf-only',
      'Below the web floor React is for the templates of e-mails and of PDFs.',
      {
        path: '^lib/(core|integrations/(?!(email|pdf)/)|domain|mail-in|jobs|commands|sandbox)',
        pathNot: TESTS,
      },
      { path: '(^|node_modules/)(react|react-dom|@react-email)(/|$)' },
    ),
    law(
      'resolvable',
      'An import that leads nowhere would escape every other law.',
      { pathNot: '^prisma/generated/' },
      { couldNotResolve: true },
    ),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    // A type that is imported is a dependency too.
    tsPreCompilationDeps: true,
    doNotFollow: { path: ['node_modules', '^prisma/generated'] },
    exclude: { path: ['\\.json$', '\\.css$'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'types', 'default'],
    },
  },
};
