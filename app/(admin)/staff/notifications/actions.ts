'use server';

import { markNotificationsRead } from '@/lib/domain/notifications/bell';
import { savePreferences, saveSchedule } from '@/lib/domain/notifications/save-preferences';
import {
  MarkNotificationsInput,
  SavePreferencesInput,
  SaveScheduleInput,
} from '@/lib/domain/notifications/schema';
import { staffAction } from '@/lib/web/actions';

export const markRead = staffAction(MarkNotificationsInput, markNotificationsRead);
export const saveChoices = staffAction(SavePreferencesInput, savePreferences);
export const saveHours = staffAction(SaveScheduleInput, saveSchedule);
