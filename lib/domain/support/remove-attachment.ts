import type { z } from 'zod';
import { type Context, authorise, can, caller, tenant } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { notFound, parse } from '@/lib/core/errors';
import { fileStore } from '@/lib/integrations/storage/choose';
import { AttachmentInput } from './schema';

/**
 * Removes an upload of the caller's own that was not sent yet. What was filed or sent stays: `not_found`, as for an
 * unknown one.
 */
export async function removeAttachment(
  ctx: Context,
  input: z.input<typeof AttachmentInput>,
): Promise<{ attachmentId: string }> {
  const isStaff = can(ctx, 'desk:answer');
  if (!isStaff) authorise(ctx, 'support:write');
  const { attachmentId } = parse(AttachmentInput, input);
  const bound = isStaff ? {} : { organisationId: tenant(ctx) };
  const [row] = await db.$transaction(async (tx) => {
    const where = { ...bound, id: attachmentId, uploadedById: caller(ctx), requestId: null };
    const found = await tx.attachment.findMany({ where, select: { storageKey: true } });
    // Bound by a filing between the two statements: the condition is asked again.
    const { count } = await tx.attachment.deleteMany({ where });
    return count === 1 ? found : [];
  });
  if (!row) throw notFound();
  await fileStore().remove(row.storageKey);
  return { attachmentId };
}
