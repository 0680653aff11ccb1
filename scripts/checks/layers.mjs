// Checks the laws of the house over a source tree, this one by default, and fails when it found nothing to check.
// Usage: node scripts/checks/layers.mjs [folder]
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { root } from '../root.mjs';

const CRUISER = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const CONFIG = path.join(root, 'scripts/dependency-cruiser.cjs');
const FOLDERS = ['app', 'components', 'lib', 'prisma/seed', 'e2e', 'proxy.ts', 'i18n.ts'];

/** Every broken law as `law: from → to`, and how many modules were looked at. */
export function checkLayers(folder) {
  const targets = FOLDERS.filter((name) => existsSync(path.join(folder, name)));
  if (targets.length === 0) return { examined: 0, violations: [] };
  const args = [CRUISER, '--config', CONFIG, '--output-type', 'json', ...targets];
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 512 * 1024 * 1024,
  });
  if (!stdout) throw new Error(`dependency-cruiser failed: ${stderr}`);
  const { modules, summary } = JSON.parse(stdout);
  const isOurs = (module) => !module.coreModule && !module.source.includes('node_modules');
  return {
    examined: modules.filter(isOurs).length,
    violations: summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
  };
}

if (process.argv[1] === import.meta.filename) {
  const { examined, violations } = checkLayers(path.resolve(process.argv[2] ?? root));
  for (const violation of violations) console.error(violation);
  if (examined === 0) console.error('No module was examined: this check proves nothing.');
  console.log(`${examined} modules examined, ${violations.length} violations`);
  process.exit(examined > 0 && violations.length === 0 ? 0 : 1);
}
