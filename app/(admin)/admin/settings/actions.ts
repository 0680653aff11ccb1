'use server';

import { EnforcementSetting } from '@/lib/domain/enforcement/schema';
import { setEnforcement } from '@/lib/domain/enforcement/set-enforcement';
import { staffAction } from '@/lib/web/actions';

export const saveEnforcement = staffAction(EnforcementSetting, setEnforcement);
