import path from 'node:path';
import { build } from 'esbuild';
import { root } from '../root.mjs';

/** Bundles a module of the bench that calls the product, as the worker is bundled; answers the file. */
export async function bundleOf(name, folder) {
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
  return outfile;
}

export const importBundled = async (name, folder) => import(await bundleOf(name, folder));
