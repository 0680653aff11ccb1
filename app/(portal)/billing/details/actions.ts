'use server';

import { chooseCurrency } from '@/lib/domain/billing/choose-currency';
import { saveBillingProfile } from '@/lib/domain/billing/save-billing-profile';
import { ChooseCurrencyInput, SaveBillingProfileInput } from '@/lib/domain/billing/schema';
import { memberAction } from '@/lib/web/actions';

export const saveDetails = memberAction(SaveBillingProfileInput, saveBillingProfile);
export const changeCurrency = memberAction(ChooseCurrencyInput, chooseCurrency);
