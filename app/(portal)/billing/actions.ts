'use server';

import { Nothing } from '@/lib/domain/accounts/schema';
import { cancelSubscription } from '@/lib/domain/subscriptions/cancel-subscription';
import { changeSubscription } from '@/lib/domain/subscriptions/change-subscription';
import { openBillingPortal } from '@/lib/domain/subscriptions/open-billing-portal';
import { pauseSubscription } from '@/lib/domain/subscriptions/pause-subscription';
import { previewChange } from '@/lib/domain/subscriptions/preview-change';
import { restartSubscription } from '@/lib/domain/subscriptions/restart-subscription';
import { resumeSubscription } from '@/lib/domain/subscriptions/resume-subscription';
import {
  CancelSubscriptionInput,
  ChangeSubscriptionInput,
  OpenPortalInput,
  PreviewChangeInput,
} from '@/lib/domain/subscriptions/schema';
import { undoChange } from '@/lib/domain/subscriptions/undo-change';
import { memberAction } from '@/lib/web/actions';

export const preview = memberAction(PreviewChangeInput, previewChange);
export const change = memberAction(ChangeSubscriptionInput, changeSubscription);
export const cancel = memberAction(CancelSubscriptionInput, cancelSubscription);
export const openPortal = memberAction(OpenPortalInput, openBillingPortal);
export const pause = memberAction(Nothing, pauseSubscription);
export const resume = memberAction(Nothing, resumeSubscription);
export const undo = memberAction(Nothing, undoChange);
export const restart = memberAction(Nothing, restartSubscription);
