'use client';

import { useSyncExternalStore } from 'react';

/** Below Tailwind's `md`. */
const NARROW = '(width < 48rem)';

function listen(onChange: () => void) {
  const query = window.matchMedia(NARROW);
  query.addEventListener('change', onChange);
  return () => query.removeEventListener('change', onChange);
}

/** Whether the window is too narrow for a table. The server cannot see it: it goes by `guess` until React has taken over. */
export function useNarrow(guess: boolean): boolean {
  return useSyncExternalStore(
    listen,
    () => window.matchMedia(NARROW).matches,
    () => guess,
  );
}
