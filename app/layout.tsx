import { GeistMono } from 'geist/font/mono';
import { GeistSans } from 'geist/font/sans';
import type { Metadata, Viewport } from 'next';
import { getLocale, getTimeZone, getTranslations } from 'next-intl/server';
import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';
import { BrowserSettings } from '@/components/frame/browser-settings';
import { directionOf } from '@/lib/core/locales';
import { themeOf } from '@/components/frame/theme';
import { Words } from '@/components/frame/words';
import './globals.css';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('common');
  return {
    title: { default: t('product'), template: `%s · ${t('product')}` },
    robots: { index: false, follow: false },
  };
}

export const viewport: Viewport = { colorScheme: 'light dark', viewportFit: 'cover' };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, timeZone, jar, head] = await Promise.all([getLocale(), getTimeZone(), cookies(), headers()]);
  const dir = directionOf(locale);
  return (
    <html
      lang={locale}
      dir={dir}
      data-theme={themeOf(jar.get('theme')?.value)}
      data-request-id={head.get('x-request-id') ?? undefined}
      className={`${GeistSans.variable} ${GeistMono.variable}`}
      // The theme switch changes the attribute before React compares it.
      suppressHydrationWarning
    >
      <body>
        <Words namespaces={[]}>
          <BrowserSettings nonce={head.get('x-nonce') ?? undefined} dir={dir} timeZone={timeZone}>
            {children}
          </BrowserSettings>
        </Words>
      </body>
    </html>
  );
}
