import { spawn } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** `npm run api` as its own process, on a free port, with the test's database or another way to it. */
export async function startApiProcess(env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['--import', 'tsx', path.join(root, 'lib/api-server/main.ts')], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, API_PORT: '0', LOG_LEVEL: 'info', PROCESS_NAME: 'api', ...env },
  });
  let output = '';
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const port = await new Promise<number>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the API ended with ${code}\n${output}`)));
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const found = /"port":(\d+).*"api ready"/.exec(output)?.[1];
      if (found) resolve(Number(found));
    });
  });
  return {
    url: `http://127.0.0.1:${port}/api/v1`,
    child,
    output: () => output,
    /** Asks it to end; answers with its exit code. */
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}
