import type { z } from 'zod';
import { AppError } from '@/lib/core/errors';
import { saveDraft } from '@/lib/domain/support/save-draft';
import type { SaveDraftInput } from '@/lib/domain/support/schema';
import { portalRoute } from '@/lib/web/api-route';

/** Not an action: a save must outlive the tab (`keepalive`), which an action cannot. */
export const PUT = portalRoute(async (ctx, { raw }) => {
  const body: unknown = await raw.json().catch(() => {
    throw new AppError('invalid', 'malformed');
  });
  return saveDraft(ctx, body as z.input<typeof SaveDraftInput>);
});
