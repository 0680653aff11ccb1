'use server';

import { archiveReply, saveReply } from '@/lib/domain/desk/save-reply';
import { CannedReplyInput, SaveReplyInput } from '@/lib/domain/desk/schema';
import { staffAction } from '@/lib/web/actions';

export const save = staffAction(SaveReplyInput, saveReply);
export const archive = staffAction(CannedReplyInput, archiveReply);
