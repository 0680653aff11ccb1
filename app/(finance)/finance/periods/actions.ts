'use server';

import { lockMonth, unlockMonth } from '@/lib/domain/books/lock-month';
import { LockInput, UnlockInput } from '@/lib/domain/books/schema';
import { staffAction } from '@/lib/web/actions';

export const lock = staffAction(LockInput, lockMonth);
export const unlock = staffAction(UnlockInput, unlockMonth);
