import type { ReactNode } from 'react';

export function Kbd({ children }: { children: ReactNode }) {
  return <kbd className="bg-sunken text-muted rounded-sm border px-1 font-sans text-xs">{children}</kbd>;
}
