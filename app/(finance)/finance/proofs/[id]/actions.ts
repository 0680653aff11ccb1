'use server';

import { acceptProof } from '@/lib/domain/proofs/accept-proof';
import { askAgain, rejectProof } from '@/lib/domain/proofs/review-proof';
import { AcceptProofInput, ReviewProofInput } from '@/lib/domain/proofs/schema';
import { staffAction } from '@/lib/web/actions';

export const accept = staffAction(AcceptProofInput, acceptProof);
export const ask = staffAction(ReviewProofInput, askAgain);
export const reject = staffAction(ReviewProofInput, rejectProof);
