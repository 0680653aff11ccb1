'use server';

import { retryJob } from '@/lib/domain/operations/retry-job';
import { RetryJobInput } from '@/lib/domain/operations/schema';
import { staffAction } from '@/lib/web/actions';

export const retry = staffAction(RetryJobInput, retryJob);
