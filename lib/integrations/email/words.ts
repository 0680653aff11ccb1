import { createTranslator } from 'use-intl/core';
import { formatCredits } from '@/lib/core/format';
import { type Locale, directionOf } from '@/lib/core/locales';
import arLines from '@/messages/ar/lines.json' with { type: 'json' };
import ar from '@/messages/ar/emails.json' with { type: 'json' };
import en from '@/messages/en/emails.json' with { type: 'json' };
import enLines from '@/messages/en/lines.json' with { type: 'json' };
import fr from '@/messages/fr/emails.json' with { type: 'json' };
import frLines from '@/messages/fr/lines.json' with { type: 'json' };
import { defaultBrand } from './brand';
import { REPLY_MARK } from '../inbound/reply-mark';

const catalogues = { en, fr, ar } satisfies Record<Locale, typeof en>;
const lines = { en: enLines, fr: frLines, ar: arLines } satisfies Record<Locale, typeof enLines>;

const microPerCredit = 1_000_000;

const FIRST_STRONG = '\u2068';
const POP = '\u2069';
type Values = Record<string, unknown>;

/** Names, numbers and sums keep their own direction among Arabic words, whatever letters and signs they are made of. */
function isolating<T extends (...given: never[]) => string>(translate: T): T {
  return new Proxy(translate, {
    apply(target, self, [key, values]: [string, Values | undefined]) {
      const isolated = Object.entries(values ?? {}).map(([name, value]) => [
        name,
        typeof value === 'string' && !isKey(value) ? `${FIRST_STRONG}${value}${POP}` : value,
      ]);
      return Reflect.apply(target, self, [key, Object.fromEntries(isolated)]) as string;
    },
  });
}

/** Words that a message selects by, such as `month`; they are never shown themselves. */
const KEYS = new Set([
  'month',
  'year',
  'approved',
  'rejected',
  'accepted',
  'declined',
  'firstAnswer',
  'resolution',
]);
const isKey = (value: string) => KEYS.has(value);

/** What a header or a chat shows: without the signs that isolate. */
export const withoutIsolates = (text: string) => text.replace(/[\u2066-\u2069]/g, '');

/**
 * The words of one language: a translator, and what every mail needs around it. A reader without an account hears nothing
 * of credits: those are the organisation's.
 */
export function wordsOf(locale: Locale, brand = defaultBrand.name, hasAccount = true) {
  const dir = directionOf(locale);
  const plain = createTranslator({ locale, messages: catalogues[locale] });
  const t = dir === 'rtl' ? isolating(plain) : plain;
  const line = createTranslator({ locale, messages: lines[locale] });
  return {
    ...{ locale, dir, brand, hasAccount, t },
    /** The sentence of an event: `line('messageFromStaff', { number, … })`. */
    line: dir === 'rtl' ? isolating(line) : line,
    replyLine: `${REPLY_MARK} ${t('footer.reply')} ${REPLY_MARK}`,
    greet: (name: string | null) => (name ? t('greeting', { name }) : t('greetingPlain')),
    /** Only the plural form is chosen by a float; the figure itself is exact. */
    credits: (micro: string) =>
      t('credits', { amount: formatCredits(micro, locale), count: Number(micro) / microPerCredit }),
  };
}

export type Words = ReturnType<typeof wordsOf>;
