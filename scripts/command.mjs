// Runs one program in the environment of the installation: `npm run web`, `npm run worker`, `npm run admin:create` ...
// Usage: node scripts/command.mjs <web, or a name in dist/> [arguments]
import path from 'node:path';
import { spawn } from 'node:child_process';
import { boundEnvironment } from './process/children.mjs';
import { watchLineage } from './process/lineage.mjs';
import { root } from './root.mjs';
import { isDemo, missingSettings } from './stack/environment.mjs';
import { webServer } from './stack/web-server.mjs';
import { withRuntime } from './stack/with-runtime.mjs';
import { fail } from './steps.mjs';

const [name, ...args] = process.argv.slice(2);
const SERVERS = ['web', 'worker', 'api', 'mail-in'];

function program(settings) {
  if (name === 'web') return webServer(settings.PORT);
  return [path.join(root, 'dist', `${name}.mjs`)];
}

/** Hands the terminal to the program; a signal to us is passed on, and its exit code becomes ours. */
function attend(settings) {
  const missing = SERVERS.includes(name) && !isDemo(process.env) ? missingSettings(process.env) : [];
  if (missing.length > 0)
    throw new Error(`These are missing:\n\n  ${missing.join('\n  ')}\n\n.env.example says more.`);
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...program(settings), ...args], {
      cwd: root,
      stdio: 'inherit',
      env: { ...boundEnvironment(settings), PROCESS_NAME: name },
    });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    watchLineage(() => child.kill('SIGTERM'));
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

await withRuntime(attend).then((code) => process.exit(code), fail);
