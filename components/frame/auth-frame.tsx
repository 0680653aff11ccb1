import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Link } from '@/components/ui/link';
import { SkipLink } from './skip-link';
import { Words } from './words';

/** Sign-in and what belongs to it: the product's name and one column, nothing else. */
export function AuthFrame({ banners, children }: { banners?: ReactNode; children: ReactNode }) {
  return (
    <Words namespaces={['auth']}>
      <SkipLink />
      {banners}
      <div className="px-gutter flex min-h-dvh flex-col items-center py-10 sm:py-20">
        <ProductName />
        <main id="main" tabIndex={-1} className="mt-6 flex w-full max-w-96 flex-col gap-6 focus:outline-none">
          {children}
        </main>
      </div>
    </Words>
  );
}

function ProductName() {
  const t = useTranslations('common');
  return (
    <header className="w-full max-w-96">
      <Link href="/" className="rounded-sm text-xl font-semibold">
        {t('product')}
      </Link>
    </header>
  );
}
