import { readProof } from '@/lib/domain/proofs/queries';
import { portalRoute } from '@/lib/web/api-route';
import { fileResponse } from '@/lib/web/file-response';

export const GET = portalRoute(async (ctx, { params }) =>
  fileResponse(await readProof(ctx, { proofId: params.id ?? '' })),
);
