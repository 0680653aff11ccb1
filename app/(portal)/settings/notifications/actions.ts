'use server';

import { savePreferences, saveSchedule } from '@/lib/domain/notifications/save-preferences';
import { SavePreferencesInput, SaveScheduleInput } from '@/lib/domain/notifications/schema';
import { saveWarningPreferences } from '@/lib/domain/warnings/preferences';
import { SaveWarningPreferencesInput } from '@/lib/domain/warnings/schema';
import { memberAction } from '@/lib/web/actions';

export const saveWarnings = memberAction(SaveWarningPreferencesInput, saveWarningPreferences);
export const saveChoices = memberAction(SavePreferencesInput, savePreferences);
export const saveHours = memberAction(SaveScheduleInput, saveSchedule);
