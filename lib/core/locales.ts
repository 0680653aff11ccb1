/** The languages that people are written to in. The signed-in pages speak English; mails and public pages all of them. */
export const locales = ['en', 'fr', 'ar'] as const;
export type Locale = (typeof locales)[number];

/** How each language calls itself, for whoever chooses one. */
export const localeNames: Record<Locale, string> = { en: 'English', fr: 'Français', ar: 'العربية' };

export const isLocale = (value: unknown): value is Locale =>
  typeof value === 'string' && (locales as readonly string[]).includes(value);

/** A language as it stands in a row or an address; English for one that there is no catalogue of. */
export const localeOf = (value: unknown): Locale => (isLocale(value) ? value : 'en');

/** Which way the lines of a language run. */
export const directionOf = (locale: string): 'ltr' | 'rtl' =>
  /^(ar|fa|he|ur)\b/.test(locale) ? 'rtl' : 'ltr';
