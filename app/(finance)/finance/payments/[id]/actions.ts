'use server';

import { recordDispute } from '@/lib/domain/disputes/record-dispute';
import { RecordDisputeInput } from '@/lib/domain/disputes/schema';
import { requestRefund } from '@/lib/domain/refunds/request-refund';
import { retryRefund } from '@/lib/domain/refunds/retry-refund';
import { RefundRef, RequestRefundInput } from '@/lib/domain/refunds/schema';
import { staffAction } from '@/lib/web/actions';

export const refund = staffAction(RequestRefundInput, requestRefund);
export const retry = staffAction(RefundRef, retryRefund);
export const dispute = staffAction(RecordDisputeInput, recordDispute);
