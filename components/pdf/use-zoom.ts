'use client';

import { useState, type KeyboardEvent } from 'react';

const STEPS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3];
export const MIN_ZOOM = 0.5;
export const MAX_ZOOM = 3;

/** 1 fits the width of the frame. The keys +, - and 0 do what the buttons do while the frame has the focus. */
export function useZoom() {
  const [zoom, setZoom] = useState(1);
  const change = (by: 'in' | 'out' | 'fit') =>
    setZoom((now) => {
      if (by === 'fit') return 1;
      const next = by === 'in' ? STEPS.find((step) => step > now) : STEPS.findLast((step) => step < now);
      return next ?? now;
    });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const by = ({ '+': 'in', '=': 'in', '-': 'out', '0': 'fit' } as const)[event.key];
    if (!by) return;
    event.preventDefault();
    change(by);
  };
  return { zoom, change, onKeyDown };
}
