import type { z } from 'zod';
import { type Context, authorise, tenant } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { AppError, notFound, parse } from '@/lib/core/errors';
import type { JobPayload } from '@/lib/core/jobs';
import { type SavedCard, detachCard, getCardSetup } from '@/lib/integrations/stripe/saved-cards';
import { customerOf, keepCard } from './internal';
import { FinishCardSetupInput } from './schema';

/**
 * Keeps the card that a person has just saved on the provider's page. Coming back from there proves nothing: the
 * provider is asked. Errors: `not_found` for another organisation's page, `conflict` when no card was saved there, it was
 * removed since, or a newer one took its place, `provider_unavailable`.
 */
export async function finishCardSetup(ctx: Context, input: z.input<typeof FinishCardSetupInput>) {
  authorise(ctx, 'credits:buy');
  const { sessionId } = parse(FinishCardSetupInput, input);
  const organisationId = tenant(ctx);
  const card = await readCard(organisationId, sessionId);
  if (!card) throw new AppError('conflict', 'cardNotSaved');
  if (!(await keep(ctx, organisationId, card))) throw new AppError('conflict', 'cardNotSaved');
  return { brand: card.brand, last4: card.last4 };
}

/** The same by the provider's event, for who never comes back. */
export async function saveCard(
  ctx: Context,
  { organisationId, sessionId }: JobPayload<'payments.card'>,
): Promise<void> {
  authorise(ctx, 'jobs:manage');
  const card = await readCard(organisationId, sessionId);
  if (card) await keep(ctx, organisationId, card);
}

async function readCard(organisationId: string, sessionId: string): Promise<SavedCard | null> {
  const setup = await getCardSetup(sessionId);
  if (setup.organisationId !== organisationId) throw notFound();
  if (setup.customerId !== (await customerOf(organisationId))) throw notFound();
  return setup.card;
}

/** The card that is not kept leaves the provider's hands too; false when that is this one. */
async function keep(ctx: Context, organisationId: string, card: SavedCard): Promise<boolean> {
  const gone = await transaction((tx) => keepCard(tx, ctx, organisationId, card));
  if (gone) await detachCard(gone);
  return gone !== card.paymentMethodId;
}
