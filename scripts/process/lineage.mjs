import { inspect } from './inspect.mjs';

/** The links child → parent from this process up to the package manager that ran the script. */
function linksToRunner() {
  const links = [];
  let child = process.pid;
  for (let level = 0; level < 3; level++) {
    const parent = inspect(child)?.parent;
    if (!parent || parent === 1) break;
    links.push({ child, parent });
    if (/\b(npm|npx|pnpm|yarn)\b/.test(inspect(parent)?.command ?? '')) return links;
    child = parent;
  }
  return links.slice(0, 1);
}

/**
 * Calls `orphaned` once when npm, or the `sh -c` that npm puts before its scripts, is gone. A SIGTERM to npm ends
 * only that shell, and a killed npm leaves it waiting: in neither case does a signal reach us.
 */
export function watchLineage(orphaned) {
  if (!process.env.npm_lifecycle_event) return;
  const links = linksToRunner();
  const timer = setInterval(() => {
    if (links.every(({ child, parent }) => inspect(child)?.parent === parent)) return;
    clearInterval(timer);
    orphaned();
  }, 300);
  timer.unref();
}
