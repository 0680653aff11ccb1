'use server';

import { addNote } from '@/lib/domain/support/add-note';
import { assignRequest } from '@/lib/domain/support/assign-request';
import { cancelRequest } from '@/lib/domain/support/cancel-request';
import { removeAttachment } from '@/lib/domain/support/remove-attachment';
import { replyAsStaff } from '@/lib/domain/support/reply-as-staff';
import { resolveRequest } from '@/lib/domain/support/resolve-request';
import {
  AssignInput,
  AttachmentInput,
  CancelInput,
  NoteInput,
  RequestInput,
  ResolveInput,
  StaffReplyInput,
} from '@/lib/domain/support/schema';
import { startWork } from '@/lib/domain/support/start-work';
import { waitForCustomer } from '@/lib/domain/support/wait-for-customer';
import { staffAction } from '@/lib/web/actions';

export const reply = staffAction(StaffReplyInput, replyAsStaff);
export const note = staffAction(NoteInput, addNote);
export const assign = staffAction(AssignInput, assignRequest);
export const start = staffAction(RequestInput, startWork);
export const wait = staffAction(RequestInput, waitForCustomer);
export const resolve = staffAction(ResolveInput, resolveRequest);
export const cancel = staffAction(CancelInput, cancelRequest);
export const removeUpload = staffAction(AttachmentInput, removeAttachment);
