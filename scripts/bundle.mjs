// Bundles every process that is not Next's into dist/: plain Node then runs them without a compiler at hand.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from './root.mjs';

const PROGRAMS = {
  worker: 'lib/jobs/worker.ts',
  api: 'lib/api-server/main.ts',
  'mail-in': 'lib/mail-in/main.ts',
  sandbox: 'lib/sandbox/main.ts',
  seed: 'prisma/seed/main.ts',
  simulation: 'prisma/simulation/main.ts',
  'simulation-plan': 'prisma/simulation/plan.ts',
  // Not a program: `npm start` parses the environment with it before it starts one.
  environment: 'lib/core/env.ts',
};

function entryPoints() {
  const folder = path.join(root, 'lib/commands');
  const commands = existsSync(folder) ? readdirSync(folder) : [];
  const isCommand = (name) => name.endsWith('.ts') && !name.includes('.test.');
  const named = commands
    .filter(isCommand)
    .map((name) => [path.basename(name, '.ts'), `lib/commands/${name}`]);
  return { ...PROGRAMS, ...Object.fromEntries(named) };
}

rmSync(path.join(root, 'dist'), { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: entryPoints(),
  outdir: 'dist',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  splitting: true,
  chunkNames: 'shared/[name]-[hash]',
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  jsx: 'automatic',
  sourcemap: 'linked',
  logLevel: 'warning',
});
