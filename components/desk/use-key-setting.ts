import { useSyncExternalStore } from 'react';

const NAME = 'desk-keys';
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

const read = () => localStorage.getItem(NAME) !== 'off';

function write(isOn: boolean): void {
  localStorage.setItem(NAME, isOn ? 'on' : 'off');
  for (const listener of listeners) listener();
}

/** Whether single keys do anything: kept in this browser, on until somebody switches them off. */
export function useKeySetting(): [isOn: boolean, set: (isOn: boolean) => void] {
  return [useSyncExternalStore(subscribe, read, () => true), write];
}
