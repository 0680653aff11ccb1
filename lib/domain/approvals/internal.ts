import { createTranslator } from 'use-intl/core';
import type { Context } from '@/lib/core/context';
import type { ApprovalAskModel, ApprovalModel, Tx } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { type Locale, localeOf } from '@/lib/core/locales';
import { boundToken } from '@/lib/core/signed-token';
import { announce } from '@/lib/domain/notifications/announce';
import ar from '@/messages/ar/approvals.json';
import en from '@/messages/en/approvals.json';
import fr from '@/messages/fr/approvals.json';
import type { Decision } from './schema';

const catalogues = { en, fr, ar } satisfies Record<Locale, typeof en>;

/** The words of a language that a thread keeps: what the owner said stays in their own. */
export const wordsOf = (locale: Locale) => createTranslator({ locale, messages: catalogues[locale] });

type Bound = Pick<ApprovalModel, 'id' | 'requestId' | 'version'>;

/** The secret of a link: bound to whom is asked, about which request, in which version of it. */
export const tokenOf = ({ id, requestId, version }: Bound, ownerEmail: string): string =>
  boundToken('approval', [id, requestId, ownerEmail, String(version)]);

/** Where an owner decides, in their language; `choice` only marks a button there. */
function approvalUrl(token: string, choice: Decision, lang: Locale): string {
  const url = new URL(`/approve/${token}`, env.APP_URL);
  url.searchParams.set('choice', choice);
  if (lang !== 'en') url.searchParams.set('lang', lang);
  return url.href;
}

type Ask = Pick<
  ApprovalAskModel,
  'organisationId' | 'id' | 'ownerName' | 'ownerEmail' | 'ownerLocale' | 'note'
>;
type Card = Bound & { summary: string; number: string; subject: string };
type Letter = { ask: Ask; organisation: string; asker: string; cards: readonly Card[]; isReminder: boolean };

/** Writes to the owner: one card for each request, each with its own two links. A reminder carries the same links. */
export async function mailOwner(tx: Tx, ctx: Context, letter: Letter): Promise<void> {
  const { ask, organisation, asker, cards, isReminder } = letter;
  const locale = localeOf(ask.ownerLocale);
  const linked = cards.map((card) => {
    const token = tokenOf(card, ask.ownerEmail);
    const { number, subject, summary } = card;
    return {
      ...{ number, subject, lines: summary.split('\n') },
      approveUrl: approvalUrl(token, 'approved', locale),
      rejectUrl: approvalUrl(token, 'rejected', locale),
    };
  });
  await announce(tx, ctx, {
    event: isReminder ? 'approvalReminder' : 'approvalAsked',
    organisationId: ask.organisationId,
    to: [{ name: ask.ownerName, email: ask.ownerEmail, locale, side: 'owner' }],
    values: { organisation, count: String(cards.length) },
    path: '/',
    mail: () => ({
      template: 'approval-asked',
      props: { organisation, name: ask.ownerName, asker, note: ask.note, isReminder, cards: linked },
    }),
    key: `approval-${isReminder ? 'reminder' : 'asked'}:${ask.id}`,
  });
}
