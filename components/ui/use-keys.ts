import { useEffect, useRef } from 'react';

/** What each key does; a key is what the keyboard says (`j`, `?`, `ArrowDown`), shift included. */
export type Keys = Record<string, ((event: KeyboardEvent) => void) | undefined>;

/** Where a key writes, or already means something: fields, open dialogs and menus. */
const TAKEN =
  'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true], [role=dialog], [role=alertdialog], [role=menu], [role=listbox]';

/** True when the key is for us and not for a field, a dialog, or the browser. */
export function isFree(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing)
    return false;
  return !(event.target instanceof Element && event.target.closest(TAKEN));
}

/** Single keys for a page while it is shown; `on` false switches all of them off (WCAG 2.1.4). */
export function useKeys(keys: Keys, on = true): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    if (!on) return;
    const press = (event: KeyboardEvent) => {
      const act = isFree(event) ? latest.current[event.key] : undefined;
      if (!act) return;
      event.preventDefault();
      act(event);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [on]);
}
