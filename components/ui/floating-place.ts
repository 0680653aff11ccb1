'use client';

/** Inside a landmark, or inside the dialog it belongs to: what floats at the end of the body is in neither. */
export function floatingPlace(): HTMLElement | null {
  return document.querySelector<HTMLElement>('[role="dialog"]') ?? document.getElementById('main');
}
