import type { z } from 'zod';
import { type Context, authorise, caller, tenant } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { filedBy } from './draft-token';
import { SaveDraftInput } from './schema';

/**
 * Keeps what a person has typed so far; one draft a person and organisation, the last save wins. The token stays that
 * of the first save, so that two tabs of one draft cannot file it twice.
 * Error: `conflict` `draftFiled` when the draft has become a request meanwhile (a late save of another tab).
 */
export async function saveDraft(
  ctx: Context,
  input: z.input<typeof SaveDraftInput>,
): Promise<{ token: string; savedAt: string }> {
  authorise(ctx, 'support:write');
  const draft = parse(SaveDraftInput, input);
  const key = { organisationId: tenant(ctx), userId: caller(ctx) };
  return transaction(async (tx) => {
    if (await filedBy(tx, key.organisationId, draft.token)) throw new AppError('conflict', 'draftFiled');
    const kept = await tx.requestDraft.findUnique({ where: { organisationId_userId: key } });
    const known = SaveDraftInput.safeParse(kept?.data);
    const isLive = known.success && !(await filedBy(tx, key.organisationId, known.data.token));
    const token = isLive ? known.data.token : draft.token;
    const row = { data: { ...draft, token }, updatedAt: ctx.now };
    await tx.requestDraft.upsert({
      where: { organisationId_userId: key },
      create: { ...key, ...row },
      update: row,
    });
    return { token, savedAt: ctx.now.toISOString() };
  });
}
