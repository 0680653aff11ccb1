import { until } from '../process/inspect.mjs';

const TIMEOUT_MS = 90_000;

/** Waits until the web server answers, and says that its database and the worker do too. */
export async function waitForHealth(port) {
  let last = 'no answer';
  const isHealthy = async () => {
    try {
      const response = await fetch(`http://127.0.0.1:${port}/api/health`, {
        signal: AbortSignal.timeout(5_000),
      });
      const body = await response.json();
      last = JSON.stringify(body);
      return response.ok && body.worker === 'ok';
    } catch (error) {
      last = error.cause?.code ?? error.message;
      return false;
    }
  };
  if (!(await until(isHealthy, TIMEOUT_MS))) throw new Error(`/api/health is not well after 90 s: ${last}`);
}
