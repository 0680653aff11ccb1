import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { localeOf } from '@/lib/core/locales';
import admin from '@/messages/en/admin.json';
import api from '@/messages/en/api.json';
import approvals from '@/messages/en/approvals.json';
import asking from '@/messages/en/asking.json';
import auth from '@/messages/en/auth.json';
import billing from '@/messages/en/billing.json';
import books from '@/messages/en/books.json';
import common from '@/messages/en/common.json';
import credits from '@/messages/en/credits.json';
import deployments from '@/messages/en/deployments.json';
import desk from '@/messages/en/desk.json';
import details from '@/messages/en/details.json';
import developers from '@/messages/en/developers.json';
import embed from '@/messages/en/embed.json';
import emails from '@/messages/en/emails.json';
import errors from '@/messages/en/errors.json';
import finance from '@/messages/en/finance.json';
import invoices from '@/messages/en/invoices.json';
import lines from '@/messages/en/lines.json';
import mail from '@/messages/en/mail.json';
import notifications from '@/messages/en/notifications.json';
import outbox from '@/messages/en/outbox.json';
import overview from '@/messages/en/overview.json';
import payments from '@/messages/en/payments.json';
import prices from '@/messages/en/prices.json';
import promises from '@/messages/en/promises.json';
import promotions from '@/messages/en/promotions.json';
import rating from '@/messages/en/rating.json';
import review from '@/messages/en/review.json';
import settings from '@/messages/en/settings.json';
import support from '@/messages/en/support.json';
import thread from '@/messages/en/thread.json';
import tiers from '@/messages/en/tiers.json';
import topup from '@/messages/en/topup.json';
import transfers from '@/messages/en/transfers.json';
import ui from '@/messages/en/ui.json';
import unsubscribe from '@/messages/en/unsubscribe.json';
import usage from '@/messages/en/usage.json';
import warnings from '@/messages/en/warnings.json';
import { LOCALE } from './request-names';
import { translated } from './translations';

const messages = {
  admin,
  api,
  approvals,
  asking,
  auth,
  billing,
  books,
  common,
  credits,
  deployments,
  desk,
  details,
  developers,
  embed,
  emails,
  errors,
  finance,
  invoices,
  lines,
  mail,
  notifications,
  outbox,
  overview,
  payments,
  prices,
  promises,
  promotions,
  rating,
  review,
  settings,
  support,
  thread,
  tiers,
  topup,
  transfers,
  ui,
  unsubscribe,
  usage,
  warnings,
};

/** The shape that every other language has to fill. */
export type Messages = typeof messages;

const ZONES = new Set(['UTC', ...Intl.supportedValuesOf('timeZone')]);

/** Anything but a zone that Intl knows would make every date on the page throw. An alias is looked up: that is slow. */
function knownZone(zone = 'UTC'): string {
  if (ZONES.has(zone)) return zone;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}

export default getRequestConfig(async () => {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  const locale = localeOf(head.get(LOCALE));
  return {
    locale,
    messages: translated(messages, locale),
    timeZone: knownZone(jar.get('tz')?.value),
    now: new Date(),
  };
});
