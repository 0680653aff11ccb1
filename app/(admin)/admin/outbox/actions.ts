'use server';

import { liftSuppression, sendAgain } from '@/lib/domain/notifications/send-again';
import { LiftSuppressionInput, SendAgainInput } from '@/lib/domain/notifications/schema';
import { staffAction } from '@/lib/web/actions';

export const again = staffAction(SendAgainInput, sendAgain);
export const lift = staffAction(LiftSuppressionInput, liftSuppression);
