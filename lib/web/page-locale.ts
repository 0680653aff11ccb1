import { type Locale, isLocale } from '@/lib/core/locales';

/** Pages for people without an account, who read them in the language of the mail or the app that led there. */
const PUBLIC = /^\/(approve|rate|unsubscribe|embed|api\/embed)(\/|$)/;

type Told = { path: string; lang: string | null; cookie: string | undefined };

/** The language of a page: what its address says, else what the browser remembers; the signed-in pages speak English. */
export function pageLocale({ path, lang, cookie }: Told): Locale {
  if (!PUBLIC.test(path)) return 'en';
  if (isLocale(lang)) return lang;
  return isLocale(cookie) ? cookie : 'en';
}
