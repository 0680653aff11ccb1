import type { Locale } from '@/lib/core/locales';
import arApprovals from '@/messages/ar/approvals.json';
import arEmbed from '@/messages/ar/embed.json';
import arErrors from '@/messages/ar/errors.json';
import arLines from '@/messages/ar/lines.json';
import arNotifications from '@/messages/ar/notifications.json';
import arRating from '@/messages/ar/rating.json';
import arUi from '@/messages/ar/ui.json';
import arUnsubscribe from '@/messages/ar/unsubscribe.json';
import frApprovals from '@/messages/fr/approvals.json';
import frEmbed from '@/messages/fr/embed.json';
import frErrors from '@/messages/fr/errors.json';
import frLines from '@/messages/fr/lines.json';
import frNotifications from '@/messages/fr/notifications.json';
import frRating from '@/messages/fr/rating.json';
import frUi from '@/messages/fr/ui.json';
import frUnsubscribe from '@/messages/fr/unsubscribe.json';

type Tree = { [key: string]: string | Tree };

/** What public pages say in other languages; what is missing there stays English. */
const translations: Record<Exclude<Locale, 'en'>, Tree> = {
  fr: {
    approvals: frApprovals,
    embed: frEmbed,
    errors: frErrors,
    lines: frLines,
    notifications: frNotifications,
    rating: frRating,
    ui: frUi,
    unsubscribe: frUnsubscribe,
  },
  ar: {
    approvals: arApprovals,
    embed: arEmbed,
    errors: arErrors,
    lines: arLines,
    notifications: arNotifications,
    rating: arRating,
    ui: arUi,
    unsubscribe: arUnsubscribe,
  },
};

function over(below: Tree, above: Tree): Tree {
  const merged = Object.entries(above).map(([key, value]) => {
    const under = below[key];
    return [key, typeof value === 'object' && typeof under === 'object' ? over(under, value) : value];
  });
  return { ...below, ...(Object.fromEntries(merged) as Tree) };
}

const made = new Map<Locale, unknown>();

/** All messages in a language, with the English ones where there is no translation; merged once a process. */
export function translated<M extends Tree>(english: M, locale: Locale): M {
  if (locale === 'en') return english;
  if (!made.has(locale)) made.set(locale, over(english, translations[locale]));
  return made.get(locale) as M;
}
