'use server';

import { RateInput, RateKey } from '@/lib/domain/rates/schema';
import { removeRate, setRate } from '@/lib/domain/rates/set-rate';
import { staffAction } from '@/lib/web/actions';

export const saveRate = staffAction(RateInput, setRate);
export const dropRate = staffAction(RateKey, removeRate);
