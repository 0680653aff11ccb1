'use server';

import { UnsubscribeInput } from '@/lib/domain/notifications/schema';
import { unsubscribe } from '@/lib/domain/notifications/unsubscribe';
import { publicAction } from '@/lib/web/actions';

export const stop = publicAction(UnsubscribeInput, unsubscribe);
