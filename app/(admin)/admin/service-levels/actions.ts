'use server';

import { saveCalendar, saveHolidays, savePolicy } from '@/lib/domain/sla/save-levels';
import { SaveCalendarInput, SaveHolidaysInput, SavePolicyInput } from '@/lib/domain/sla/schema';
import { staffAction } from '@/lib/web/actions';

export const saveHours = staffAction(SaveCalendarInput, saveCalendar);
export const saveDaysOff = staffAction(SaveHolidaysInput, saveHolidays);
export const saveTargets = staffAction(SavePolicyInput, savePolicy);
