import type { z } from 'zod';
import { saveMessageDraft } from '@/lib/domain/support/save-message-draft';
import type { SaveMessageDraftInput } from '@/lib/domain/support/schema.thread';
import { staffRoute } from '@/lib/web/api-route';
import { readBody } from '@/lib/web/read-body';

type Draft = Omit<z.input<typeof SaveMessageDraftInput>, 'requestId'>;

/** Not an action: a save must outlive the tab (`keepalive`), which an action cannot. */
export const PUT = staffRoute(async (ctx, { params, raw }) => {
  const requestId = params.requestId ?? '';
  return saveMessageDraft(ctx, { ...(await readBody<Draft>(raw)), requestId } as z.input<
    typeof SaveMessageDraftInput
  >);
});
