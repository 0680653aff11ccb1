'use server';

import { SetCustomerClassInput } from '@/lib/domain/customers/schema';
import { setCustomerClass } from '@/lib/domain/customers/set-customer-class';
import { adjustWallet } from '@/lib/domain/wallet/adjust-wallet';
import { AdjustWalletInput } from '@/lib/domain/wallet/schema';
import { staffAction } from '@/lib/web/actions';

export const adjust = staffAction(AdjustWalletInput, adjustWallet);
export const changeClass = staffAction(SetCustomerClassInput, setCustomerClass);
