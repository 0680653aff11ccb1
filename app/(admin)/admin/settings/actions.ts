'use server';

import { saveDunning, saveInvoicing, saveMoney, saveSeller } from '@/lib/domain/billing/save-setting';
import { DunningSetting, InvoicingSetting, MoneySetting, SellerSetting } from '@/lib/domain/billing/schema';
import { EnforcementSetting } from '@/lib/domain/enforcement/schema';
import { setEnforcement } from '@/lib/domain/enforcement/set-enforcement';
import { staffAction } from '@/lib/web/actions';

export const saveEnforcement = staffAction(EnforcementSetting, setEnforcement);
export const saveSellerSetting = staffAction(SellerSetting, saveSeller);
export const saveInvoicingSetting = staffAction(InvoicingSetting, saveInvoicing);
export const saveDunningSetting = staffAction(DunningSetting, saveDunning);
export const saveMoneySetting = staffAction(MoneySetting, saveMoney);
