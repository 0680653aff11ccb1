'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { useLive } from '@/components/frame/live-provider';

/** A busy desk changes all the time: its list is looked at anew no more often than that. */
const AT_MOST_MS = 5_000;
/** Who looks at what is not told to the whole desk: that is seen at the next look. */
const POLL_MS = 30_000;

/** Keeps the list true while it is looked at; a tab in the background asks for nothing. */
export function QueueRefresh() {
  const router = useRouter();
  const last = useRef(0);
  const timer = useRef<number>(undefined);
  const refresh = () => {
    if (document.visibilityState !== 'visible' || timer.current !== undefined) return;
    const wait = Math.max(0, last.current + AT_MOST_MS - performance.now());
    timer.current = window.setTimeout(() => {
      timer.current = undefined;
      last.current = performance.now();
      router.refresh();
    }, wait);
  };
  useLive(({ kind }) => kind === 'message' || kind === 'event', refresh);
  const latest = useRef(refresh);
  useEffect(() => {
    latest.current = refresh;
  });
  useEffect(() => {
    const poll = setInterval(() => latest.current(), POLL_MS);
    return () => {
      clearInterval(poll);
      window.clearTimeout(timer.current);
    };
  }, []);
  return null;
}
