'use server';

import { retryRefund } from '@/lib/domain/refunds/retry-refund';
import { RefundRef } from '@/lib/domain/refunds/schema';
import { staffAction } from '@/lib/web/actions';

export const retry = staffAction(RefundRef, retryRefund);
