'use server';

import { saveWarningPreferences } from '@/lib/domain/warnings/preferences';
import { SaveWarningPreferencesInput } from '@/lib/domain/warnings/schema';
import { memberAction } from '@/lib/web/actions';

export const saveWarnings = memberAction(SaveWarningPreferencesInput, saveWarningPreferences);
