'use client';

import { useEffect, useState } from 'react';

/** How many CSS pixels an element has inside for its content; 0 until it is there. */
export function useWidth(element: HTMLElement | null, paddingPx: number): number {
  const [widthPx, setWidth] = useState(0);
  useEffect(() => {
    if (!element) return;
    const watcher = new ResizeObserver(() => setWidth(Math.max(0, element.clientWidth - 2 * paddingPx)));
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [element, paddingPx]);
  return widthPx;
}
