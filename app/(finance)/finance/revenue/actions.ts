'use server';

import { TargetsInput } from '@/lib/domain/revenue/schema';
import { setTargets } from '@/lib/domain/revenue/set-targets';
import { staffAction } from '@/lib/web/actions';

export const saveTargets = staffAction(TargetsInput, setTargets);
