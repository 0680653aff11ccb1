'use client';

import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from 'react';
import type { LiveChange } from '@/lib/domain/live/schema';
import { openStream } from './live-stream';

/** What is heard; null: the stream began anew, and anything may have changed meanwhile. */
type Listener = (change: LiveChange | null) => void;

interface Live {
  /** False while nothing is heard: then whoever wants news has to ask for it. */
  isLive: boolean;
  subscribe: (listener: Listener) => () => void;
}

const LiveContext = createContext<Live>({ isLive: false, subscribe: () => () => undefined });

export type LiveDoor = '/api/portal/events' | '/api/desk/events';

/** One stream of changes for everything on the page; without a door nothing is heard. */
export function LiveProvider({ door, children }: { door?: LiveDoor; children: ReactNode }) {
  const [isLive, setLive] = useState(false);
  const listeners = useRef(new Set<Listener>());
  useEffect(() => {
    if (!door) return;
    return openStream(door, {
      onState: setLive,
      onChange: (change) => listeners.current.forEach((listener) => listener(change)),
    });
  }, [door]);
  // The same function for good: whoever subscribes anew forgets what was told the moment before, as the stream's beginning is.
  const subscribe = useCallback<Live['subscribe']>((listener) => {
    listeners.current.add(listener);
    return () => void listeners.current.delete(listener);
  }, []);
  const live = useMemo<Live>(() => ({ isLive, subscribe }), [isLive, subscribe]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

/** A transaction tells several things at once: they are looked at together. */
const GATHER_MS = 120;

/**
 * Calls `again` soon after something happened that `concerns` names, or after the stream began anew. Gives whether
 * changes are heard at all: `refetchInterval: isLive ? false : 5_000`.
 */
export function useLive(concerns: (change: LiveChange) => boolean, again: () => void): boolean {
  const { isLive, subscribe } = useContext(LiveContext);
  const latest = useRef({ concerns, again });
  useEffect(() => {
    latest.current = { concerns, again };
  });
  useEffect(() => {
    let timer: number | undefined;
    const stop = subscribe((change) => {
      if (change && !latest.current.concerns(change)) return;
      window.clearTimeout(timer);
      timer = window.setTimeout(() => latest.current.again(), GATHER_MS);
    });
    return () => {
      stop();
      window.clearTimeout(timer);
    };
  }, [subscribe]);
  return isLive;
}
