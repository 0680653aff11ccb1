import type { z } from 'zod';
import type { ExportInput } from '@/lib/domain/analytics/schema.export';
import { streamExport } from '@/lib/domain/analytics/stream-export';
import { portalRoute } from '@/lib/web/api-route';
import { fileResponse } from '@/lib/web/file-response';

/** A short list of what the usage page shows, at once. */
export const GET = portalRoute(async (ctx, { query }) => {
  const asked = Object.fromEntries(query) as z.input<typeof ExportInput>;
  return fileResponse(await streamExport(ctx, asked));
});
