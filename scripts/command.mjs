// Runs one bundled program in the environment of the installation: `npm run admin:create`, `npm run worker` and others.
// Usage: node scripts/command.mjs <name in dist/> [arguments]
import path from 'node:path';
import { spawn } from 'node:child_process';
import { boundEnvironment } from './process/children.mjs';
import { watchLineage } from './process/lineage.mjs';
import { root } from './root.mjs';
import { withRuntime } from './stack/with-runtime.mjs';
import { fail } from './steps.mjs';

const [name, ...args] = process.argv.slice(2);

/** Hands the terminal to the program; a signal to us is passed on, and its exit code becomes ours. */
function attend(settings) {
  return new Promise((resolve, reject) => {
    const file = path.join(root, 'dist', `${name}.mjs`);
    const child = spawn(process.execPath, [file, ...args], {
      stdio: 'inherit',
      env: boundEnvironment(settings),
    });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    watchLineage(() => child.kill('SIGTERM'));
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

await withRuntime(attend).then((code) => process.exit(code), fail);
