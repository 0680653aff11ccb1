import { readExport } from '@/lib/domain/analytics/export-queries';
import { portalRoute } from '@/lib/web/api-route';
import { fileResponse } from '@/lib/web/file-response';

export const GET = portalRoute(async (ctx, { params }) =>
  fileResponse(await readExport(ctx, { exportId: params.id ?? '' })),
);
