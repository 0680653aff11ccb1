import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { boundEnvironment } from '../process/children.mjs';
import { root } from '../root.mjs';
import { localSecrets } from './secrets.mjs';

/**
 * Runs `work(url)` beside the sandbox, as a process of its own that keeps what happens in the place where the demo's
 * sandbox will find it. Nobody hears of its events before that one tells them. It begins empty.
 */
export async function besideSandbox(dataDir, work) {
  const dir = path.join(dataDir, 'sandbox');
  rmSync(dir, { recursive: true, force: true });
  const env = {
    ...boundEnvironment({ ...process.env, ...localSecrets(dataDir) }),
    ...{ SANDBOX_PORT: '0', SANDBOX_SMTP_PORT: '0', SANDBOX_URL: '', SANDBOX_DIR: dir },
    // Port 9 takes nothing: what is to be told waits.
    APP_URL: 'http://127.0.0.1:9',
  };
  const stdio = ['ignore', 'pipe', 'inherit'];
  const child = spawn(process.execPath, [path.join(root, 'dist/sandbox.mjs')], { cwd: root, env, stdio });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  try {
    return await work(await addressOf(child));
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

function addressOf(child) {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The sandbox ended with ${code}.`)));
    child.stdout.on('data', (chunk) => {
      const url = /sandbox ready (\S+)/.exec(chunk.toString())?.[1];
      if (url) resolve(url);
    });
  });
}
