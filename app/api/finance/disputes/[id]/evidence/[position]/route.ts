import { readEvidenceFile } from '@/lib/domain/disputes/queries';
import { staffRoute } from '@/lib/web/api-route';
import { fileResponse } from '@/lib/web/file-response';

export const GET = staffRoute(async (ctx, { params }) =>
  fileResponse(await readEvidenceFile(ctx, { disputeId: params.id ?? '', position: params.position ?? '' })),
);
