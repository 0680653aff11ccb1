import { proofLimits } from '@/lib/domain/proofs/schema';
import { submitProof } from '@/lib/domain/proofs/submit-proof';
import { portalRoute } from '@/lib/web/api-route';
import { readUpload } from '@/lib/web/read-upload';

/** The document is the raw body; what is stated about it is in the address, as with every upload. */
export const POST = portalRoute(async (ctx, { params, query, raw }) =>
  submitProof(ctx, {
    paymentId: params.id ?? '',
    fileName: query.get('name') ?? '',
    amount: query.get('amount') ?? '',
    on: query.get('on') ?? '',
    reference: query.get('reference') ?? '',
    bytes: await readUpload(raw, proofLimits.bytes),
  }),
);
