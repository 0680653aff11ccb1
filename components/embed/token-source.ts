/** A token is renewed so long before it ends. */
const EARLY_MS = 30_000;
const PATIENCE_MS = 10_000;

type Held = { token: string; untilMs: number };

/** When a token ends, as it says itself; the server is the one who judges. */
function endOf(token: string): number {
  try {
    const body = token.split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? '';
    const { exp } = JSON.parse(atob(body)) as { exp?: unknown };
    return typeof exp === 'number' ? exp * 1_000 : 0;
  } catch {
    return 0;
  }
}

/**
 * Who is here: a token in memory, which no cookie, storage or address of ours keeps. The first may stand in the fragment
 * (`#t=…`, which browsers send to nobody); the next ones the page around this one is asked for. Only the deployment's
 * origins are asked and believed.
 */
export class TokenSource {
  private held: Held | null = null;
  private asked: Promise<string> | null = null;

  constructor(private readonly origins: readonly string[]) {
    const given = new URLSearchParams(window.location.hash.slice(1)).get('t');
    if (!given) return;
    this.held = { token: given, untilMs: endOf(given) };
    // Next hears of it and renders: not while somebody renders.
    queueMicrotask(() => window.history.replaceState(null, '', location.pathname + location.search));
  }

  /** A token that is still good; rejects when the page around this one gives none. */
  get(): Promise<string> {
    if (this.held && this.held.untilMs - EARLY_MS > Date.now()) return Promise.resolve(this.held.token);
    this.asked ??= this.ask().finally(() => {
      this.asked = null;
    });
    return this.asked;
  }

  /** The server did not take it. */
  drop(): void {
    this.held = null;
  }

  /** Tells the page around this one, if it is one of those that may show it. */
  tell(message: object): void {
    if (window.parent === window) return;
    for (const origin of this.origins) window.parent.postMessage(message, origin);
  }

  private ask(): Promise<string> {
    return new Promise((resolve, reject) => {
      const stop = () => {
        window.clearTimeout(timer);
        window.removeEventListener('message', hear);
      };
      const hear = ({ origin, source, data }: MessageEvent<unknown>) => {
        if (source !== window.parent || !this.origins.includes(origin)) return;
        const { type, token } = (data ?? {}) as { type?: unknown; token?: unknown };
        if (type !== 'meterdesk:token') return;
        stop();
        if (typeof token !== 'string') return reject(new Error('no token'));
        this.held = { token, untilMs: endOf(token) };
        resolve(token);
      };
      const timer = window.setTimeout(() => {
        stop();
        reject(new Error('no answer'));
      }, PATIENCE_MS);
      window.addEventListener('message', hear);
      this.tell({ type: 'meterdesk:token' });
    });
  }
}
