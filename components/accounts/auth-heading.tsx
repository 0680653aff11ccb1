import type { ReactNode } from 'react';

/** What a page around the sign-in is for: its title and, at most, a sentence. */
export function AuthHeading({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <header className="flex flex-col gap-1">
      <h1 className="text-xl font-semibold">{title}</h1>
      {children && <p className="text-muted">{children}</p>}
    </header>
  );
}
