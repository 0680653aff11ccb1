import path from 'node:path';
import { build } from 'esbuild';
import { root } from '../root.mjs';

/** Bundles a module of the bench that calls the product, as the worker is bundled, and imports it. */
export async function importBundled(name, folder) {
  const outfile = path.join(folder, `${name}.mjs`);
  await build({
    absWorkingDir: root,
    entryPoints: [`scripts/bench/${name}.ts`],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  });
  return import(outfile);
}
