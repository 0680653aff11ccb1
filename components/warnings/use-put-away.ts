'use client';

import { useSyncExternalStore } from 'react';

type Kind = 'local' | 'session';
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

// A browser that forbids storage throws: then it is put away for this page only, by whoever asked.
function read(kind: Kind, key: string): boolean {
  try {
    return (kind === 'local' ? localStorage : sessionStorage).getItem(key) !== null;
  } catch {
    return forgotten.has(key);
  }
}
const forgotten = new Set<string>();

function write(kind: Kind, key: string): void {
  try {
    (kind === 'local' ? localStorage : sessionStorage).setItem(key, '1');
  } catch {
    forgotten.add(key);
  }
  for (const listener of listeners) listener();
}

/**
 * Whether something was put away in this browser, for good or for this session, and the way to do so. `onServer` is what
 * the server's HTML shows.
 */
export function usePutAway(kind: Kind, key: string, onServer: boolean): [boolean, () => void] {
  const isAway = useSyncExternalStore(
    subscribe,
    () => read(kind, key),
    () => onServer,
  );
  return [isAway, () => write(kind, key)];
}
