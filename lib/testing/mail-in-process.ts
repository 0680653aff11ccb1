import { spawn } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** `npm run mail-in` as its own process on a free port, with the test's database and folder of files. */
export async function startMailInProcess(env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['--import', 'tsx', path.join(root, 'lib/mail-in/main.ts')], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, MAIL_IN_PORT: '0', LOG_LEVEL: 'info', PROCESS_NAME: 'mail-in', ...env },
  });
  let output = '';
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const port = await new Promise<number>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`mail-in ended with ${code}\n${output}`)));
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const found = /"port":(\d+).*"mail-in ready"/.exec(output)?.[1];
      if (found) resolve(Number(found));
    });
  });
  return { port, child, ended, output: () => output };
}
