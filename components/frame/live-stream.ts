import type { LiveChange } from '@/lib/domain/live/schema';

type Handlers = { onState: (isLive: boolean) => void; onChange: (change: LiveChange | null) => void };

const SHORTEST_MS = 5_000;
const LONGEST_MS = 60_000;

/**
 * Follows the server's events while the page is looked at. A browser opens six connections to a host and no more: a
 * hidden tab gives its one back, and begins anew when it is shown. Refused (503), it asks again ever later.
 */
export function openStream(door: string, { onState, onChange }: Handlers): () => void {
  let source: EventSource | null = null;
  let timer: number | undefined;
  let wait = SHORTEST_MS;

  const close = () => {
    window.clearTimeout(timer);
    source?.close();
    source = null;
    onState(false);
  };
  const open = () => {
    close();
    if (document.visibilityState === 'hidden') return;
    const opened = new EventSource(door);
    source = opened;
    opened.addEventListener('hello', () => {
      wait = SHORTEST_MS;
      onState(true);
      onChange(null);
    });
    opened.addEventListener('message', ({ data }: MessageEvent<string>) => {
      onChange(JSON.parse(data) as LiveChange);
    });
    opened.addEventListener('error', () => {
      onState(false);
      // The browser tries again by itself unless it was refused.
      if (opened.readyState !== EventSource.CLOSED) return;
      timer = window.setTimeout(open, wait * (0.75 + Math.random() / 2));
      wait = Math.min(wait * 2, LONGEST_MS);
    });
  };
  const turn = () => (document.visibilityState === 'hidden' ? close() : open());

  open();
  document.addEventListener('visibilitychange', turn);
  window.addEventListener('pagehide', close);
  return () => {
    document.removeEventListener('visibilitychange', turn);
    window.removeEventListener('pagehide', close);
    close();
  };
}
