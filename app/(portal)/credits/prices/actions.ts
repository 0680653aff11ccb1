'use server';

import { checkCredits } from '@/lib/domain/wallet/check-credits';
import { CheckCreditsInput } from '@/lib/domain/wallet/schema';
import { memberAction } from '@/lib/web/actions';

export const priceOf = memberAction(CheckCreditsInput, checkCredits);
