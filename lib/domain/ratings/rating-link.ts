import type { z } from 'zod';
import type { Context } from '@/lib/core/context';
import { type Tx, db, transaction } from '@/lib/core/db';
import { notFound, parse } from '@/lib/core/errors';
import { readToken } from '@/lib/core/signed-token';
import type { Author } from '@/lib/domain/support/participants';
import { mayRate } from '@/lib/domain/support/rules';
import { addressed, lockRequest } from '@/lib/domain/support/steps';
import { RateByLinkInput, RatingLinkInput } from './schema';
import type { RatingLinkDto } from './schema.dto';
import { storeRating } from './store-rating';

/**
 * What a rating's link shows. The link names its participant and is signed; it opens nothing else and needs no session.
 * Looking changes nothing. Error: `not_found` for a link that we did not make, or whose person has left.
 */
export async function getRatingByLink(
  ctx: Context,
  input: z.input<typeof RatingLinkInput>,
): Promise<RatingLinkDto> {
  const { token } = addressed(RatingLinkInput, input);
  const { organisationId, requestId } = await rater(db, token);
  const request = await db.request.findUniqueOrThrow({
    where: { organisationId_id: { organisationId, id: requestId } },
    select: {
      ...{ number: true, subject: true, status: true },
      expert: { select: { name: true } },
      rating: true,
    },
  });
  const { number, subject, status, expert, rating } = request;
  const isOpen = mayRate(status, rating?.createdAt ?? null, ctx.now);
  return {
    ...{ number, subject, expert: expert?.name ?? null },
    ...{ score: rating?.score ?? null, comment: rating?.comment ?? '' },
    state: isOpen ? 'open' : rating ? 'fixed' : 'early',
  };
}

/**
 * Rates by the link of a mail, after a person has pressed the button; sent twice it is one verdict.
 * Errors: `not_found` as above; `conflict` `ratingTooEarly`, `ratingFixed`; `invalid`.
 */
export async function rateByLink(
  ctx: Context,
  input: z.input<typeof RateByLinkInput>,
): Promise<{ score: number }> {
  const { token, score, comment } = parse(RateByLinkInput, input);
  return transaction(async (tx) => {
    const { organisationId, requestId, who } = await rater(tx, token);
    const request = await lockRequest(tx, requestId, organisationId);
    await storeRating(tx, ctx, request, who, { score, comment });
    return { score };
  });
}

type Rater = { organisationId: string; requestId: string; who: Author & { name: string } };

/** Somebody of the customer's side who still stands there. */
async function rater(tx: Tx, token: string): Promise<Rater> {
  const [organisationId, id, ...rest] = readToken('rate', token) ?? [];
  if (!organisationId || !id || rest.length > 0) throw notFound();
  const participant = await tx.requestParticipant.findUnique({
    where: { organisationId_id: { organisationId, id }, side: 'customer' },
    select: {
      requestId: true,
      contact: { select: { id: true, name: true } },
      user: { select: { id: true, name: true, memberships: { where: { organisationId } } } },
    },
  });
  const { user, contact, requestId = '' } = participant ?? {};
  if (contact) return { organisationId, requestId, who: { contactId: contact.id, name: contact.name } };
  if (!user || user.memberships.length === 0) throw notFound();
  return { organisationId, requestId, who: { userId: user.id, name: user.name } };
}
