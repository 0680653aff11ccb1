import type { z } from 'zod';
import { type Context, authorise, caller, tenant } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { discardedIn, isFiled, lockDraft } from './draft-token';
import { type DraftData, SaveDraftInput } from './schema';

/**
 * Keeps what a person has typed so far; one draft a person and organisation, the last save wins. Saves of one page may
 * arrive in another order than they were sent (`edit`): an older one changes nothing. The token stays that of the first
 * save, so that two tabs of one draft cannot file it twice.
 * Errors: `conflict` `draftFiled` when the draft has become a request meanwhile (a late save of another tab),
 * `draftDiscarded` when it was thrown away.
 */
export async function saveDraft(
  ctx: Context,
  input: z.input<typeof SaveDraftInput>,
): Promise<{ token: string; savedAt: string }> {
  authorise(ctx, 'support:write');
  const draft = parse(SaveDraftInput, input);
  const key = { organisationId: tenant(ctx), userId: caller(ctx) };
  return transaction(async (tx) => {
    await lockDraft(tx, key);
    if (await isFiled(tx, key.organisationId, draft.token)) throw new AppError('conflict', 'draftFiled');
    const kept = await tx.requestDraft.findUnique({ where: { organisationId_userId: key } });
    const discarded = discardedIn(kept?.data);
    if (draft.token === discarded) throw new AppError('conflict', 'draftDiscarded');
    const known = SaveDraftInput.safeParse(kept?.data);
    const isLive = known.success && !(await isFiled(tx, key.organisationId, known.data.token));
    if (kept && isLive && isOlder(draft, known.data))
      return { token: known.data.token, savedAt: kept.updatedAt.toISOString() };
    const token = isLive ? known.data.token : draft.token;
    const row = { data: { ...draft, token, discarded }, updatedAt: ctx.now };
    await tx.requestDraft.upsert({
      where: { organisationId_userId: key },
      create: { ...key, ...row },
      update: row,
    });
    return { token, savedAt: ctx.now.toISOString() };
  });
}

const isOlder = ({ edit }: DraftData, kept: DraftData) =>
  edit !== undefined && edit.page === kept.edit?.page && edit.count < kept.edit.count;
