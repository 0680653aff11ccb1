'use server';

import { endTaxRate } from '@/lib/domain/tax/end-tax-rate';
import { saveTaxRate } from '@/lib/domain/tax/save-tax-rate';
import { EndTaxRateInput, SaveTaxRateInput } from '@/lib/domain/tax/schema';
import { staffAction } from '@/lib/web/actions';

export const saveRate = staffAction(SaveTaxRateInput, saveTaxRate);
export const endRate = staffAction(EndTaxRateInput, endTaxRate);
