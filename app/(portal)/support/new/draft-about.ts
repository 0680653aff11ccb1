import { getFormatter, getTranslations } from 'next-intl/server';
import { errorDraft } from '@/components/errors/error-draft';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { getErrorGroup } from '@/lib/domain/errors/queries';
import type { DraftDto } from '@/lib/domain/support/schema.dto';

/** A question about the tier, filled in where nothing was typed yet: a draft that somebody began is kept. */
export async function draftAboutTier(kept: DraftDto): Promise<DraftDto> {
  if (kept.subject || kept.description) return kept;
  const t = await getTranslations('support.tierDraft');
  return {
    ...{ ...kept, errorGroupId: undefined, category: 'question', urgency: 'normal' },
    ...{ serviceAffected: t('service'), subject: t('subject'), description: t('description') },
  };
}

/** The draft filled in from a reported error; as it was kept when it is about that error already, or none is known. */
export async function draftAbout(ctx: Context, errorGroupId: string, kept: DraftDto): Promise<DraftDto> {
  if (kept.errorGroupId === errorGroupId) return kept;
  const group = await getErrorGroup(ctx, { errorGroupId }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') return null;
    throw error;
  });
  if (!group) return kept;
  const [t, format] = await Promise.all([getTranslations('support.errors.draft'), getFormatter()]);
  const last = format.dateTime(new Date(group.lastSeenAt), { dateStyle: 'medium', timeStyle: 'short' });
  const filled = errorDraft(group, t, t('seen', { count: group.count, last }));
  return { ...kept, urgency: '', attachments: [], ...filled };
}
