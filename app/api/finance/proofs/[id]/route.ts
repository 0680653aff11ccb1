import { readProofForFinance } from '@/lib/domain/proofs/queries';
import { staffRoute } from '@/lib/web/api-route';
import { fileResponse } from '@/lib/web/file-response';

export const GET = staffRoute(async (ctx, { params }) =>
  fileResponse(await readProofForFinance(ctx, { proofId: params.id ?? '' })),
);
