import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { SkipLink } from '@/components/frame/skip-link';
import { Words } from '@/components/frame/words';
import { Link } from '@/components/ui/link';
import { TextLink } from '@/components/ui/link-button';

/** The pages for developers: public, with the product's name and their own few links. */
export function DocsFrame({ banners, children }: { banners?: ReactNode; children: ReactNode }) {
  return (
    <Words namespaces={[]}>
      <SkipLink />
      {banners}
      <div className="px-gutter max-w-page mx-auto w-full py-6">
        <DocsHeader />
        <main id="main" tabIndex={-1} className="mt-6 flex min-w-0 flex-col gap-8 focus:outline-none">
          {children}
        </main>
      </div>
    </Words>
  );
}

function DocsHeader() {
  const common = useTranslations('common');
  const t = useTranslations('api.page');
  return (
    <header className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b pb-4">
      <Link href="/" className="rounded-sm text-base font-semibold">
        {common('product')}
      </Link>
      <nav aria-label={t('title')} className="flex flex-wrap gap-4 text-base">
        <TextLink href="/docs/api">{t('reference')}</TextLink>
        <TextLink href="/docs/api/guide">{t('guide')}</TextLink>
        <a
          href="/api/v1/openapi.json"
          className="text-accent rounded-sm font-medium underline underline-offset-3"
        >
          {t('document')}
        </a>
      </nav>
    </header>
  );
}
