import { log } from '@/lib/core/log';
import { frameAncestorsOf } from '@/lib/domain/deployments/queries';
import { embedded } from './security-headers';

const KEPT_MS = 30_000;
const MOST = 1_000;

const known = new Map<string, { origins: string[]; untilMs: number }>();

/**
 * The origins that may show the page at an address: those of its deployment, looked up once in half a minute; nobody for
 * every other page, and for a deployment that is unknown, disabled, or cannot be looked up now.
 */
export async function frameAncestors(path: string): Promise<string[]> {
  const id = embedded(path);
  if (id === null) return [];
  const nowMs = performance.now();
  const kept = known.get(id);
  if (kept && kept.untilMs > nowMs) return kept.origins;
  try {
    const origins = await frameAncestorsOf(id);
    if (known.size >= MOST) known.clear();
    known.set(id, { origins, untilMs: nowMs + KEPT_MS });
    return origins;
  } catch (err) {
    log.warn({ err }, 'nobody frames an inbox: its deployment cannot be looked up');
    return [];
  }
}
