import { cookies } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import admin from '@/messages/en/admin.json';
import api from '@/messages/en/api.json';
import auth from '@/messages/en/auth.json';
import billing from '@/messages/en/billing.json';
import books from '@/messages/en/books.json';
import common from '@/messages/en/common.json';
import credits from '@/messages/en/credits.json';
import desk from '@/messages/en/desk.json';
import details from '@/messages/en/details.json';
import developers from '@/messages/en/developers.json';
import emails from '@/messages/en/emails.json';
import errors from '@/messages/en/errors.json';
import finance from '@/messages/en/finance.json';
import invoices from '@/messages/en/invoices.json';
import overview from '@/messages/en/overview.json';
import payments from '@/messages/en/payments.json';
import prices from '@/messages/en/prices.json';
import promotions from '@/messages/en/promotions.json';
import review from '@/messages/en/review.json';
import settings from '@/messages/en/settings.json';
import support from '@/messages/en/support.json';
import tiers from '@/messages/en/tiers.json';
import topup from '@/messages/en/topup.json';
import transfers from '@/messages/en/transfers.json';
import ui from '@/messages/en/ui.json';
import usage from '@/messages/en/usage.json';
import warnings from '@/messages/en/warnings.json';

const messages = {
  admin,
  api,
  auth,
  billing,
  books,
  common,
  credits,
  desk,
  details,
  developers,
  emails,
  errors,
  finance,
  invoices,
  overview,
  payments,
  prices,
  promotions,
  review,
  settings,
  support,
  tiers,
  topup,
  transfers,
  ui,
  usage,
  warnings,
};

/** The shape that every other language has to fill. */
export type Messages = typeof messages;

/** Anything but a zone that Intl knows would make every date on the page throw. */
function knownZone(zone: string | undefined): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone ?? 'UTC' }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}

export default getRequestConfig(async () => {
  const jar = await cookies();
  return { locale: 'en', messages, timeZone: knownZone(jar.get('tz')?.value), now: new Date() };
});
