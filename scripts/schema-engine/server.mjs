import readline from 'node:readline';
import { openEngine } from './engine.mjs';

const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);

/** The WASM engine throws an Error whose text is JSON of {is_panic, message, error_code, meta}. */
function errorData(error) {
  let known = error?.error_code ? error : null;
  try {
    known ??= JSON.parse(error.message);
  } catch {
    // Not the engine's own: a lost connection, for example.
  }
  return {
    is_panic: false,
    message: known?.message ?? String(error?.message ?? error),
    meta: known?.meta ?? null,
    error_code: known?.error_code ?? null,
  };
}

/** Answers the requests of stdin one after the other, until it closes. */
export async function serve(request) {
  const call = await openEngine(request);
  let prints = 0;
  async function answer({ id, method, params }) {
    try {
      let result = await call(method, Array.isArray(params) ? params[0] : params);
      if (method === 'diff' && result?.stdout) {
        send({ id: `print-${prints++}`, method: 'print', params: { content: result.stdout } });
        result = { ...result, stdout: null };
      }
      send({ id, result: result ?? {} });
    } catch (error) {
      const message = 'An error happened. Check the data field for details.';
      send({ id, error: { code: 4466, message, data: errorData(error) } });
    }
  }
  let queue = Promise.resolve();
  const lines = readline.createInterface({ input: process.stdin, crlfDelay: Infinity });
  lines.on('line', (line) => {
    const message = JSON.parse(line);
    // Without a method it is the CLI's answer to our own "print".
    if (message.method) queue = queue.then(() => answer(message));
  });
  lines.on('close', () => void queue.finally(() => process.exit(0)));
}
