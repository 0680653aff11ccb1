import path from 'node:path';

/** `locked`: it needs a password. `damaged`: no reader opens it, or not in time. */
export type Inspected = { pages: number } | { refusal: 'locked' | 'damaged' };

const TIMEOUT_MS = 10_000;
const AT_ONCE = 2;
/** A path and not a URL of this module: this runs in bundles too, from the root of the program. */
const THREAD = path.join('lib', 'integrations', 'pdf-check', 'inspect-thread.mjs');

// Asked for at run time: Turbopack would bundle a thread that it sees, and the bundled one does not start.
const { Worker } = process.getBuiltinModule('node:worker_threads');

let running = 0;
const waiting: (() => void)[] = [];

/**
 * How many pages a PDF has, by opening it in a thread of its own with bounded memory and time: what its bytes say of
 * themselves may be a lie. Never throws.
 */
export async function inspectPdf(bytes: Uint8Array): Promise<Inspected> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    return await inspect(bytes);
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

function inspect(bytes: Uint8Array): Promise<Inspected> {
  const thread = new Worker(path.resolve(process.cwd(), THREAD), {
    ...{ workerData: bytes, env: {}, stdout: true, stderr: true, execArgv: [] },
    resourceLimits: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 32 },
  });
  return new Promise((resolve) => {
    const settle = (found: Inspected) => {
      clearTimeout(timer);
      resolve(found);
      void thread.terminate();
    };
    const timer = setTimeout(() => settle({ refusal: 'damaged' }), TIMEOUT_MS);
    thread.once('message', (message: { pages?: number; error?: string }) => {
      if (message.pages !== undefined) settle({ pages: message.pages });
      else settle({ refusal: message.error === 'PasswordException' ? 'locked' : 'damaged' });
    });
    thread.once('error', () => settle({ refusal: 'damaged' }));
    thread.once('exit', () => settle({ refusal: 'damaged' }));
  });
}
