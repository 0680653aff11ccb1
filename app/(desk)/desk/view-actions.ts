'use server';

import { moveView as move, removeView as remove, saveView as save } from '@/lib/domain/desk/save-view';
import { MoveViewInput, SaveViewInput, ViewInput } from '@/lib/domain/desk/schema';
import { staffAction } from '@/lib/web/actions';

export const saveView = staffAction(SaveViewInput, save);
export const moveView = staffAction(MoveViewInput, move);
export const removeView = staffAction(ViewInput, remove);
