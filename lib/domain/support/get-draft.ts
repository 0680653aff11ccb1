import { randomUUID } from 'node:crypto';
import { type Context, authorise, caller, tenant } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { attachmentDto, attachmentFields } from './attachment-dto';
import { isFiled } from './draft-token';
import type { DraftDto } from './schema.dto';
import { SaveDraftInput } from './schema';

/** The caller's draft, on whatever device it was typed; an empty one with a new token when there is none. */
export async function getDraft(ctx: Context): Promise<DraftDto> {
  authorise(ctx, 'support:write');
  const organisationId = tenant(ctx);
  const userId = caller(ctx);
  const kept = await db.requestDraft.findUnique({
    where: { organisationId_userId: { organisationId, userId } },
  });
  const draft = SaveDraftInput.safeParse(kept?.data);
  if (!kept || !draft.success || (await isFiled(db, organisationId, draft.data.token))) return emptyDraft();
  const found = await db.attachment.findMany({
    where: { organisationId, id: { in: draft.data.attachments }, uploadedById: userId, requestId: null },
    select: attachmentFields,
    orderBy: { id: 'asc' },
  });
  const attachments = found.map(attachmentDto);
  const { edit: _, ...typed } = draft.data;
  return { ...typed, attachments, savedAt: kept.updatedAt.toISOString() };
}

const emptyDraft = (): DraftDto => ({
  token: randomUUID(),
  category: '',
  serviceAffected: '',
  subject: '',
  description: '',
  urgency: '',
  attachments: [],
  savedAt: null,
});
