import type { ReactNode } from 'react';
import { SkipLink } from './skip-link';
import { Words, type Namespace } from './words';

interface PublicFrameProps {
  /** The name that the mail came under. */
  brand: string;
  words: Namespace[];
  children: ReactNode;
}

/** A page for somebody without an account, who came by a link: a name, one column, in their language. */
export function PublicFrame({ brand, words, children }: PublicFrameProps) {
  return (
    <Words namespaces={words}>
      <SkipLink />
      <div className="px-gutter flex min-h-dvh flex-col items-center py-10 sm:py-16">
        <header className="w-full max-w-xl text-xl font-semibold">
          <bdi>{brand}</bdi>
        </header>
        <main id="main" tabIndex={-1} className="mt-6 flex w-full max-w-xl flex-col gap-6 focus:outline-none">
          {children}
        </main>
      </div>
    </Words>
  );
}
