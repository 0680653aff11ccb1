'use server';

import { StartPaymentInput } from '@/lib/domain/payments/schema';
import { startPayment } from '@/lib/domain/payments/start-payment';
import { memberAction } from '@/lib/web/actions';

export const pay = memberAction(StartPaymentInput, startPayment);
