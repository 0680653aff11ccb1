// Makes the project ready to run: packages, Prisma's client, the bundles, the production build; each only when what it
// is made from has changed. npm runs it before node_modules exists, so it imports nothing but Node's own modules.
// Usage: node scripts/prepare.mjs [runtime | install] [generate] [bundle] [build]
import path from 'node:path';
import { installPackages } from './install.mjs';
import { runNode } from './process/children.mjs';
import { watchLineage } from './process/lineage.mjs';
import { root } from './root.mjs';
import { isFresh, whenStale } from './stamp.mjs';
import { fail, step } from './steps.mjs';
import { copyViewer } from './viewer.mjs';

const MINIMUM = [20, 19];
/** npm ci itself checks that package.json agrees with it. */
const MANIFESTS = ['package-lock.json', '.npmrc'];
const SOURCES = ['lib', 'messages', 'prisma', 'tsconfig.json', 'package-lock.json'];
const SITE = [
  ...[
    'app',
    'components',
    'public',
    'proxy.ts',
    'instrumentation.ts',
    'next.config.ts',
    'postcss.config.mjs',
  ],
];
const ALL_PACKAGES = 'node_modules/.meterdesk-stamp';
const RUNTIME_PACKAGES = 'node_modules/.meterdesk-runtime-stamp';

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1])) return;
  throw new Error(`Meterdesk needs Node ${MINIMUM.join('.')} or newer; this is ${process.version}.`);
}

const inModules = (file) => path.join(root, 'node_modules', file);

const run = (args, nodeEnv) =>
  runNode(args, {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: nodeEnv,
      NEXT_TELEMETRY_DISABLED: '1',
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  });

const steps = {
  /** What `npm start` needs: a third of all packages serve only tests and linters, and the first start is waited for. */
  runtime: () =>
    isFresh(ALL_PACKAGES, MANIFESTS) ||
    whenStale(RUNTIME_PACKAGES, MANIFESTS, () =>
      step('Install packages', () => installPackages('--omit=dev')),
    ),

  install: () =>
    whenStale(ALL_PACKAGES, MANIFESTS, () =>
      step('Install all packages', () => installPackages('--include=dev')),
    ),

  generate: () =>
    whenStale(
      'prisma/generated/.stamp',
      ['prisma/schema.prisma', 'prisma.config.ts', 'package-lock.json'],
      () =>
        step('Generate the database client', () =>
          run([inModules('prisma/build/index.js'), 'generate'], 'development'),
        ),
    ),

  bundle: async () => {
    await whenStale('public/pdfjs/.stamp', ['package-lock.json', 'scripts/viewer.mjs'], copyViewer);
    await whenStale('dist/.stamp', [...SOURCES, 'scripts/bundle.mjs'], () =>
      step('Bundle the worker and the commands', () =>
        run([path.join(root, 'scripts/bundle.mjs')], 'production'),
      ),
    );
  },

  build: () =>
    whenStale('.next/meterdesk-stamp', [...SOURCES, ...SITE], () =>
      step('Build the web server', () => run([inModules('next/dist/bin/next'), 'build'], 'production')),
    ),
};

/** Does the named steps in their order; those that are up to date say nothing. */
export async function prepare(...names) {
  checkNode();
  for (const name of names) {
    if (!steps[name])
      throw new Error(`There is no step ${name}; there are ${Object.keys(steps).join(', ')}.`);
    await steps[name]();
  }
}

if (process.argv[1] === import.meta.filename) {
  watchLineage(() => process.exit(1));
  const names = process.argv.slice(2);
  await prepare(...(names.length > 0 ? names : ['install', 'generate', 'bundle', 'build'])).catch(fail);
}
