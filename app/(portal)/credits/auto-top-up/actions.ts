'use server';

import { Nothing } from '@/lib/domain/accounts/schema';
import { finishCardSetup } from '@/lib/domain/top-up/finish-card-setup';
import { removeCard } from '@/lib/domain/top-up/remove-card';
import { retryTopUp } from '@/lib/domain/top-up/retry-top-up';
import { saveAutoTopUp } from '@/lib/domain/top-up/save-auto-top-up';
import { FinishCardSetupInput, SaveAutoTopUpInput } from '@/lib/domain/top-up/schema';
import { startCardSetup } from '@/lib/domain/top-up/start-card-setup';
import { memberAction } from '@/lib/web/actions';

export const saveTopUp = memberAction(SaveAutoTopUpInput, saveAutoTopUp);
export const startCard = memberAction(Nothing, startCardSetup);
export const finishCard = memberAction(FinishCardSetupInput, finishCardSetup);
export const dropCard = memberAction(Nothing, removeCard);
export const tryAgain = memberAction(Nothing, retryTopUp);
