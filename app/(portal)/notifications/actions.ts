'use server';

import { markNotificationsRead } from '@/lib/domain/notifications/bell';
import { MarkNotificationsInput } from '@/lib/domain/notifications/schema';
import { memberAction } from '@/lib/web/actions';

export const markRead = memberAction(MarkNotificationsInput, markNotificationsRead);
