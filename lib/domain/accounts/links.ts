import { createHash, randomBytes } from 'node:crypto';
import type { Context } from '@/lib/core/context';
import type { EmailLinkModel, LinkPurpose as StoredPurpose, MemberRole, StaffRole, Tx } from '@/lib/core/db';
import { db } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { AppError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import type { LinkPurpose } from './schema';

const TOKEN_BYTES = 32;
const HOUR_MS = 3_600_000;

const lifetimeMs: Record<LinkPurpose, number> = {
  'verify-email': 48 * HOUR_MS,
  'reset-password': HOUR_MS,
  'sign-in': HOUR_MS / 4,
  invitation: 7 * 24 * HOUR_MS,
};

const stored: Record<LinkPurpose, StoredPurpose> = {
  'verify-email': 'verify_email',
  'reset-password': 'reset_password',
  'sign-in': 'sign_in',
  invitation: 'invitation',
};

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

type NewLink = {
  purpose: LinkPurpose;
  email: string;
  userId?: string;
  organisationId?: string;
  memberRole?: MemberRole;
  staffRoles?: StaffRole[];
  createdById?: string;
  next?: string;
};

/** What an e-mail carries: the address to press a button at. The token exists nowhere else. */
export type IssuedLink = { id: string; url: string };

const addressOf = (purpose: LinkPurpose, token: string, next?: string) => {
  const url = new URL(`/link/${purpose}`, env.APP_URL);
  url.searchParams.set('token', token);
  if (next) url.searchParams.set('next', next);
  return url.href;
};

/** Makes a link with its row: 256 random bits, of which only the SHA-256 is kept. */
export async function issueLink(
  tx: Tx,
  ctx: Context,
  { purpose, next, ...link }: NewLink,
): Promise<IssuedLink> {
  const id = newId('link');
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  await tx.emailLink.create({
    data: {
      ...link,
      id,
      purpose: stored[purpose],
      tokenHash: hashOf(token),
      createdAt: ctx.now,
      expiresAt: new Date(ctx.now.getTime() + lifetimeMs[purpose]),
    },
  });
  return { id, url: addressOf(purpose, token, next) };
}

/** Gives a pending link a new token and its full life again: the mail sent before opens nothing any more. */
export async function renewLink(tx: Tx, ctx: Context, id: string, purpose: LinkPurpose): Promise<string> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const expiresAt = new Date(ctx.now.getTime() + lifetimeMs[purpose]);
  await tx.emailLink.update({ where: { id }, data: { tokenHash: hashOf(token), expiresAt } });
  return addressOf(purpose, token);
}

/**
 * Uses a link up. One conditional update decides, so of parallel callers exactly one wins.
 * Errors: `not_found` (`linkUnknown`), `conflict` (`linkUsed`, `linkExpired`).
 */
export async function spendLink(
  tx: Tx,
  ctx: Context,
  purpose: LinkPurpose,
  token: string,
): Promise<EmailLinkModel> {
  const [link] = await tx.emailLink.updateManyAndReturn({
    where: {
      tokenHash: hashOf(token),
      purpose: stored[purpose],
      usedAt: null,
      revokedAt: null,
      expiresAt: { gt: ctx.now },
    },
    data: { usedAt: ctx.now },
  });
  if (link) return link;
  throw linkRefusal(await findLink(purpose, token), ctx.now);
}

/** The row behind a token, whatever its state; null for a token that we never gave out. */
export function findLink(purpose: LinkPurpose, token: string): Promise<EmailLinkModel | null> {
  return db.emailLink.findFirst({ where: { tokenHash: hashOf(token), purpose: stored[purpose] } });
}

export type LinkState = 'open' | 'used' | 'expired' | 'unknown';

/** A revoked link looks as if it had never been. */
export function stateOf(link: EmailLinkModel | null, now: Date): LinkState {
  if (!link || link.revokedAt) return 'unknown';
  if (link.usedAt) return 'used';
  return link.expiresAt > now ? 'open' : 'expired';
}

function linkRefusal(link: EmailLinkModel | null, now: Date): AppError {
  const state = stateOf(link, now);
  if (state === 'expired') return new AppError('conflict', 'linkExpired');
  return state === 'unknown'
    ? new AppError('not_found', 'linkUnknown')
    : new AppError('conflict', 'linkUsed');
}

/** Makes every open link of a person worthless: after a new password or a deactivation. */
export async function revokeLinks(tx: Tx, ctx: Context, userId: string): Promise<void> {
  await tx.emailLink.updateMany({
    where: { userId, usedAt: null, revokedAt: null },
    data: { revokedAt: ctx.now },
  });
}
