import { createTranslator } from 'use-intl/core';
import { formatCredits } from '@/lib/core/format';
import en from '@/messages/en/emails.json';
import type { Locale } from './schema';

const catalogues = { en } satisfies Record<Locale, typeof en>;

const microPerCredit = 1_000_000;

/** The words of one language: a translator, and what every mail needs around it. */
export function wordsOf(locale: Locale) {
  const t = createTranslator({ locale, messages: catalogues[locale] });
  return {
    locale,
    t,
    greet: (name: string | null) => (name ? t('greeting', { name }) : t('greetingPlain')),
    /** Only the plural form is chosen by a float; the figure itself is exact. */
    credits: (micro: string) =>
      t('credits', { amount: formatCredits(micro, locale), count: Number(micro) / microPerCredit }),
  };
}

export type Words = ReturnType<typeof wordsOf>;
